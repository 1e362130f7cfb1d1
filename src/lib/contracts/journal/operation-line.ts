/**
 * The journal of a readwrite run: one line per finished operation. To keep lines short, resources are numbers, in the
 * order of a line before them:
 *
 *     n <resource> <resource> …
 *     w <iteration> <resource><op><outcome> <bin> <requests> <id>
 *
 * `u` instead of `w` during warm-up. The number of the resource is in base 36, `op` and `outcome` are a letter each. The
 * bin is that of the last response's latency, empty if there was no response. If the runner sets the pace, the latency
 * counts from when the operation was due. The id is that of the item that was created, changed or deleted. A dot replaces
 * a single request without an id.
 */

import { OUTCOME_LETTERS, type Outcome } from "../../http/outcome.ts";

/** The read before an update: not an operation of the mix, and not part of any figure. */
export const PREPARE = "prepare";

/** A read that verifies a write, outside the mix. Its outcome is that of the write. */
export const READ_BACK = "readback";

export interface OperationLine {
  readonly warmingUp: boolean;
  readonly iteration: number;
  readonly resource: string;
  /** The tag of the requests, PREPARE or READ_BACK. */
  readonly op: string;
  readonly outcome: Outcome;
  /** Of the latency of the last answer; undefined where there was none. */
  readonly bin: number | undefined;
  /** HTTP requests that it took: more than one after repeats. */
  readonly requests: number;
  /** Empty when there is none. */
  readonly id: string;
}

/** Letters never change, because later versions read old journals. */
const OP_LETTERS: Readonly<Record<string, string>> = {
  create: "a",
  read: "b",
  query: "c",
  page: "d",
  update: "e",
  delete: "f",
  changes: "g",
  [PREPARE]: "h",
  [READ_BACK]: "i",
};

/** How lines of resources begin. */
const RESOURCES_MARK = "n ";

export function writeResourcesLine(resources: readonly string[]): string {
  return RESOURCES_MARK + resources.join(" ");
}

/** @param code of the resource: its number in base 36. @param bin as text, or empty */
export function writeOperationLine(
  warmingUp: boolean,
  iteration: number,
  code: string,
  op: string,
  outcome: Outcome,
  bin: number | "",
  requests: number,
  id: string,
): string {
  const line = `${warmingUp ? "u" : "w"} ${iteration} ${code}${OP_LETTERS[op]}${OUTCOME_LETTERS[outcome]} ${bin}`;
  return requests === 1 && id === "" ? `${line}.` : `${line} ${requests} ${id}`;
}

/** By their letters. */
const OPS = /* @__PURE__ */ wordsOf(OP_LETTERS);
const WORDS = /* @__PURE__ */ wordsOf(OUTCOME_LETTERS);

function wordsOf<Word extends string>(letters: Readonly<Record<Word, string>>): Readonly<Record<string, Word>> {
  return Object.fromEntries(Object.entries(letters).map(([word, letter]) => [letter, word as Word]));
}

const LINE = /^([wu]) (\d{1,15}) ([0-9a-z]{1,3})([a-z])([a-z]) (\d{0,4})(?:\.| (\d{1,6}) ([\w-]{0,64}))$/;

/** Whether a line begins like one, whole or not. */
export function isOperation(text: string): boolean {
  return /^[wu] /.test(text);
}

/** Reads the lines of one journal in order. */
export class OperationReader {
  #resources: readonly string[] = [];

  /** Undefined for any other line, and for one that was cut off. */
  read(text: string): OperationLine | undefined {
    if (text.startsWith(RESOURCES_MARK)) this.#resources = text.slice(RESOURCES_MARK.length).split(" ");
    const match = LINE.exec(text);
    if (match === null) return undefined;
    const [, mark, iteration, code = "", opLetter = "", outcomeLetter = "", bin = "", requests = "1", id = ""] = match;
    const resource = this.#resources[Number.parseInt(code, 36)];
    const op = OPS[opLetter];
    const outcome = outcomeOfLetter(outcomeLetter);
    if (resource === undefined || op === undefined || outcome === undefined) return undefined;
    if (outcome === "created" && id === "") return undefined;
    return {
      warmingUp: mark === "u",
      iteration: Number(iteration),
      resource,
      op,
      outcome,
      bin: bin === "" ? undefined : Number(bin),
      requests: Number(requests),
      id,
    };
  }
}

export function outcomeOfLetter(letter: string): Outcome | undefined {
  return WORDS[letter];
}
