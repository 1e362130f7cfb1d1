/** Follows the journal while k6 writes it, in every phase: error log, repeats, and each line for the measurements. */

import { statSync } from "node:fs";
import { messageOf } from "../../base/errors.ts";
import { readFailureLine } from "../../lib/contracts/journal/failure-line.ts";
import { readRepeatLine } from "../../lib/contracts/journal/repeat-line.ts";
import { ERROR_LOG_FILE } from "../../lib/contracts/run-files.ts";
import { Refusals } from "../../results/figures/refusals.ts";
import { RepeatTally } from "../../results/repeats.ts";
import { FileTail } from "../../store/file-tail.ts";
import type { JournalSource } from "../measurements/journal-source.ts";
import type { Run, RunListener } from "../run.ts";
import { ErrorLog } from "./error-log.ts";

type Follower = Pick<JournalSource, "take" | "observeRefusal">;

const RATE_LIMITED = 429;

export class JournalListener implements RunListener {
  readonly repeats = new RepeatTally();
  readonly refusals = new Refusals();
  readonly #run: Run;
  readonly #log: ErrorLog;
  readonly #source: Follower;
  #tail: FileTail | undefined;

  /** @param source gets each line but those of a baseline */
  constructor(run: Run, source: Follower) {
    this.#run = run;
    this.#source = source;
    run.show({ repeats: this.repeats.byOperation });
    this.#log = new ErrorLog(run.folder.file(ERROR_LOG_FILE), (error) => run.storageFailed(messageOf(error)));
  }

  started(): void {
    this.#tail?.stop();
    const { folder, journal, isBaseline } = this.#run;
    this.#tail = new FileTail(folder.file(journal), (line) => this.#take(line, isBaseline));
  }

  /** One start of k6 is over. @returns when the last line came, in epoch milliseconds */
  partEnded(): number {
    this.#tail?.stop();
    const { folder, journal } = this.#run;
    return statSync(folder.file(journal), { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
  }

  engineEnded(): void {
    this.#tail?.stop();
    this.#log.close(new Date());
  }

  #take(line: string, isBaseline: boolean): void {
    if (!isBaseline) this.#source.take(line);
    const repeat = readRepeatLine(line);
    if (repeat !== undefined) {
      this.#log.addRepeat(repeat, new Date());
      if (!isBaseline) this.repeats.add(repeat);
    }
    const failure = readFailureLine(line);
    if (failure !== undefined) {
      this.#log.add(failure, new Date());
      const { status, retryAfterMs } = failure;
      if (status === RATE_LIMITED || retryAfterMs !== undefined) this.#source.observeRefusal(status, retryAfterMs);
    }
    const answer = repeat ?? failure;
    if (answer !== undefined && !isBaseline) this.refusals.add(answer);
  }
}
