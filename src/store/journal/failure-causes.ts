/** Failures of a journal by cause, bounded in number: a run with a million failures has a handful of causes. */

import { type Failure, isCheck } from "../../lib/contracts/journal/failure-line.ts";

export interface FailureCause {
  readonly resource: string;
  readonly operation: string;
  /** Of a check, its name. */
  readonly outcome: string;
  /** 0 when there was no answer. */
  readonly status: number;
  /** Failures of items that are not done, in order of the journals, at most MOST_EXAMPLES. */
  readonly examples: readonly Failure[];
}

const MOST_EXAMPLES = 10;
const MOST_CAUSES = 200;

export class FailureCauses {
  readonly #byCause = new Map<string, Failure[]>();
  readonly #isDone: (item: number) => boolean;

  constructor(isDone: (item: number) => boolean) {
    this.#isDone = isDone;
  }

  add(failure: Failure): void {
    const cause = `${failure.resource} ${failure.operation} ${outcomeOf(failure)} ${failure.status}`;
    const known = this.#byCause.get(cause);
    if (known === undefined) {
      if (this.#byCause.size < MOST_CAUSES) this.#byCause.set(cause, [failure]);
      return;
    }
    // Examples that a later journal healed make room for those that stay.
    if (known.length >= MOST_EXAMPLES) this.#byCause.set(cause, this.#standing(known));
    const kept = this.#byCause.get(cause) as Failure[];
    if (kept.length < MOST_EXAMPLES) kept.push(failure);
  }

  /** In the order in which the causes first appeared. */
  list(): FailureCause[] {
    return [...this.#byCause.values()].flatMap((all) => {
      const examples = this.#standing(all);
      const [first] = examples;
      if (first === undefined) return [];
      const { resource, operation, status } = first;
      return [{ resource, operation, outcome: outcomeOf(first), status, examples }];
    });
  }

  /** A check belongs to the first item: once that is done, its failure is past. */
  #standing(failures: readonly Failure[]): Failure[] {
    return failures.filter((failure) => !this.#isDone(isCheck(failure) ? 0 : failure.item));
  }
}

function outcomeOf(failure: Failure): string {
  return isCheck(failure) ? failure.expected : failure.outcome;
}
