/** Serial numbers of new items: different in every iteration, scenario, execution segment and run. Pure. */

/** 2020-01-01 in milliseconds since 1970. */
const EPOCH_MS = 1_577_836_800_000;
/** Most iterations that a run may start per millisecond without reaching the numbers of a later run. */
const PER_MILLISECOND = 100;
const PARTS = 2;

/**
 * Below 2^46 until 2080. A run that starts later has only larger numbers: no run starts 50,000 iterations per second.
 * @param warmingUp its iterations are numbered from 0, too
 */
export function serialOf(runStartedMs: number, iteration: number, warmingUp: boolean): number {
  return (runStartedMs - EPOCH_MS) * PER_MILLISECOND + iteration * PARTS + (warmingUp ? 1 : 0);
}
