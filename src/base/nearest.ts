/** Finds the known name that a mistyped one probably meant. */

/** Edits (insert, delete, replace, swap of neighbours) between two texts, letter case ignored. */
export function editDistance(left: string, right: string): number {
  const a = left.toLowerCase();
  const b = right.toLowerCase();
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1];
      let best = Math.min(at(last, column) + 1, at(current, column - 1) + 1, at(last, column - 1) + (same ? 0 : 1));
      const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      if (swapped) best = Math.min(best, at(beforeLast, column - 2) + 1);
      current.push(best);
    }
    beforeLast = last;
    last = current;
  }
  return at(last, b.length);
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Infinity;
}

/** The closest of `known`, or undefined when nothing is close enough to be meant. */
export function nearest(name: string, known: readonly string[]): string | undefined {
  let best: string | undefined;
  let bestDistance = Math.max(2, Math.floor(name.length / 3)) + 1;
  for (const candidate of known) {
    const distance = editDistance(name, candidate);
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

/** More names than these are no help in a message. */
const MOST_LISTED = 30;

/**
 * ` (did you mean X?)` or ` (known: A, B, C)`, to end a message about an unknown name; of very many names, none is
 * listed.
 * @param prefix what is typed before the name that was meant
 */
export function suggestion(name: string, known: readonly string[], prefix = ""): string {
  const close = nearest(name, known);
  if (close !== undefined) return ` (did you mean ${prefix}${close}?)`;
  return known.length === 0 || known.length > MOST_LISTED ? "" : ` (known: ${known.join(", ")})`;
}
