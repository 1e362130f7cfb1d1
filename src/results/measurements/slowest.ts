/** Keeps the slowest operations of a run, however long it is. Pure. */

import type { Outcome } from "../../lib/http/outcome.ts";

const MOST = 20;

export interface SlowOperation {
  /** When it ended, in seconds from the start of the first k6 process; about one second off at most, like `endedMs`. */
  readonly second: number;
  /** The same in epoch milliseconds. */
  readonly endedMs: number;
  readonly resource: string;
  readonly op: string;
  /** Of its latency. */
  readonly bin: number;
  readonly outcome: Outcome;
  /** Absent where its requests had none. */
  readonly correlationId?: string;
}

export class SlowestOperations {
  readonly #rows: SlowOperation[] = [];

  /** The slowest first; of equals, the first one. */
  get rows(): readonly SlowOperation[] {
    return this.#rows;
  }

  /** Whether one with this latency is among the slowest so far: asked for each operation. */
  takes(bin: number): boolean {
    return this.#rows.length < MOST || bin > (this.#rows[MOST - 1] as SlowOperation).bin;
  }

  add(operation: SlowOperation): void {
    const at = this.#rows.findIndex(({ bin }) => bin < operation.bin);
    this.#rows.splice(at < 0 ? this.#rows.length : at, 0, operation);
    if (this.#rows.length > MOST) this.#rows.pop();
  }
}
