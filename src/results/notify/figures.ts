/** The few figures of a run that a notice shows, with those of a base where there is one. Pure. */

import {
  formatChange,
  formatCount,
  formatDuration,
  formatMs,
  formatNumber,
  formatShare,
  utc,
} from "../../base/figures.ts";
import { whyNotMore } from "../capacity/capacity-lines.ts";
import { rateAnswers } from "../capacity/named-rates.ts";
import { kneeText } from "../compare/compare-capacity.ts";
import { driftLines } from "../drift/drift-lines.ts";
import { itemsIn } from "../outcome-counts.ts";
import type { CapacityResult, RunSummary } from "../run-summary.ts";

export interface NoticeFigure {
  readonly name: string;
  readonly value: string;
}

export interface NoticeBase {
  /** As the user named it. */
  readonly name: string;
  /** One for each phase of that run; none when it cannot be read. */
  readonly summaries: readonly RunSummary[];
}

/** Figures of one phase; changes stand behind the value: `12.3 ms (+5 %, base 11.7 ms)`. */
export function noticeFigures(run: RunSummary, base: NoticeBase | undefined): readonly NoticeFigure[] {
  const before = base?.summaries.find((summary) => isComparable(run, summary));
  const figures =
    run.capacity === undefined ? meanFigures(run, before) : capacityFigures(run.capacity, before?.capacity);
  return [...figures, { name: "Requests", value: `${formatCount(run.requests)} in ${formatDuration(run.durationMs)}` }];
}

/** The steps of a search differ: averages over all of them describe none. */
function capacityFigures(found: CapacityResult, before: CapacityResult | undefined): NoticeFigure[] {
  const [finding] = found.findings ?? [];
  const figures = [
    { name: "Takes", value: changed(kneeText(found), before && kneeText(before), found.perSecond, before?.perSecond) },
    { name: "Reason", value: whyNotMore(found) },
    ...rateAnswers(found).map(({ name, text }) => ({ name: { today: "Today", need: "Need" }[name], value: text })),
  ];
  if (finding !== undefined) figures.push({ name: "Limit", value: `${finding.confidence}: ${finding.text}` });
  return figures;
}

/** Over the whole run. */
function meanFigures(run: RunSummary, before: RunSummary | undefined): NoticeFigure[] {
  const rate = (summary: RunSummary): string => `${formatNumber(summary.requestsPerSecond)} /s`;
  const figures: NoticeFigure[] = [
    {
      name: "Throughput",
      value: changed(rate(run), before && rate(before), run.requestsPerSecond, before?.requestsPerSecond),
    },
    ...(["p50", "p95", "p99"] as const).map((percentile) => {
      const now = run.latencyMs[percentile];
      const then = before?.latencyMs[percentile];
      return {
        name: percentile,
        value: changed(formatMs(now), then === undefined ? undefined : formatMs(then), now, then),
      };
    }),
    { name: "Failures", value: failures(run, before) },
  ];
  if (run.load !== undefined) figures.push({ name: "Items", value: items(run.load) });
  if (run.checks !== undefined) {
    const { passed, failed } = run.checks;
    figures.push({ name: "Checks", value: `${formatCount(passed)} of ${formatCount(passed + failed)} passed` });
  }
  figures.push(...steeredFigures(run));
  return figures;
}

function steeredFigures({ soak, spike }: RunSummary): NoticeFigure[] {
  if (soak !== undefined) {
    const rates = `${formatNumber(soak.done / soak.seconds)} of ${formatNumber(soak.perSecond)} /s`;
    return [
      { name: "Held", value: `${rates} for ${formatDuration(1000 * soak.seconds)}` },
      { name: "Drift", value: driftLines(soak.drift).join("; ") },
    ];
  }
  if (spike === undefined) return [];
  const { recoveredAfterSeconds: after, spike: peak, partial } = spike;
  const without = partial === true ? "unknown: the run was stopped" : "not until the end";
  const lost = `${formatCount(peak.failed + peak.missed)} of ${formatCount(peak.asked)} operations`;
  return [
    { name: "Recovery", value: after === undefined ? without : `${after} s` },
    { name: "Lost in the spike", value: lost },
  ];
}

/** What the base is, or why there is no comparison with it, in one line. */
export function describeBase(runs: readonly RunSummary[], { name, summaries }: NoticeBase): string {
  const [first] = summaries;
  if (first === undefined) return `${name} cannot be read: not compared`;
  const matching = summaries.find((summary) => runs.some((run) => isComparable(run, summary)));
  if (matching !== undefined) return `${name} (${utc(matching.startedAt)})`;
  return `${name} is of phase ${first.phase} and profile ${first.profile}: not compared`;
}

/** Figures of different phases or profiles are not comparable. */
function isComparable(run: RunSummary, base: RunSummary): boolean {
  return run.phase === base.phase && run.profile === base.profile;
}

function changed(text: string, baseText: string | undefined, now: number, then: number | undefined): string {
  if (baseText === undefined || then === undefined || !(then > 0)) return text;
  return `${text} (${formatChange(now / then - 1)}, base ${baseText})`;
}

function failures(run: RunSummary, before: RunSummary | undefined): string {
  const share = failureShare(run);
  const text = `${formatCount(run.failures)} (${formatShare(share)})`;
  if (before === undefined) return text;
  const baseShare = failureShare(before);
  return `${text}, base ${formatCount(before.failures)} (${formatShare(baseShare)})`;
}

/** Of what was finished, 0 to 1. */
function failureShare({ outcomes, failures }: RunSummary): number {
  const finished = itemsIn(outcomes);
  return finished === 0 ? 0 : failures / finished;
}

function items({ planned, created, present, missing }: NonNullable<RunSummary["load"]>): string {
  const there = present > 0 ? `, ${formatCount(present)} already present` : "";
  const lost = missing > 0 ? `, ${formatCount(missing)} missing` : "";
  return `${formatCount(created)} of ${formatCount(planned)} created${there}${lost}`;
}
