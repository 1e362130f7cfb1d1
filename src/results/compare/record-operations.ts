/** Every operation second by second, from the periods of a run's records: one record for each start of k6. Pure. */

import type { Figures } from "../measurements/record.ts";
import type { Latency } from "../run-summary.ts";
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
  readonly #warmUp: number;
  readonly #total: Draft = { resource: "all", op: "requests", seconds: [] };
  readonly #operations = new Map<string, Draft>();

  /** @param warmUpMs skipped at the start of each record */
  constructor(warmUpMs: number) {
    this.#warmUp = warmUpMs / 1000;
  }

  /** One period of the current record. */
  addPeriod({ second, seconds, requests, latencyMs, calls }: Figures): void {
    const start = second - seconds;
    if (start < this.#warmUp - 0.5) return;
    // Periods end some milliseconds late, but start at whole seconds.
    const at = this.#offset + Math.round(start);
    const length = Math.max(1, Math.round(seconds));
    this.#end = at + length;
    push(this.#total.seconds, at, length, requests, latencyMs);
    for (const call of calls) {
      const name = operationName(call);
      let draft = this.#operations.get(name);
      if (draft === undefined) {
        draft = { resource: call.resource, op: call.op, seconds: [] };
        this.#operations.set(name, draft);
      }
      push(draft.seconds, at, length, call.requests, call.latencyMs);
    }
  }

  /** The next period is of another record. */
  endRecord(): void {
    this.#offset = this.#end;
  }

  /** All requests, of every operation. */
  get total(): OperationSeries {
    return this.#total;
  }

  get operations(): readonly OperationSeries[] {
    return [...this.#operations.values()];
  }
}

function push(list: Second[], at: number, seconds: number, requests: number, latencyMs: Latency | undefined): void {
  if (requests > 0 && latencyMs !== undefined) list.push({ at, seconds, requests, latencyMs });
}
