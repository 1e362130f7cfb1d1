/** Where a property stands twice. Only called when one does: it need not be fast. */

interface Opened {
  /** Absent: a list. */
  readonly names?: Set<string>;
  /** `.name` or `[0]` of what is being read in it. */
  place: string;
  index: number;
}

const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\]:,]/g;

/**
 * First property that stands twice in one object, in document order: `$.classPeriods[0].classPeriodReference.schoolId`.
 * @param text valid JSON
 */
export function duplicateProperty(text: string): string | undefined {
  const opened: Opened[] = [];
  let name = "";
  for (const [token] of text.matchAll(TOKEN)) {
    const inner = opened.at(-1);
    if (token === "{") opened.push({ names: new Set(), place: "", index: 0 });
    else if (token === "[") opened.push({ place: "[0]", index: 0 });
    else if (token === "}" || token === "]") opened.pop();
    else if (token === "," && inner !== undefined && inner.names === undefined) {
      inner.index += 1;
      inner.place = `[${inner.index}]`;
    } else if (token === ":" && inner?.names !== undefined) {
      inner.place = `.${name}`;
      if (inner.names.has(name)) return `$${opened.map(({ place }) => place).join("")}`;
      inner.names.add(name);
    } else if (token.startsWith('"')) name = JSON.parse(token) as string;
  }
  return undefined;
}
