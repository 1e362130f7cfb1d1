/**
 * Similar texts in a fifth of their length: what most have in common stands in a few shapes, and each text is a row of what
 * differs.
 *
 *     <shape> <value> <value> ...     with tabs in between; the shape is the place of its text, in base 36
 *
 * In the text of a shape, the n-th of HOLES stands wherever the n-th value belongs. An empty row is an empty text. Pure.
 */

/** Characters that JSON escapes, so that they stand in no text; a tab is between the values. */
const HOLES =
  "\u0001\u0002\u0003\u0004\u0005\u0006\u0007\b\u000b\f\u000e\u000f\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017\u0018\u0019";
const SEPARATOR = "\t";
/** Stands for a value in what texts have in common. */
const VALUE = "\0";

/** Strings, names of members among them, numbers and flags. */
const TOKENS = /"(?:[^"\\]|\\.)*":?|(?<=[:[,])(?:-?\d[\d.eE+-]*|true|false)/g;

export interface PackedTexts {
  readonly shapes: readonly string[];
  /** Of each text. */
  readonly rows: readonly string[];
}

/** @param texts JSON without spaces, or others without control characters. @param first place of the first shape */
export function packTexts(texts: readonly string[], first: number): PackedTexts {
  const rows = texts.map(() => "");
  const shapes: string[] = [];
  for (const members of byFrame(texts).values()) {
    for (const { shape, values } of shapesOf(members)) {
      const number = (first + shapes.length).toString(36);
      for (const [place, row] of values) rows[place] = [number, ...row].join(SEPARATOR);
      shapes.push(shape);
    }
  }
  return { shapes, rows };
}

interface Member {
  readonly place: number;
  readonly text: string;
  /** Between its values. */
  readonly parts: readonly string[];
  readonly values: readonly string[];
}

/** Texts that differ in their values alone. */
function byFrame(texts: readonly string[]): ReadonlyMap<string, Member[]> {
  const members = new Map<string, Member[]>();
  texts.forEach((text, place) => {
    if (text === "") return;
    const values: string[] = [];
    const frame = text.replace(TOKENS, (token) => {
      if (token.endsWith(":")) return token;
      values.push(token);
      return VALUE;
    });
    const member = { place, text, parts: frame.split(VALUE), values };
    const others = members.get(frame);
    if (others === undefined) members.set(frame, [member]);
    else others.push(member);
  });
  return members;
}

interface Shape {
  readonly shape: string;
  readonly values: readonly (readonly [place: number, row: readonly string[]])[];
}

/** Usually one. Each text is a shape where they differ in more than there are holes. */
function shapesOf(members: readonly Member[]): readonly Shape[] {
  const rows: string[][] = members.map(() => []);
  const { parts } = members[0] as Member;
  const known = new Map<string, string>();
  let shape = parts[0] as string;
  for (let column = 0; column < parts.length - 1; column++) {
    const all = members.map(({ values }) => values[column] as string);
    const [one = ""] = all;
    const [before, after] = commonEnds(all);
    const differing = all.map((value) => value.slice(before, value.length - after));
    shape += one.slice(0, before);
    if (differing.some((value) => value !== "")) shape += holeFor(differing, known, rows);
    shape += one.slice(one.length - after) + parts[column + 1];
  }
  if (known.size > HOLES.length) return members.map(({ place, text }) => ({ shape: text, values: [[place, []]] }));
  return [{ shape, values: members.map(({ place }, n) => [place, rows[n] as string[]]) }];
}

/** The same values take the same hole. */
function holeFor(column: readonly string[], known: Map<string, string>, rows: readonly string[][]): string {
  const name = column.join(SEPARATOR);
  const hole = known.get(name) ?? HOLES.charAt(known.size);
  if (!known.has(name)) for (const [n, value] of column.entries()) rows[n]?.push(value);
  known.set(name, hole);
  return hole;
}

/** How many characters all have in common at their beginning, and then at their end. */
function commonEnds(texts: readonly string[]): readonly [before: number, after: number] {
  const [first = ""] = texts;
  const shortest = Math.min(...texts.map(({ length }) => length));
  let before = 0;
  while (before < shortest && texts.every((text) => text[before] === first[before])) before++;
  let after = 0;
  while (before + after < shortest && texts.every((text) => text.at(-1 - after) === first.at(-1 - after))) after++;
  return [before, after];
}

/** @param textAt the text, shape or row, at a place in a list */
export function unpackText<List>(row: string, list: List, textAt: (list: List, place: number) => string): string {
  if (row === "") return "";
  const values = row.split(SEPARATOR);
  let text = textAt(list, Number.parseInt(values[0] as string, 36));
  for (let n = 1; n < values.length; n++) text = text.split(HOLES[n - 1] as string).join(values[n] as string);
  return text;
}
