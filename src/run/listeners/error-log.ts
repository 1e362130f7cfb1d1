/**
 * `errors.ndjson`: one line per failure, up to a bound per cause, then a count. Fed from the failure lines of the journal as k6
 * writes them, so the time is that of the failure within a fraction of a second.
 */

import { closeSync, openSync, writeSync } from "node:fs";
import { describeErrorBody, oneLine } from "../../base/problem-details.ts";
import { FAILURE_MARK, type Failure, isCheck, readFailureLine } from "../../lib/contracts/journal/failure-line.ts";
import { ERROR_LOG_FILE } from "../../lib/contracts/run-files.ts";
import { asRecord, asText, parseJson } from "../../lib/edfi/json.ts";
import { withoutSecrets } from "../../results/masking.ts";
import { FileTail } from "../../store/file-tail.ts";
import type { Run, RunListener } from "../run.ts";

const LINES_PER_CAUSE = 50;
const MOST_CAUSES = 1000;
const LONGEST_TEXT = 1000;

const FIRST_BYTE = FAILURE_MARK.charCodeAt(0);

/** Keeps the error log of a run. */
export class ErrorLogListener implements RunListener {
  readonly #run: Run;
  readonly #log: ErrorLog;
  #tail: FileTail | undefined;

  constructor(run: Run) {
    this.#run = run;
    this.#log = new ErrorLog(run.folder.file(ERROR_LOG_FILE));
  }

  started(): void {
    this.#tail?.stop();
    const journal = this.#run.folder.file(this.#run.journal);
    this.#tail = new FileTail(journal, (line) => this.#log.add(line, new Date()), { firstByte: FIRST_BYTE });
  }

  engineEnded(): void {
    this.#tail?.stop();
    this.#log.close(new Date());
  }
}

export class ErrorLog {
  readonly #path: string;
  readonly #byCause = new Map<string, number>();
  #file: number | undefined;

  /** Lines are added to what is there: a resumed run goes on in the same file. */
  constructor(path: string) {
    this.#path = path;
  }

  /** @param line of a journal; anything but a failure is passed over */
  add(line: string, now: Date): void {
    const failure = readFailureLine(line);
    if (failure === undefined) return;
    const entry = entryOf(failure);
    const cause = `${entry.resource} ${entry.operation} ${entry.outcome ?? entry.expected ?? ""} ${entry.status}`;
    const before = this.#byCause.get(cause);
    if (before === undefined && this.#byCause.size >= MOST_CAUSES) return;
    this.#byCause.set(cause, (before ?? 0) + 1);
    if ((before ?? 0) < LINES_PER_CAUSE) this.#write({ time: now.toISOString(), ...entry });
  }

  /** Writes how many lines each cause had beyond the bound. A run without failures leaves an empty file. */
  close(now: Date): void {
    this.#file ??= openSync(this.#path, "a");
    for (const [cause, count] of this.#byCause) {
      if (count > LINES_PER_CAUSE)
        this.#write({ time: now.toISOString(), cause, furtherLines: count - LINES_PER_CAUSE });
    }
    closeSync(this.#file);
    this.#file = undefined;
  }

  #write(entry: object): void {
    this.#file ??= openSync(this.#path, "a");
    writeSync(this.#file, `${JSON.stringify(entry)}\n`);
  }
}

interface ErrorEntry {
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
  const { resource, operation, status, body } = failure;
  // A journal keeps the beginning of a body only: what was cut cannot be parsed, but its members can still be found.
  const problem = asRecord(parseJson(body)) ?? {};
  const member = (name: string): string | undefined =>
    clean(asText(problem[name]) ?? new RegExp(`"${name}"\\s*:\\s*"([^"\\\\]{1,300})"`).exec(body)?.[1]);
  const about = isCheck(failure)
    ? { expected: clean(failure.expected) }
    : { outcome: clean(failure.outcome), item: failure.item, key: clean(failure.key) };
  const entry = {
    resource: clean(resource) ?? "",
    operation: clean(operation) ?? "",
    status,
    ...about,
    problemType: member("type"),
    detail: clean(body === "" && isCheck(failure) ? failure.message : describeErrorBody(body)),
    correlationId: member("correlationId"),
  };
  return Object.fromEntries(Object.entries(entry).filter(([, value]) => value !== undefined)) as unknown as ErrorEntry;
}

function clean(text: string | undefined): string | undefined {
  return text === undefined || text === "" ? undefined : oneLine(withoutSecrets(text), LONGEST_TEXT);
}
