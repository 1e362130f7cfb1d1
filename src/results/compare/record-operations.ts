/** Every operation second by second, from the periods of a run's records: one record for each start of k6. Pure. */

import type { Answers, Period } from "../measurements/figures.ts";
import { requestsIn, runOperations } from "../measurements/operations.ts";
import { merged } from "../stats/latency-histogram.ts";
import { type OperationSeries, operationName, type Second } from "./run-data.ts";

interface Draft {
  readonly resource: string;
  readonly op: string;
  readonly seconds: Second[];
}

export class RecordOperations {
  /** Start of the current record: records follow each other, the time between them does not count. */
  #offset = 0;
  #end = 0;
  /** Start of the first period of the current record. */
  #first: number | undefined;
  readonly #warmUp: number;
  readonly #total: Draft = { resource: "all", op: "requests", seconds: [] };
  readonly #operations = new Map<string, Draft>();

  /** @param warmUpMs skipped at the start of each record */
  constructor(warmUpMs: number) {
    this.#warmUp = warmUpMs / 1000;
  }

  /** One period of the current record. */
  addPeriod({ second, seconds, operations, resources }: Period): void {
    this.#first ??= second - seconds;
    this.#add(this.#total, second, seconds, runOperations(operations));
    for (const call of resources?.calls ?? []) {
      const name = operationName(call);
      let draft = this.#operations.get(name);
      if (draft === undefined) {
        draft = { resource: call.resource, op: call.op, seconds: [] };
        this.#operations.set(name, draft);
      }
      this.#add(draft, second, resources?.seconds ?? seconds, [call]);
    }
  }

  /** The next period is of another record. */
  endRecord(): void {
    this.#offset = this.#end;
    this.#first = undefined;
  }

  /** All requests, of every operation. */
  get total(): OperationSeries {
    return this.#total;
  }

  get operations(): readonly OperationSeries[] {
    return [...this.#operations.values()];
  }

  /** @param second end of the time */
  #add(draft: Draft, second: number, seconds: number, answers: readonly Answers[]): void {
    const start = second - seconds - (this.#first ?? 0);
    if (start < this.#warmUp - 0.5) return;
    // Periods end some milliseconds late, but start at whole seconds.
    const at = this.#offset + Math.max(0, Math.round(start));
    const length = Math.max(1, Math.round(seconds));
    this.#end = Math.max(this.#end, at + length);
    const requests = requestsIn(answers);
    if (requests === 0) return;
    draft.seconds.push({ at, seconds: length, requests, latency: merged(answers.map(({ done }) => done)).toText() });
  }
}
