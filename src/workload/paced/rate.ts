/** Rates in settings that may also be something else, or absent. Pure. */

import { parseRate } from "../../lib/config/value.ts";

/** @returns operations per second; undefined for anything but a rate above 0 */
export function positiveRate(text: string): number | undefined {
  const perSecond = parseRate(text.trim());
  return perSecond > 0 ? perSecond : undefined;
}
