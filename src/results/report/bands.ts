/** Stretches of a run that its charts mark: steps of a capacity run, a spike, and the start of a drift. Pure. */

import { formatNumber, plural } from "../../base/figures.ts";
import { rateText } from "../capacity/capacity-lines.ts";
import type { FigureSample } from "../figures/figure-values.ts";
import type { RunSummary } from "../run-summary.ts";
import type { RunSeries } from "./series.ts";

export interface Band {
  /** Seconds on the time axis of the charts. */
  readonly from: number;
  /** The same for a moment. */
  readonly to: number;
  /** Short: it stands in the chart where it fits. */
  readonly label: string;
  /** In place of the label where the bands are explained. */
  readonly meaning?: string;
  /** The target did not do what was asked. */
  readonly isBad: boolean;
}

/** @param startMs where the time axis begins, in milliseconds since 1970 */
export function bandsOf({ capacity, spike, soak }: RunSummary, startMs: number): Band[] {
  const at = (ms: number): number => secondsAt(ms, startMs);
  return [...stepBands(capacity, at), ...spikeBands(spike, at), ...driftBands(soak)];
}

const MOST_THROTTLED = 200;

interface Throttled {
  readonly from: number;
  readonly to: number;
  /** Of this time, how long the target held the whole run back. */
  readonly held: number;
}

/**
 * When the target refused requests, or held the run back. Samples tell how long, not when: what goes on in the next one
 * lasted until the end of this one, and a pause within one sample began with the first failure in it.
 * @param startMs where the time axis begins, in milliseconds since 1970
 */
export function throttledBands(
  samples: readonly FigureSample[],
  startMs: number,
  series?: Pick<RunSeries, "seconds" | "failedRequests">,
): Band[] {
  const throttled = samples.map((sample, at) => throttledIn(sample, samples[at - 1], startMs));
  const bands: { from: number; to: number }[] = [];
  for (const [at, own] of throttled.entries()) {
    if (own === undefined) continue;
    const { from, to } = partOf(own, throttled[at - 1], throttled[at + 1], series);
    const last = bands.at(-1);
    if (last !== undefined && from <= last.to) last.to = to;
    else if (to > from) bands.push({ from, to });
  }
  return bands.slice(0, MOST_THROTTLED).map((band) => ({ ...band, label: "throttled", isBad: true }));
}

function throttledIn(
  { atMs, values }: FigureSample,
  before: FigureSample | undefined,
  startMs: number,
): Throttled | undefined {
  const { "requests.rateLimited": refused = 0, "requests.heldShare": share = 0 } = values;
  if (refused <= 0 && share <= 0) return undefined;
  const to = secondsAt(atMs, startMs);
  const from = Math.max(0, secondsAt(before?.atMs ?? atMs, startMs));
  return { from, to, held: share * (to - from) };
}

function partOf(
  { from, to, held }: Throttled,
  before: Throttled | undefined,
  after: Throttled | undefined,
  series: Pick<RunSeries, "seconds" | "failedRequests"> | undefined,
): Pick<Band, "from" | "to"> {
  const goesOn = after !== undefined && after.held > 0;
  const wentOn = before !== undefined && before.to === from && held > 0;
  if (goesOn && wentOn) return { from, to };
  if (goesOn) return { from: rounded(to - held), to };
  if (wentOn) return { from, to: rounded(from + held) };
  // Refused without a pause: all that is known is the sample.
  if (held === 0) return { from, to };
  const failed = series?.seconds.find((end, at) => end > from && end <= to && (series.failedRequests[at] ?? 0) > 0);
  const began = Math.min(failed ?? from, to - held);
  return { from: rounded(began), to: rounded(began + held) };
}

/** Where k6 was started again. */
export function restartBands(restarts: readonly number[]): Band[] {
  return restarts.map((at, index) => ({ from: at, to: at, label: `start ${index + 2}`, isBad: false }));
}

function secondsAt(ms: number, startMs: number): number {
  return rounded((ms - startMs) / 1000);
}

function rounded(seconds: number): number {
  return Math.round(10 * seconds) / 10;
}

type At = (ms: number) => number;

function stepBands(capacity: RunSummary["capacity"], at: At): Band[] {
  return (capacity?.steps ?? []).flatMap(({ fromMs, seconds, askedPerSecond, users, held }) =>
    fromMs === undefined
      ? []
      : [
          {
            from: at(fromMs),
            to: at(fromMs + 1000 * seconds),
            label: users === undefined ? `${rateText(askedPerSecond)}/s` : plural(users, "user"),
            meaning: `steps that ${held ? "held" : "did not hold"}`,
            isBad: !held,
          },
        ],
  );
}

/** What lies before and after the spike needs no band. */
function spikeBands(spike: RunSummary["spike"], at: At): Band[] {
  if (spike?.startMs === undefined) return [];
  const { startMs, spike: part, recoveredAfterSeconds, after } = spike;
  const from = at(startMs);
  const to = from + part.seconds;
  const recovery = recoveredAfterSeconds ?? after.seconds;
  return [
    { from, to, label: `spike, ${formatNumber(part.perSecond)}/s`, isBad: false },
    ...(recovery > 0 ? [{ from: to, to: to + recovery, label: "not back to normal", isBad: true }] : []),
  ];
}

/** Where the first drift begins, unless it is there from the start. */
function driftBands(soak: RunSummary["soak"]): Band[] {
  const drifting = soak?.drift.series.filter(({ state }) => state === "drifts") ?? [];
  const from = Math.min(...drifting.map(({ sinceSeconds = 0 }) => sinceSeconds));
  return from > 0 && Number.isFinite(from) ? [{ from, to: from, label: "drift begins", isBad: true }] : [];
}
