/** Failures of a journal, reduced to at most two lines per cause. Pure. */

import { type Failure, isExample } from "../../lib/contracts/journal/failure-line.ts";
import { asItem, causeOf } from "../../results/failure-digest.ts";

interface Cause {
  readonly first: Failure;
  /** The example with the lowest number. */
  lowest: Failure | undefined;
  times: number;
}

export class FailureSums {
  readonly #causes = new Map<string, Cause>();

  add(failure: Failure): void {
    const { times = 1 } = failure;
    const name = `${failure.warmingUp === true} ${causeOf(failure)}`;
    const cause = this.#causes.get(name) ?? { first: failure, lowest: undefined, times: 0 };
    this.#causes.set(name, cause);
    cause.times += times;
    if (isExample(failure) && (cause.lowest === undefined || itemOf(failure) < itemOf(cause.lowest)))
      cause.lowest = failure;
  }

  list(): Failure[] {
    return [...this.#causes.values()].flatMap(({ first, lowest = first, times }) =>
      lowest === first
        ? [{ ...first, times }]
        : [
            { ...first, times: times - 1 },
            { ...lowest, times: 1 },
          ],
    );
  }
}

function itemOf(failure: Failure): number {
  return asItem(failure).item;
}
