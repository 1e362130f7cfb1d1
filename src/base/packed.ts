/** Pure. */

/**
 * Lines of parts with a separator between them, each line as full as the width allows. A part is never cut: one that is
 * longer has a line of its own.
 */
export function packed(parts: readonly string[], separator: string, width: number): string[] {
  const lines: string[] = [];
  for (const part of parts) {
    const last = lines.at(-1);
    if (last === undefined || last.length + separator.length + part.length > width) lines.push(part);
    else lines[lines.length - 1] = last + separator + part;
  }
  return lines;
}
