/** Operations before all others that create an item each, so that every VU has something to delete. Pure. */

export interface FirstCreates {
  /** 0 where the mix does not delete. */
  readonly count: number;
  readonly perSecond: number;
}

/** In milliseconds. */
export function firstCreatesMs({ count, perSecond }: FirstCreates): number {
  return (1000 * count) / perSecond;
}
