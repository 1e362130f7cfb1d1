/** Holm's step-down correction: with it the chance of any false alarm among all questions stays below alpha. Pure. */

/**
 * @param pValues one per question
 * @returns adjusted p-values in the same order; a question is decided when its value is at most alpha
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
