/** Controls the pace of a run: follows the journal, and sets the schedule. */

import type { ProbeLine } from "../lib/contracts/journal/engine-lines.ts";
import type { Outcome } from "../lib/http/outcome.ts";
import type { Schedule } from "../lib/pace/schedule.ts";

/** An operation of the mix that has ended. */
export interface SteeredOperation {
  /** Number of its iteration. */
  readonly iteration: number;
  /** Its kind: read, create and so on. */
  readonly op: string;
  /** Of its latency from when it was due; undefined where there was no answer. */
  readonly bin: number | undefined;
  readonly outcome: Outcome;
}

export interface Steering {
  /** Asked by VUs each second. */
  schedule(): Schedule;
  /** Without what is beside the mix: warm-up, reads that prepare or prove. */
  ended(operation: SteeredOperation): void;
  /** The clock of the journal, about each second, after the operations before. */
  clock(probe: ProbeLine): void;
  /** An operation failed because the target refused it for now. @param retryAfterMs that the answer names */
  refused?(status: number, retryAfterMs: number | undefined): void;
  /** `/health` answered, every few seconds. @param isGateway see `isOfGateway` */
  health?(isGateway: boolean): void;
}
