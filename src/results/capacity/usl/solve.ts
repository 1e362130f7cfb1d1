/** Small systems of linear equations. Pure. */

/** Gauss's elimination of a symmetric positive definite system; undefined: it is singular. */
export function solve(matrix: readonly (readonly number[])[], right: readonly number[]): number[] | undefined {
  const rows = matrix.map((row, index) => [...row, right[index] as number]);
  const size = rows.length;
  for (const [index, pivotRow] of rows.entries()) {
    const pivot = pivotRow[index] as number;
    if (!(pivot > 0)) return undefined;
    for (const row of rows.slice(index + 1)) {
      const factor = (row[index] as number) / pivot;
      for (let at = index; at <= size; at++) row[at] = (row[at] as number) - factor * (pivotRow[at] as number);
    }
  }
  const solution = new Array<number>(size).fill(0);
  for (let index = size - 1; index >= 0; index--) {
    const row = rows[index] as number[];
    const known = solution.reduce((sum, value, at) => sum + value * (at > index ? (row[at] as number) : 0), 0);
    solution[index] = ((row[size] as number) - known) / (row[index] as number);
  }
  return solution;
}
