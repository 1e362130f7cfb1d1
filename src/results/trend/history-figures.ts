/** The figures of a run that a history follows. Pure. */

import { formatMs, formatNumber, formatShare } from "../../base/figures.ts";
import { isOfStoppedRun } from "../capacity/capacity-result.ts";
import { itemsIn } from "../outcome-counts.ts";
import type { RunSummary } from "../run-summary.ts";

export interface HistoryFigure {
  readonly name: string;
  readonly worse: "higher" | "lower";
  /** NaN where the run has none, or too few requests for it. */
  readonly of: (summary: RunSummary) => number;
  readonly format: (value: number) => string;
}

/** With fewer requests beyond a percentile, chance decides on it. As `compare` does. */
const BEYOND = 10;

function percentile(name: "p50" | "p95" | "p99", share: number): HistoryFigure {
  const of = ({ latencyMs, requests }: RunSummary): number =>
    requests * (1 - share) + 1e-9 < BEYOND ? Number.NaN : latencyMs[name];
  return { name, worse: "higher", of, format: formatMs };
}

const rateText = (value: number): string => `${formatNumber(value)}/s`;

export const HISTORY_FIGURES: readonly HistoryFigure[] = [
  {
    name: "knee",
    worse: "lower",
    of: ({ capacity }) => (capacity?.answer === "knee" && !isOfStoppedRun(capacity) ? capacity.perSecond : Number.NaN),
    format: rateText,
  },
  {
    name: "throughput",
    worse: "lower",
    of: ({ capacity, requestsPerSecond }) => (capacity === undefined ? requestsPerSecond : Number.NaN),
    format: rateText,
  },
  ...[percentile("p50", 0.5), percentile("p95", 0.95), percentile("p99", 0.99)].map((figure) => ({
    ...figure,
    of: (summary: RunSummary) => (summary.capacity === undefined ? figure.of(summary) : Number.NaN),
  })),
  {
    name: "failures",
    worse: "higher",
    of: ({ capacity, failures, outcomes }) => {
      const items = itemsIn(outcomes);
      return capacity === undefined && items > 0 ? failures / items : Number.NaN;
    },
    format: formatShare,
  },
];

/** How the values of a figure are written. */
export function formatOf(figure: string): HistoryFigure["format"] {
  return HISTORY_FIGURES.find(({ name }) => name === figure)?.format ?? String;
}
