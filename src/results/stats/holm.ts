/** Holm's step-down correction: it keeps the chance of any false alarm among all tests below alpha. Pure. */

/**
 * @param pValues one per test
 * @returns adjusted p-values in the same order; a test is significant when its value is at most alpha
 */
export function holmAdjust(pValues: readonly number[]): number[] {
  const order = pValues.map((_, index) => index).sort((a, b) => (pValues[a] ?? 1) - (pValues[b] ?? 1));
  const adjusted = new Array<number>(pValues.length).fill(1);
  let highest = 0;
  order.forEach((index, rank) => {
    highest = Math.max(highest, Math.min(1, (pValues[index] ?? 1) * (pValues.length - rank)));
    adjusted[index] = highest;
  });
  return adjusted;
}
