/** When instances report while nothing is urgent. Pure. */

/** Each report wakes two processes, which on the same machine take the CPU from k6. */
const EACH_MS = 500;

/**
 * All instances report at the same moments: a period of the joint clock then has as much of one as of the others.
 * @param nowMs by the coordinator's clock. @returns until the next such moment
 */
export function untilReportMs(nowMs: number): number {
  return EACH_MS - (nowMs % EACH_MS);
}
