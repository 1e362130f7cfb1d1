/**
 * The result of every item of a run, from all its journals: a run that was killed and resumed has several. One pass,
 * and a few bits per item, for a plan of any size.
 */

import { LATE_LINE, readCheckLine, readProbeLine } from "../../lib/contracts/journal/engine-lines.ts";
import { FAILURE_MARK, type Failure, readFailureLine } from "../../lib/contracts/journal/failure-line.ts";
import {
  ITEM_MARK,
  type ItemLine,
  type ItemResult,
  isThere,
  readItemLine,
} from "../../lib/contracts/journal/item-line.ts";
import { readRepeatLine } from "../../lib/contracts/journal/repeat-line.ts";
import { readStartLine } from "../../lib/contracts/journal/start-line.ts";
import { readTimingLine } from "../../lib/contracts/journal/timing-line.ts";
import { ItemSet } from "../../lib/plan/ranges.ts";
import { type FailureCause, FailureCauses } from "./failure-causes.ts";
import { readLines, utf8 } from "./journal-lines.ts";
import { type PlanBefore, unexpectedRule, unrecordedRule } from "./unrecorded.ts";

export type { FailureCause } from "./failure-causes.ts";

export interface JournalInput {
  /** In order of writing: `journal-1.log`, `journal-2.log.gz` and so on. */
  readonly files: readonly string[];
  readonly plan: PlanBefore;
  /** Every whole line of an item in the plan, as it comes; items that were repeated come more than once. */
  readonly onItem?: (line: ItemLine, fileIndex: number) => void;
  readonly onFailure?: (failure: Failure, fileIndex: number) => void;
}

export type CountByEndpoint = Readonly<Record<string, number>>;

export interface JournalResult {
  /** Created, or there already. */
  readonly done: ItemSet;
  /** Distinct items that some journal calls created, or whose creation went unrecorded (`unrecordedRule`). */
  readonly created: CountByEndpoint;
  /** Distinct items that were there already, and that no journal calls created. */
  readonly present: CountByEndpoint;
  /** Items of these that nobody can have created before: another item has been overwritten (`unexpectedRule`). */
  readonly unexpected: CountByEndpoint;
  /** Distinct items that were tried and refused, and are not done. */
  readonly failed: number;
  readonly failedByEndpoint: CountByEndpoint;
  /** Distinct items that were not sent, because something they refer to is missing. */
  readonly blocked: number;
  /** Repeated requests, all items together. */
  readonly repeats: number;
  readonly lines: number;
  /** Pieces of the files that are no whole line. */
  readonly damagedLines: number;
  readonly failures: readonly FailureCause[];
}

/** @throws LoadTestError "results" when a file cannot be read. */
export async function readJournals(input: JournalInput): Promise<JournalResult> {
  const reading = new Reading(input);
  for (const [index, file] of input.files.entries()) await readLines(file, reading.sink(index));
  return reading.result();
}

/** Whole lines that say nothing about what became of an item. */
function isOfOthers(text: string): boolean {
  if (text === LATE_LINE || readProbeLine(text) !== undefined || readCheckLine(text) !== undefined) return true;
  return [readTimingLine, readRepeatLine, readStartLine].some((read) => read(text) !== undefined);
}

class Reading {
  readonly #input: JournalInput;
  readonly #sets: Readonly<Record<ItemResult, ItemSet>>;
  readonly #done: ItemSet;
  readonly #causes: FailureCauses;
  readonly #isUnrecorded: (line: ItemLine, fileIndex: number) => boolean;
  readonly #isUnexpected: (line: ItemLine, fileIndex: number) => boolean;
  readonly #unexpected: ItemSet;
  #repeats = 0;
  #lines = 0;
  #damaged = 0;

  constructor(input: JournalInput) {
    const { items } = input.plan;
    this.#input = input;
    this.#done = new ItemSet(items);
    this.#isUnrecorded = unrecordedRule(input.plan);
    this.#isUnexpected = unexpectedRule(input.plan);
    this.#unexpected = new ItemSet(items);
    this.#sets = {
      created: new ItemSet(items),
      present: new ItemSet(items),
      failed: new ItemSet(items),
      blocked: new ItemSet(items),
    };
    this.#causes = new FailureCauses(items, (item) => this.#done.has(item));
  }

  sink(fileIndex: number): { line(text: string): void; damage(): void } {
    return {
      line: (text) => this.#line(text, fileIndex),
      damage: () => {
        this.#damaged++;
      },
    };
  }

  #line(text: string, fileIndex: number): void {
    if (this.#take(text, fileIndex)) return;
    this.#damaged++;
    // A write that was cut off (disk full) has no newline, so the next whole line stands right behind it.
    const item = text.lastIndexOf(ITEM_MARK);
    if (item > 0 && this.#take(text.slice(item), fileIndex)) return;
    let at = text.indexOf(FAILURE_MARK, 1);
    for (let tries = 0; at !== -1 && tries < 5; tries++, at = text.indexOf(FAILURE_MARK, at + 1)) {
      if (this.#take(text.slice(at), fileIndex)) return;
    }
  }

  #take(text: string, fileIndex: number): boolean {
    const line = readItemLine(text);
    if (line !== undefined) return this.#takeItem(line, fileIndex);
    if (isOfOthers(text)) return true;
    const failure = text.startsWith(FAILURE_MARK) ? readFailureLine(utf8(text)) : undefined;
    if (failure === undefined) return false;
    this.#lines++;
    this.#causes.add(failure);
    this.#input.onFailure?.(failure, fileIndex);
    return true;
  }

  #takeItem(line: ItemLine, fileIndex: number): boolean {
    if (line.item >= this.#input.plan.items) return false;
    this.#lines++;
    this.#repeats += line.repeats;
    this.#sets[this.#isUnrecorded(line, fileIndex) ? "created" : line.result].add(line.item);
    if (this.#isUnexpected(line, fileIndex)) this.#unexpected.add(line.item);
    if (isThere(line.result)) this.#done.add(line.item);
    this.#input.onItem?.(line, fileIndex);
    return true;
  }

  result(): JournalResult {
    const { created, present, failed, blocked } = this.#sets;
    const done = this.#done;
    const isFailed = (item: number): boolean => failed.has(item) && !done.has(item);
    const failedByEndpoint = this.#count(isFailed);
    return {
      done,
      created: this.#count((item) => created.has(item)),
      present: this.#count((item) => present.has(item) && !created.has(item)),
      unexpected: this.#count((item) => this.#unexpected.has(item)),
      failed: sum(failedByEndpoint),
      failedByEndpoint,
      blocked: sum(this.#count((item) => blocked.has(item) && !done.has(item) && !failed.has(item))),
      repeats: this.#repeats,
      lines: this.#lines,
      damagedLines: this.#damaged,
      failures: this.#causes.list(),
    };
  }

  #count(holds: (item: number) => boolean): CountByEndpoint {
    const counts: Record<string, number> = {};
    for (const { endpoint, first, count } of this.#input.plan.segments) {
      let found = 0;
      for (let item = first; item < first + count; item++) if (holds(item)) found++;
      counts[endpoint] = found;
    }
    return counts;
  }
}

function sum(counts: CountByEndpoint): number {
  return Object.values(counts).reduce((total, count) => total + count, 0);
}
