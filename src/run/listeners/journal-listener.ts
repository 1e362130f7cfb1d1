/** Follows the journal while k6 writes it, in every phase: error log, repeats, and when the measured part began. */

import { statSync } from "node:fs";
import { messageOf } from "../../base/errors.ts";
import { FAILURE_MARK, readFailureLine } from "../../lib/contracts/journal/failure-line.ts";
import { REPEAT_MARK, readRepeatLine } from "../../lib/contracts/journal/repeat-line.ts";
import { readStartLine, START_MARK } from "../../lib/contracts/journal/start-line.ts";
import { ERROR_LOG_FILE } from "../../lib/contracts/run-files.ts";
import type { MeasuredPart } from "../../results/measurements/window.ts";
import { RepeatTally } from "../../results/repeats.ts";
import { FileTail } from "../../store/file-tail.ts";
import type { Run, RunListener } from "../run.ts";
import { ErrorLog } from "./error-log.ts";

export class JournalListener implements RunListener {
  readonly repeats = new RepeatTally();
  readonly #run: Run;
  readonly #log: ErrorLog;
  #tail: FileTail | undefined;
  #startMs: number | undefined;

  constructor(run: Run) {
    this.#run = run;
    this.#log = new ErrorLog(run.folder.file(ERROR_LOG_FILE), (error) => run.storageFailed(messageOf(error)));
  }

  started(): void {
    this.#tail?.stop();
    this.#startMs = undefined;
    const { folder, journal, isBaseline } = this.#run;
    const firstBytes = [FAILURE_MARK, REPEAT_MARK, START_MARK].map((mark) => mark.charCodeAt(0));
    this.#tail = new FileTail(folder.file(journal), (line) => this.#take(line, isBaseline), { firstBytes });
  }

  /** One start of k6 is over. @returns when its measured scenario began, and when the last line came */
  partEnded(): Pick<MeasuredPart, "startMs" | "lastMs"> {
    this.#tail?.stop();
    const { folder, journal } = this.#run;
    const written = statSync(folder.file(journal), { throwIfNoEntry: false });
    return { startMs: this.#startMs, lastMs: written?.mtimeMs ?? Date.now() };
  }

  engineEnded(): void {
    this.#tail?.stop();
    this.#log.close(new Date());
  }

  #take(line: string, isBaseline: boolean): void {
    const repeat = readRepeatLine(line);
    if (repeat !== undefined) {
      this.#log.addRepeat(repeat, new Date());
      if (!isBaseline) this.repeats.add(repeat);
      return;
    }
    this.#startMs = readStartLine(line) ?? this.#startMs;
    const failure = readFailureLine(line);
    if (failure !== undefined) this.#log.add(failure, new Date());
  }
}
