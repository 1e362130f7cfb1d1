/** The rates of a log, for people and as the setting TODAY. Pure. */

import type { LoggedRates } from "../../access-log/rate-counter.ts";
import { utc } from "../../base/figures.ts";
import { rateText } from "../../results/capacity/capacity-lines.ts";

/** `2026-11-20 06:00:00 UTC to 2026-11-20 18:00:00 UTC` */
export function periodText({ fromMs, untilMs }: LoggedRates): string {
  return [fromMs, untilMs].map((ms) => utc(new Date(ms).toISOString())).join(" to ");
}

/** `mean 12.3/s, busiest minute 40.1/s, busiest second 77/s` */
export function ratesText({ mean, busiestMinute, busiestSecond }: LoggedRates): string {
  return [
    `mean ${rateText(mean)}/s`,
    `busiest minute ${rateText(busiestMinute)}/s`,
    `busiest second ${rateText(busiestSecond)}/s`,
  ].join(", ");
}

/**
 * As `--today` accepts it: what an installation has today is what it has in its busiest minute. In a log that is shorter
 * than two minutes, no minute need have as much as the mean.
 */
export function todayOf({ busiestMinute, mean }: LoggedRates): string {
  return `${rateText(Math.max(busiestMinute, mean))}/s`;
}
