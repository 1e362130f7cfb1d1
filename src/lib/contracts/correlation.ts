/**
 * The correlation IDs that a target logs with each request of a run. They are not stored: they follow from the prefix in
 * the plan and the iteration number in the journal.
 */

export interface Correlation {
  /** Name of the request header. */
  readonly header: string;
  /** Differs for each start of k6, because each counts iterations from 0. */
  readonly prefix: string;
}

/** Requests of one iteration share it. @param iteration of the measured part, or of the warm-up, which has its own numbers */
export function correlationId({ prefix }: Correlation, warmingUp: boolean, iteration: number): string {
  return `${prefix}${warmingUp ? "-w-" : "-"}${iteration.toString(36)}`;
}
