/** Places on the time axis of a page's charts: seconds to one decimal. Pure. */

/** @param startMs where the time axis begins, in milliseconds since 1970 */
export function secondsAt(ms: number, startMs: number): number {
  return tenths((ms - startMs) / 1000);
}

export function tenths(seconds: number): number {
  return Math.round(10 * seconds) / 10;
}
