/** Parts of a run in which the target throttled it, as its charts mark them. Pure. */

import type { FigureSample } from "../figures/figure-values.ts";
import type { Band } from "./band.ts";
import type { RunSeries } from "./series.ts";
import { secondsAt, tenths } from "./time-axis.ts";

/** More would only make the page larger. */
const MOST = 200;

interface Throttled {
  readonly from: number;
  readonly to: number;
  /** Seconds between them in which the target held the whole run back. */
  readonly held: number;
}

type Failures = Pick<RunSeries, "seconds" | "failedRequests">;

/**
 * When the target refused requests, or held the run back. Samples tell how long, not when: a pause that continues in the
 * next sample lasted until the end of its own, and a pause within one sample began with the first failure in it.
 * @param startMs where the time axis begins, in milliseconds since 1970
 */
export function throttledBands(samples: readonly FigureSample[], startMs: number, series?: Failures): Band[] {
  const throttled = samples.map((sample, at) => throttledIn(sample, samples[at - 1], startMs));
  const bands: { from: number; to: number }[] = [];
  for (const [at, own] of throttled.entries()) {
    if (own === undefined) continue;
    const { from, to } = partOf(own, throttled[at - 1], throttled[at + 1], series);
    const last = bands.at(-1);
    if (last !== undefined && from <= last.to) last.to = to;
    else if (to > from) bands.push({ from, to });
  }
  return bands.slice(0, MOST).map((band) => ({ ...band, label: "throttled", isBad: true }));
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

/** The part of a sample in which the run was throttled. */
function partOf(
  { from, to, held }: Throttled,
  before: Throttled | undefined,
  after: Throttled | undefined,
  series: Failures | undefined,
): Pick<Band, "from" | "to"> {
  const goesOn = after !== undefined && after.held > 0;
  const wentOn = before !== undefined && before.to === from && held > 0;
  if (goesOn && wentOn) return { from, to };
  if (goesOn) return { from: tenths(to - held), to };
  if (wentOn) return { from, to: tenths(from + held) };
  // Refused without a pause: only the sample is known.
  if (held === 0) return { from, to };
  const failed = series?.seconds.find((end, at) => end > from && end <= to && (series.failedRequests[at] ?? 0) > 0);
  const began = Math.min(failed ?? from, to - held);
  return { from: tenths(began), to: tenths(began + held) };
}
