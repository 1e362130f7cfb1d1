// How text looks on a terminal: no line is wider than it, and the words that matter most have a colour. In a pipe or a
// file, text stays as it is. Plain JavaScript, as print-error.mjs is.

/** Further to the right than this, text is indented no more. */
const MOST_INDENT = 40;

export const RED = "\x1b[31m";
export const GREEN = "\x1b[32m";
export const YELLOW = "\x1b[33m";
export const BOLD = "\x1b[1m";
export const RESET = "\x1b[0m";

/** @type {Readonly<Record<string, string>>} */
const COLOURS = {
  PASS: GREEN,
  OK: GREEN,
  FAIL: RED,
  REGRESSION: RED,
  "error:": RED,
  INVALID: YELLOW,
  INCONCLUSIVE: YELLOW,
  ABORTED: YELLOW,
  WARN: YELLOW,
  WARNING: YELLOW,
  warning: YELLOW,
};

/** A verdict anywhere; what heads a line of progress or an error at its start only. */
const WORDS =
  /^(?:error:|warning|WARNING|WARN|OK)(?= )|(?<![\w-])(?:PASS|FAIL|REGRESSION|INVALID|INCONCLUSIVE|ABORTED)(?![\w-])/g;

/**
 * @param {string} text of one or more lines
 * @param {Terminal} stream
 * @returns {string}
 */
export function forTerminal(text, stream) {
  if (stream.isTTY !== true) return text;
  const lines = text.split("\n").flatMap((line) => wrapped(line, stream.columns || 80));
  return (hasColours(stream) ? lines.map(coloured) : lines).join("\n");
}

/**
 * NO_COLOR, TERM=dumb and FORCE_COLOR are Node's to know.
 * @param {Terminal} stream
 */
export function hasColours(stream) {
  return stream.isTTY === true && stream.hasColors?.() === true;
}

/**
 * @param {string} line without a colour
 * @returns {string}
 */
function coloured(line) {
  return line.replace(WORDS, (word) => `${COLOURS[word]}${word}${RESET}`);
}

/**
 * Continued below where its text begins. A word is never cut: a path or an address is longer than a line, and has to be
 * copied whole.
 * @param {string} line
 * @param {number} width
 * @returns {string[]}
 */
export function wrapped(line, width) {
  if (line.length <= width || WHOLE.test(line)) return [line];
  const indent = indentOf(line);
  const lines = [];
  let rest = line;
  while (rest.length > width) {
    const space = breakOf(rest, indent, width);
    if (space < 0) break;
    lines.push(rest.slice(0, space).trimEnd());
    rest = " ".repeat(indent) + rest.slice(space).trimStart();
  }
  return [...lines, rest];
}

/** Rows of a Markdown table, commands for a cluster, and paths, which may have blanks. */
const WHOLE = /^(?:\|| +(?:kubectl|until) | +(?:results|report|wrote) +(?:\/|file:))/;

/** A number keeps its unit: `5 %`, `12.3 ms`, `2 VUs`. */
const SPACES = / (?!(?:%|ms|s|min|h|B|kB|MB|GB|VUs?)(?![\w-]))/g;

/** At the end of a line, to be copied. */
const COMMAND = /\b(?:npm (?:run|start)|npx edfi-load-test)\b(?:(?![;,.)] ).)*$/;

/**
 * The last space within the width; without one, behind a comma or bar of a list, else the first space after it. Not inside
 * a command.
 * @param {string} line
 * @param {number} from
 * @param {number} width
 */
function breakOf(line, from, width) {
  const command = COMMAND.exec(line);
  const end = command !== null && from + command[0].length <= width ? command.index : line.length;
  const spaces = [...line.matchAll(SPACES)].map(({ index }) => index).filter((index) => index > from && index < end);
  const space = spaces.findLast((index) => index <= width);
  if (space !== undefined) return space;
  const comma = command === null ? line.slice(0, width).search(/[,|][^,|]*$/) : -1;
  return comma > from ? comma + 1 : (spaces[0] ?? -1);
}

/**
 * The column of the text beside a label: `  reason   text`, `readwrite text`, `error: text`; of a check, behind its name.
 * @param {string} line
 */
function indentOf(line) {
  const [column] =
    /^(?:(?:OK|WARN|FAIL|SKIP) +\S.*? {2,}|[a-z]{9} (?! )| {2}[a-z]{8} (?! )|[a-z]{8} (?! ))/.exec(line) ?? [];
  if (column !== undefined) return column.length;
  const label = /^ *(?:\S+(?: \S+)*? {2,}|(?:error:|->|-) )?/.exec(line)?.[0].length ?? 0;
  return label <= MOST_INDENT ? label : 0;
}

/**
 * @typedef {{
 *   readonly isTTY?: boolean | undefined,
 *   readonly columns?: number | undefined,
 *   hasColors?(): boolean,
 * }} Terminal
 */
