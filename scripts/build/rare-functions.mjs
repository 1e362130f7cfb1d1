// Most requests succeed and are not read back. Functions that only the others call are created for each such call and
// then discarded, so that they take no memory in a VU. The functions of a group are created together, so they can call
// each other directly.

import { decode, encode } from "@jridgewell/sourcemap-codec";

/**
 * Moves each group of functions into a function that creates and returns them, its maker.
 * @param {{ code: string, map: string }} bundle a module as esbuild writes it
 * @param {readonly (readonly string[])[]} groups
 * @returns {{ code: string, map: string }}
 */
export function createdOnCall({ code, map }, groups) {
  const { mappings, ...rest } = JSON.parse(map);
  const places = decode(mappings);
  const lines = code.split("\n").map((text, at) => ({ text, places: places[at] ?? [] }));
  const bodies = groups.map((names) => names.flatMap((name) => linesOf(lines, name)));
  const makers = groups.map((_, at) => `rare${at}$`);
  /** @type {(line: Line, own?: number) => Line} */
  const calling = (line, own) =>
    groups.reduce((all, names, at) => (at === own ? all : callingMaker(all, names, `${makers[at]}().`)), line);
  const whole = [
    ...lines.filter((line) => !bodies.some((body) => body.includes(line))).map((line) => calling(line)),
    ...groups.flatMap((names, at) => [
      { text: `function ${makers[at]}() {`, places: [] },
      ...(bodies[at] ?? []).map((line) => calling(line, at)),
      { text: `return { ${names.join(", ")} }; }`, places: [] },
    ]),
  ];
  return {
    code: whole.map(({ text }) => text).join("\n"),
    map: JSON.stringify({ ...rest, mappings: encode(whole.map((line) => line.places)) }),
  };
}

/**
 * A line of the bundle, with the places of its parts in the sources.
 * @typedef {{ readonly text: string, readonly places: import("@jridgewell/sourcemap-codec").SourceMapLine }} Line
 */

/**
 * @param {readonly Line[]} lines
 * @param {string} name
 */
function linesOf(lines, name) {
  const first = lines.findIndex(({ text }) => /^(?:async )?function (\w+)\(/.exec(text)?.[1] === name);
  if (first < 0) throw new Error(`no function ${name} in the bundle; see RARE`);
  const last = lines.findIndex(({ text }, at) => at >= first && text.startsWith("}"));
  return lines.slice(first, last + 1);
}

/**
 * @param {Line} line
 * @param {readonly string[]} names
 * @param {string} maker put before each call of them
 * @returns {Line}
 */
function callingMaker(line, names, maker) {
  // Names in comments and strings are blanked out; columns stay.
  const code = line.text.replace(/^\s*\/\/.*|"(?:[^"\\]|\\.)*"/g, (text) => " ".repeat(text.length));
  const uses = [...code.matchAll(new RegExp(`(?<![\\w$.])(?:${names.join("|")})(?![\\w$:])`, "g"))];
  const value = uses.find(({ 0: name, index }) => code[index + name.length] !== "(");
  if (value !== undefined) throw new Error(`${value[0]} is used as a value, so it cannot be in RARE: ${line.text}`);
  const shift = (/** @type {number} */ column) => uses.filter(({ index }) => index < column).length * maker.length;
  return {
    text: uses.reduceRight((text, { index }) => text.slice(0, index) + maker + text.slice(index), line.text),
    places: line.places.map((place) => {
      const [column, ...source] = place;
      return /** @type {typeof place} */ ([column + shift(column), ...source]);
    }),
  };
}
