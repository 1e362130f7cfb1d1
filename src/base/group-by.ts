/** Pure. */

/** In the order of the first one of each group. */
export function groupBy<One>(parts: readonly One[], keyOf: (part: One) => string): Map<string, One[]> {
  const groups = new Map<string, One[]>();
  for (const part of parts) {
    const key = keyOf(part);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [part]);
    else group.push(part);
  }
  return groups;
}
