/**
 * The IDs that a target writes to its log beside each request of a run. Nothing is stored for them: the journal has the
 * number of the iteration, and the plan has the rest.
 */

export interface Correlation {
  /** Name of the request header. */
  readonly header: string;
  /** Of one start of k6: iterations are counted anew in each. */
  readonly prefix: string;
}

/** Requests of one iteration share it. @param iteration of the measured part, or of the warm-up, which has its own numbers */
export function correlationId({ prefix }: Correlation, warmingUp: boolean, iteration: number): string {
  return `${prefix}${warmingUp ? "-w-" : "-"}${iteration.toString(36)}`;
}
