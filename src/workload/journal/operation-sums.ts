/** Counts operations by kind, for the sums in a compacted journal. Pure. */

import type { OperationLine } from "../../lib/contracts/journal/operation-line.ts";
import type { OperationSum } from "./compact-lines.ts";

type Kind = Pick<OperationSum, "warmingUp" | "op" | "outcome" | "isRepeated">;

export class OperationSums {
  readonly #sums = new Map<string, Kind & { lines: number; requests: number }>();

  add({ warmingUp, op, outcome, requests }: OperationLine): void {
    this.#change({ warmingUp, op, outcome, isRepeated: requests > 1 }, 1, requests);
  }

  /** Of a line that stays. */
  subtract({ warmingUp, op, outcome, requests }: OperationLine): void {
    this.#change({ warmingUp, op, outcome, isRepeated: requests > 1 }, -1, -requests);
  }

  addSum({ lines, requests, ...kind }: OperationSum): void {
    this.#change(kind, lines, requests);
  }

  /** Those of which there are any. */
  list(): OperationSum[] {
    return [...this.#sums.values()].filter(({ lines }) => lines > 0);
  }

  #change(kind: Kind, lines: number, requests: number): void {
    const key = `${kind.op} ${kind.outcome} ${kind.warmingUp} ${kind.isRepeated}`;
    let sum = this.#sums.get(key);
    if (sum === undefined) {
      sum = { ...kind, lines: 0, requests: 0 };
      this.#sums.set(key, sum);
    }
    sum.lines += lines;
    sum.requests += requests;
  }
}
