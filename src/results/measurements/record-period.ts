/**
 * How long one point of k6's record should be. For each point k6 2.2 sorts all response times of the run so far, so a
 * request costs about 0.45 us of CPU for every point that there will be (measured on 600,000 requests): many points of
 * a long run would cost more than the requests themselves. More than 5 s would make stop rules and the live view blind.
 * Pure.
 */

const MOST_POINTS = 300;
const LONGEST_SECONDS = 5;
/** Of a target whose speed is not known yet. */
const USUAL_ITEMS_PER_SECOND = 1000;

/** @param expectedSeconds undefined: not known */
export function recordPeriodMs(expectedSeconds: number | undefined): number {
  const seconds = Math.ceil((expectedSeconds ?? 0) / MOST_POINTS);
  return 1000 * Math.max(1, Math.min(LONGEST_SECONDS, seconds));
}

export function expectedSecondsOf(items: number): number {
  return items / USUAL_ITEMS_PER_SECOND;
}
