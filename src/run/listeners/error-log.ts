/**
 * `errors.ndjson`: one line per failure, and per answer after which a request was repeated, up to a bound per cause,
 * then a count. Fed from the lines of the journal as k6 writes them, so the time is right within a fraction of a second.
 */

import { closeSync, openSync, writeSync } from "node:fs";
import { describeErrorBody, oneLine } from "../../base/problem-details.ts";
import { type Failure, isCheck, isExample } from "../../lib/contracts/journal/failure-line.ts";
import type { RepeatLine } from "../../lib/contracts/journal/repeat-line.ts";
import { asRecord, asText, parseJson } from "../../lib/edfi/json.ts";

const LINES_PER_CAUSE = 50;
const MOST_CAUSES = 1000;
const LONGEST_TEXT = 1000;

export class ErrorLog {
  readonly #path: string;
  readonly #byCause = new Map<string, { count: number; written: number }>();
  readonly #onLost: (error: unknown) => void;
  #file: number | undefined;
  #isLost = false;

  /**
   * Lines are added to what is there: a resumed run continues in the same file.
   * @param onLost called when a line cannot be written; no more lines are written then
   */
  constructor(path: string, onLost: (error: unknown) => void) {
    this.#path = path;
    this.#onLost = onLost;
  }

  add(failure: Failure, now: Date): void {
    this.#take(entryOf(failure), isExample(failure), now);
  }

  /** An answer that was not final. */
  addRepeat({ heldBack, ...answer }: RepeatLine, now: Date): void {
    this.#take({ repeated: true, ...answerOf(answer), outcome: answer.outcome }, answer.body !== "", now);
  }

  /** @param isExample worth a line of its own */
  #take(entry: ErrorEntry, isExample: boolean, now: Date): void {
    const { resource, operation, outcome, expected = "", status, repeated, warmUp } = entry;
    const kind = `${repeated === true ? " repeated" : ""}${warmUp === true ? " warm-up" : ""}`;
    const cause = `${resource} ${operation} ${outcome ?? expected} ${status}${kind}`;
    const known = this.#byCause.get(cause) ?? { count: 0, written: 0 };
    if (known.count === 0 && this.#byCause.size >= MOST_CAUSES) return;
    this.#byCause.set(cause, known);
    known.count++;
    if (!isExample || known.written >= LINES_PER_CAUSE) return;
    known.written++;
    this.#write({ time: now.toISOString(), ...entry });
  }

  /** Writes how many more each cause had than lines. A run without failures leaves an empty file. */
  close(now: Date): void {
    this.#append("");
    for (const [cause, { count, written }] of this.#byCause) {
      if (count > written) this.#write({ time: now.toISOString(), cause, furtherLines: count - written });
    }
    if (this.#file !== undefined) closeSync(this.#file);
    this.#file = undefined;
  }

  #write(entry: object): void {
    this.#append(`${JSON.stringify(entry)}\n`);
  }

  #append(text: string): void {
    if (this.#isLost) return;
    try {
      this.#file ??= openSync(this.#path, "a");
      writeSync(this.#file, text);
    } catch (error) {
      this.#isLost = true;
      this.#onLost(error);
    }
  }
}

interface ErrorEntry {
  /** The request was sent again after it. */
  readonly repeated?: boolean;
  /** Before the measured part: in no figure. */
  readonly warmUp?: boolean;
  readonly resource: string;
  readonly operation: string;
  readonly status: number;
  readonly outcome?: string;
  readonly expected?: string;
  readonly item?: number;
  readonly key?: string;
  readonly problemType?: string;
  readonly detail?: string;
  readonly correlationId?: string;
}

function entryOf(failure: Failure): ErrorEntry {
  const about = isCheck(failure)
    ? { expected: clean(failure.expected) }
    : { outcome: clean(failure.outcome), item: failure.item, key: clean(failure.key) };
  const body = failure.body === "" && isCheck(failure) ? failure.message : failure.body;
  return withoutGaps({ warmUp: failure.warmingUp, ...answerOf({ ...failure, body }), ...about });
}

type Answer = Pick<Failure, "resource" | "operation" | "status" | "body">;

function answerOf({ resource, operation, status, body }: Answer): ErrorEntry {
  // A journal keeps the beginning of a body only: what was cut cannot be parsed, but its members can still be found.
  const problem = asRecord(parseJson(body)) ?? {};
  const member = (name: string): string | undefined =>
    clean(asText(problem[name]) ?? new RegExp(`"${name}"\\s*:\\s*"([^"\\\\]{1,300})"`).exec(body)?.[1]);
  return withoutGaps({
    resource: clean(resource) ?? "",
    operation: clean(operation) ?? "",
    status,
    problemType: member("type"),
    detail: clean(describeErrorBody(body)),
    correlationId: member("correlationId"),
  });
}

function withoutGaps(entry: { readonly [Name in keyof ErrorEntry]: ErrorEntry[Name] | undefined }): ErrorEntry {
  return Object.fromEntries(Object.entries(entry).filter(([, value]) => value !== undefined)) as unknown as ErrorEntry;
}

function clean(text: string | undefined): string | undefined {
  return text === undefined || text === "" ? undefined : oneLine(text, LONGEST_TEXT);
}
