/** Failures of a journal by cause, bounded in number: a run with a million failures has a handful of causes. */

import { type Failure, isCheck, isExample } from "../../lib/contracts/journal/failure-line.ts";

export interface FailureCause {
  readonly resource: string;
  readonly operation: string;
  /** Of a check, its name. */
  readonly outcome: string;
  /** 0 when there was no answer. */
  readonly status: number;
  /** Failures of items that are not done, in order of the journals, at most MOST_EXAMPLES. */
  readonly examples: readonly Failure[];
  /** Items that are not done and failed for this cause the last time. */
  readonly count: number;
}

const MOST_EXAMPLES = 10;
/** Places of causes fit a byte. */
const MOST_CAUSES = 200;

interface Cause {
  /** From 1. */
  readonly place: number;
  examples: Failure[];
}

export class FailureCauses {
  readonly #byCause = new Map<string, Cause>();
  /** The place of each item's last cause; 0: none. */
  readonly #lastOf: Uint8Array;
  readonly #isDone: (item: number) => boolean;

  /** @param items of the plan */
  constructor(items: number, isDone: (item: number) => boolean) {
    this.#lastOf = new Uint8Array(items);
    this.#isDone = isDone;
  }

  add(failure: Failure): void {
    const key = `${failure.resource} ${failure.operation} ${outcomeOf(failure)} ${failure.status}`;
    let cause = this.#byCause.get(key);
    if (cause === undefined && this.#byCause.size < MOST_CAUSES) {
      cause = { place: this.#byCause.size + 1, examples: [] };
      this.#byCause.set(key, cause);
    }
    this.#lastOf[itemOf(failure)] = cause?.place ?? 0;
    if (cause === undefined || !isExample(failure)) return;
    // Examples of items that a later start created are replaced by those of items that are still missing.
    if (cause.examples.length >= MOST_EXAMPLES) cause.examples = this.#standing(cause.examples);
    if (cause.examples.length < MOST_EXAMPLES) cause.examples.push(failure);
  }

  /** In the order in which the causes first appeared. */
  list(): FailureCause[] {
    const counts = this.#counts();
    return [...this.#byCause.values()].flatMap(({ place, examples: all }) => {
      const examples = this.#standing(all);
      const [first] = examples;
      if (first === undefined) return [];
      const { resource, operation, status } = first;
      const count = Math.max(examples.length, counts[place] ?? 0);
      return [{ resource, operation, outcome: outcomeOf(first), status, examples, count }];
    });
  }

  #counts(): Uint32Array {
    const counts = new Uint32Array(MOST_CAUSES + 1);
    this.#lastOf.forEach((place, item) => {
      if (place > 0 && !this.#isDone(item)) counts[place] = (counts[place] ?? 0) + 1;
    });
    return counts;
  }

  #standing(failures: readonly Failure[]): Failure[] {
    return failures.filter((failure) => !this.#isDone(itemOf(failure)));
  }
}

/** A check belongs to the first item: once that is done, its failure is past. */
function itemOf(failure: Failure): number {
  return isCheck(failure) ? 0 : failure.item;
}

function outcomeOf(failure: Failure): string {
  return isCheck(failure) ? failure.expected : failure.outcome;
}
