/** Failures of a journal by cause, bounded in number: a run with a million failures has a handful of causes. */

import type { ItemFailure } from "../../lib/contracts/journal/line.ts";

export interface FailureCause {
  readonly resource: string;
  readonly operation: string;
  readonly outcome: string;
  /** 0 when there was no answer. */
  readonly status: number;
  /** Failures of items that are not done, in order of the journals, at most MOST_EXAMPLES. */
  readonly examples: readonly ItemFailure[];
}

export const MOST_EXAMPLES = 10;
const MOST_CAUSES = 200;

export class FailureCauses {
  readonly #byCause = new Map<string, ItemFailure[]>();
  readonly #isDone: (item: number) => boolean;

  constructor(isDone: (item: number) => boolean) {
    this.#isDone = isDone;
  }

  add(failure: ItemFailure): void {
    const cause = `${failure.resource} ${failure.operation} ${failure.outcome} ${failure.status}`;
    const known = this.#byCause.get(cause);
    if (known === undefined) {
      if (this.#byCause.size < MOST_CAUSES) this.#byCause.set(cause, [failure]);
      return;
    }
    // Examples that a later journal healed make room for those that stay.
    if (known.length >= MOST_EXAMPLES) this.#byCause.set(cause, this.#standing(known));
    const kept = this.#byCause.get(cause) as ItemFailure[];
    if (kept.length < MOST_EXAMPLES) kept.push(failure);
  }

  /** In the order in which the causes first appeared. */
  list(): FailureCause[] {
    return [...this.#byCause.values()].flatMap((all) => {
      const examples = this.#standing(all);
      const [first] = examples;
      if (first === undefined) return [];
      const { resource, operation, outcome, status } = first;
      return [{ resource, operation, outcome, status, examples }];
    });
  }

  #standing(failures: readonly ItemFailure[]): ItemFailure[] {
    return failures.filter(({ item }) => !this.#isDone(item));
  }
}
