/** What the charts of a run mark: steps, a spike, the start of a drift, throttling and restarts of k6. Pure. */

import { formatNumber, plural } from "../../base/figures.ts";
import { rateText } from "../capacity/capacity-lines.ts";
import type { RunSummary } from "../run-summary.ts";
import type { Band } from "./band.ts";
import type { RunReport } from "./run-report.ts";
import { throttledBands } from "./throttled-bands.ts";
import { secondsAt } from "./time-axis.ts";

/** @param startMs where the time axis begins, in milliseconds since 1970 */
export function bandsOf({ summary, series, samples }: BandsInput, startMs: number): Band[] {
  const { capacity, spike, soak } = summary;
  const at = (ms: number): number => secondsAt(ms, startMs);
  return [
    ...stepBands(capacity, at),
    ...spikeBands(spike, at),
    ...driftBands(soak),
    ...throttledBands(samples, startMs, series),
    ...restartBands(series?.restarts ?? []),
  ];
}

/** Where k6 was started again. */
function restartBands(restarts: readonly number[]): Band[] {
  return restarts.map((at, index) => ({ from: at, to: at, label: `start ${index + 2}`, isBad: false }));
}

type BandsInput = Pick<RunReport, "summary" | "series" | "samples">;
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
