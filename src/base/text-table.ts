/** A table for a terminal: columns as wide as they need to be, figures right-aligned. */

/** @param figures heads of the columns that hold figures */
export function textTable(
  heads: readonly string[],
  rows: readonly (readonly string[])[],
  figures: readonly string[],
): string[] {
  const widths = heads.map((head, column) => Math.max(head.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, column) => {
        const width = widths[column] ?? 0;
        return figures.includes(heads[column] ?? "") ? cell.padStart(width) : cell.padEnd(width);
      })
      .join("  ")
      .trimEnd();
  return [line(heads), ...rows.map(line)];
}
