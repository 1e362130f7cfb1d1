/** Stretches of a run that its charts mark: steps of a capacity run, a spike, and the start of a drift. Pure. */

import { formatNumber, plural } from "../../base/figures.ts";
import { rateText } from "../capacity/capacity-lines.ts";
import type { FigureSample } from "../figures/figure-values.ts";
import type { RunSummary } from "../run-summary.ts";

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

/** Samples that are so near have no time without throttling between them. */
const NEAR_SECONDS = 11;
const MOST_THROTTLED = 200;

/** When the target refused requests, or held the run back: from the sample before to the one that says so. */
export function throttledBands(samples: readonly FigureSample[], startMs: number): Band[] {
  const bands: { from: number; to: number }[] = [];
  for (const [index, { atMs, values }] of samples.entries()) {
    const { "requests.rateLimited": refused = 0, "requests.heldShare": held = 0 } = values;
    if (refused <= 0 && held <= 0) continue;
    const to = secondsAt(atMs, startMs);
    const from = Math.max(0, secondsAt(samples[index - 1]?.atMs ?? atMs, startMs));
    const last = bands.at(-1);
    if (last !== undefined && from - last.to < NEAR_SECONDS) last.to = to;
    else bands.push({ from, to });
  }
  return bands.slice(0, MOST_THROTTLED).map((band) => ({ ...band, label: "throttled", isBad: true }));
}

/** Where k6 was started again. */
export function restartBands(restarts: readonly number[]): Band[] {
  return restarts.map((at, index) => ({ from: at, to: at, label: `start ${index + 2}`, isBad: false }));
}

function secondsAt(ms: number, startMs: number): number {
  return Math.round((ms - startMs) / 100) / 10;
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
