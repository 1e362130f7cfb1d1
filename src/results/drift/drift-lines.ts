/** What drifted in a run, for people. Pure. */

import { clock, formatBytes, formatChange, formatMs, formatShare, plural } from "../../base/figures.ts";
import type { DriftResult, DriftUnit, SeriesDrift } from "./drift-result.ts";

const FORMATS: Readonly<Record<DriftUnit, (value: number) => string>> = {
  ms: formatMs,
  share: formatShare,
  bytes: formatBytes,
};

/** A line for each series that rose, then what the rest did. */
export function driftLines({ series, fromSeconds, toSeconds }: DriftResult): string[] {
  const ofState = (state: SeriesDrift["state"]) => series.filter((own) => own.state === state);
  const lines = [...[...ofState("drifts"), ...ofState("with-rows")].map((own) => `${own.name} ${driftText(own)}`)];
  const steady = ofState("steady").length;
  if (steady > 0)
    lines.push(`${plural(steady, "figure")} without drift from ${clock(fromSeconds)} to ${clock(toSeconds)}`);
  const unclear = ofState("unclear").map(({ name }) => name);
  if (unclear.length > 0)
    lines.push(`too much chance to tell, so that a doubling might not show: ${unclear.join(", ")}`);
  const short = ofState("too-short").map(({ name }) => name);
  if (short.length > 0) lines.push(`too few points for a drift test: ${short.join(", ")}`);
  return lines;
}

/** What was found in one series, after its name. */
export function driftText(series: SeriesDrift): string {
  switch (series.state) {
    case "drifts":
      return riseText(series);
    case "with-rows":
      return `${riseText(series)}: no more than the rows present explain`;
    case "steady":
      return `no drift${foundText(series)}`;
    case "unclear":
      return "too much chance to tell: a doubling might not show";
    case "too-short":
      return "too few points for a drift test";
  }
}

/** `: a steady rise by 3.20 ms (+12 %) would have been found`; empty where all points were the same. */
export function foundText({ unit, before = 0, detectable = 0 }: SeriesDrift): string {
  if (detectable === 0) return "";
  const share = unit === "share" || before === 0 ? "" : ` (${formatChange(detectable / before)})`;
  return `: a steady rise by ${FORMATS[unit](detectable)}${share} would have been found`;
}

/** `rose by 24.0 ms per hour since about 6:00, from 20.0 ms to 28.0 ms (+40 %)` */
function riseText({ unit, kind, sinceSeconds = 0, before = 0, change = 0, perHour = 0 }: SeriesDrift): string {
  const format = FORMATS[unit];
  const share = unit === "share" || before === 0 ? "" : ` (${formatChange(change / before)})`;
  const levels = `from ${format(before)} to ${format(before + change)}${share}`;
  if (kind === "jump") return `jumped at ${clock(sinceSeconds)}, ${levels}`;
  const since = sinceSeconds === 0 ? "from the start" : `since about ${clock(sinceSeconds)}`;
  return `rose by ${format(perHour)} per hour ${since}, ${levels}`;
}
