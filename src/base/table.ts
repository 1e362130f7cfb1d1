/** Tables of texts, for a terminal and in Markdown. Pure. */

/**
 * Lines with columns as wide as they need to be.
 * @param figures columns of figures, counted from 0: right-aligned
 */
export function textTable(
  heads: readonly string[],
  rows: readonly (readonly string[])[],
  figures: readonly number[],
): string[] {
  const widths = heads.map((head, column) => Math.max(head.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, column) =>
        figures.includes(column) ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
      )
      .join("  ")
      .trimEnd();
  return [line(heads), ...rows.map(line)];
}

/**
 * A `|` that a cell has not escaped itself is escaped here.
 * @param figures columns of figures, counted from 0: right-aligned
 */
export function markdownTable(
  heads: readonly string[],
  rows: readonly (readonly string[])[],
  figures: readonly number[] = [],
): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replace(/(?<!\\)\|/g, "\\|")).join(" | ")} |`;
  const rule = heads.map((_, column) => (figures.includes(column) ? "---:" : "---"));
  return [heads, rule, ...rows].map(line).join("\n");
}
