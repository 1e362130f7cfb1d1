/** Confidence intervals of failure shares and of their difference. Pure. */

/** Upper 0.5 % of the normal distribution: 99 % intervals. */
const Z = 2.576;

/** Wilson's score interval of `hits` in `count`. E. B. Wilson, JASA 22 (1927). */
export function shareInterval(hits: number, count: number): { readonly low: number; readonly high: number } {
  if (count === 0) return { low: 0, high: 1 };
  const share = hits / count;
  const spread = Z * Math.sqrt((share * (1 - share) + (Z * Z) / (4 * count)) / count);
  const middle = share + (Z * Z) / (2 * count);
  const scale = 1 + (Z * Z) / count;
  return { low: Math.max(0, (middle - spread) / scale), high: Math.min(1, (middle + spread) / scale) };
}

export interface ShareCount {
  readonly hits: number;
  readonly count: number;
}

/**
 * Interval of the second share minus the first, by Newcombe's hybrid score method (Statistics in Medicine 17, 1998, no.
 * 10).
 */
export function shareChange(
  base: ShareCount,
  run: ShareCount,
): { readonly change: number; readonly low: number; readonly high: number } {
  if (base.count === 0 || run.count === 0) return { change: 0, low: -1, high: 1 };
  const before = base.hits / base.count;
  const after = run.hits / run.count;
  const a = shareInterval(base.hits, base.count);
  const b = shareInterval(run.hits, run.count);
  const change = after - before;
  return {
    change,
    low: change - Math.hypot(after - b.low, a.high - before),
    high: change + Math.hypot(b.high - after, before - a.low),
  };
}
