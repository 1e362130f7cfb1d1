/** A figure of many runs, made: 100 with normal noise, and steps. */

export interface MadeHistory {
  readonly runs: number;
  /** Standard deviation, as a share. */
  readonly noise: number;
  /** From run `at` on, all values are so many times as high. */
  readonly steps: readonly { readonly at: number; readonly factor: number }[];
}

export function madeHistory({ runs, noise, steps }: MadeHistory, random: () => number): number[] {
  return Array.from({ length: runs }, (_, run) => {
    const level = steps.reduce((product, { at, factor }) => (run < at ? product : product * factor), 100);
    const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
    return level * (1 + noise * normal);
  });
}
