/**
 * Env files as text: setting values while everything else stays as the user wrote it.
 *
 * A value is written so that as many readers as possible read the same: Docker's `--env-file` takes the line literally,
 * bash (`source`) expands and removes quotes, `dotenv` and `util.parseEnv` of Node remove quotes but know no escapes
 * (`\n` and `\r` in double quotes aside). What bash or Docker would read differently has a comment above it.
 * dotenv-cli also expands `$NAME` in all that it read: call it with `--no-expand`.
 */
import { LoadTestError } from "../../base/errors.ts";

const ASSIGNMENT = /^(\s*(?:export\s+)?)([A-Za-z_][\w.-]*)\s*=[^\S\n]*(.*)$/;
const QUOTES = ["'", "`", '"'] as const;

/** Without quotes, so that they close none. */
const READ_BY_SHELLS = "# Read the same by dotenv, Node and bash (source); --env-file of Docker would keep the quotes.";
const READ_BY_DOTENV = "# Read the same by dotenv and Node only: do not source this file in a shell.";

interface Block {
  /** Absent for comments, blank lines and what is no assignment. */
  readonly name?: string;
  /** `export `, with its indent. */
  readonly prefix: string;
  /** One line, or more for a quoted value with line breaks; without the last line break. */
  readonly text: string;
}

/**
 * The text with these values set: in place where the name is already assigned (the last time, which
 * is the one that counts; earlier ones go), at the end where it is not. Undefined removes a name. Line ends become `\n`.
 * @throws LoadTestError "config" for a value that no env file can hold.
 */
export function withValues(text: string, values: Readonly<Record<string, string | undefined>>): string {
  let blocks = blocksOf(text);
  // Which quote fits depends on the text after it, and that is final only in a second round.
  for (const [name, value] of [...Object.entries(values), ...Object.entries(values)]) {
    blocks = withValue(blocks, name, value);
  }
  return ending(blocks);
}

/**
 * The assignments alone, each without `export` and without white space around name and value: Node knows no `export` that
 * anything but one blank follows, and takes a tab for a part of both.
 */
export function assignmentsIn(text: string): string {
  return ending(
    blocksOf(text).flatMap(({ name, prefix, text: whole }) => {
      if (name === undefined) return [];
      const value = whole.slice(prefix.length + name.length).replace(/^\s*=/, "");
      return [{ prefix: "", text: `${name}=${value.trim().replace(/^([^'"`\n]*?)\s+#.*/, "$1")}` }];
    }),
  );
}

/** Numbers, from 1, of the lines that are neither blank, nor a comment, nor `NAME=value`. */
export function malformedLines(text: string): readonly number[] {
  const malformed: number[] = [];
  let line = 1;
  for (const block of blocksOf(text)) {
    if (block.name === undefined && !/^\s*(#|$)/.test(block.text)) malformed.push(line);
    line += block.text.split("\n").length;
  }
  return malformed;
}

/** Whether bash reads the value from a file as dotenv and Node do. */
export function isReadByShells(value: string): boolean {
  const written = quote(value, "");
  return written !== undefined && written.note !== READ_BY_DOTENV;
}

function withValue(blocks: readonly Block[], name: string, value: string | undefined): readonly Block[] {
  const at = blocks.findLastIndex((block) => block.name === name);
  const old = blocks[at];
  const before = (old === undefined ? blocks : withoutNote(blocks.slice(0, at))).filter((block) => block.name !== name);
  const after = old === undefined ? [] : blocks.slice(at + 1);
  if (value === undefined) return [...before, ...after];
  const prefix = old?.prefix ?? "";
  const assigned = ({ text, note }: Written): readonly Block[] => [
    ...(note === undefined ? [] : [{ prefix: "", text: note }]),
    { name, prefix, text: `${prefix}${name}=${text}` },
  ];
  const inPlace = quote(value, ending(after));
  if (inPlace !== undefined) return [...before, ...assigned(inPlace), ...after];
  const atEnd = quote(value, "");
  if (atEnd === undefined) throw unwritable(name);
  return [...before, ...after, ...assigned(atEnd)];
}

/** Without the comment of an earlier set-up at its end. */
function withoutNote(blocks: readonly Block[]): readonly Block[] {
  const last = blocks.at(-1)?.text;
  return last === READ_BY_SHELLS || last === READ_BY_DOTENV ? blocks.slice(0, -1) : blocks;
}

interface Written {
  /** The value as it stands in a file. */
  readonly text: string;
  /** The comment above it, unless every reader reads the same. */
  readonly note?: string;
}

/**
 * Undefined when the value cannot be written there. A backslash before the closing quote makes `dotenv` look for a
 * later quote of that kind, so such a value must not be followed by one.
 */
function quote(value: string, textAfter: string): Written | undefined {
  if (hasControls(value)) return undefined;
  if (/^[\w./:@%+,=^!*?[\]-]*$/.test(value)) return { text: value };
  const isSafe = (mark: string): boolean =>
    !value.includes(mark) &&
    !(value.endsWith("\\") && textAfter.includes(mark)) &&
    !(mark === '"' && /\\[nr]/.test(value));
  if (isSafe("'")) return { text: `'${value}'`, note: READ_BY_SHELLS };
  if (isSafe('"') && !/[$`]|\\(\\|$)/.test(value)) return { text: `"${value}"`, note: READ_BY_SHELLS };
  const isTrimmed = value === value.trim();
  if (/^[^\s'"`#][^#]*$/.test(value) && isTrimmed) return { text: value, note: READ_BY_DOTENV };
  const mark = QUOTES.find(isSafe);
  return mark === undefined ? undefined : { text: `${mark}${value}${mark}`, note: READ_BY_DOTENV };
}

function blocksOf(text: string): readonly Block[] {
  const lines = text
    .replace(/^\uFEFF/, "")
    .replace(/\r\n?/g, "\n")
    .split("\n");
  if (lines.at(-1) === "") lines.pop();
  const blocks: Block[] = [];
  for (let at = 0; at < lines.length; ) {
    const line = lines[at] ?? "";
    const [, prefix = "", name, value = ""] = ASSIGNMENT.exec(line) ?? [];
    const length = name === undefined ? 1 : linesOfValue(lines, at, value);
    const whole = lines.slice(at, at + length).join("\n");
    blocks.push(name === undefined ? { prefix: "", text: whole } : { name, prefix, text: whole });
    at += length;
  }
  return blocks;
}

/** A value that opens a quote and closes it on a later line takes all lines between. */
function linesOfValue(lines: readonly string[], at: number, value: string): number {
  const mark = value[0] ?? "";
  if (!QUOTES.some((known) => known === mark) || value.indexOf(mark, 1) > 0) return 1;
  const length = lines.slice(at + 1).findIndex((line) => line.includes(mark));
  return length < 0 ? 1 : length + 2;
}

function ending(blocks: readonly Block[]): string {
  return blocks.map((block) => `${block.text}\n`).join("");
}

function hasControls(value: string): boolean {
  return /\p{Cc}/u.test(value);
}

function unwritable(name: string): LoadTestError {
  return new LoadTestError(
    "config",
    `${name} cannot be written to an env file: it contains a line break or all kinds of quotes`,
    {
      hint: `Set it in the environment instead, or create another one on the server.`,
    },
  );
}
