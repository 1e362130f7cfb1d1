/** The Universal Scalability Law of a climb, for people. Pure. */

import { formatCount, formatShare, plural } from "../../../base/figures.ts";
import { rateText } from "../capacity-lines.ts";
import type { Estimate, Scalability } from "./scalability-result.ts";

/** @param found undefined: too few steps for the law */
export function scalabilityLines(found: Scalability | undefined): string[] {
  if (found === undefined)
    return ["no scalability law: it takes successful steps with four different numbers of users"];
  const { contention, coherency, rSquared, isFollowed } = found;
  if (!isFollowed) return [`no prediction: the steps do not follow the scalability law (R² ${rSquared.toFixed(2)})`];
  return [
    `contention ${withInterval(contention, formatShare)}: share of an operation that waits for the others`,
    `coherency ${withInterval(coherency, formatShare)}: work that each pair of users adds to an operation`,
    `${peakText(found)} (R² ${rSquared.toFixed(2)})`,
  ];
}

function peakText({ peakUsers, peakPerSecond }: Scalability): string {
  const rate = withInterval(peakPerSecond, rateText);
  if (Number.isFinite(peakUsers.value)) {
    const { value, low, high } = peakUsers;
    const users = `${plural(Math.round(value), "user")} (${intervalText({ low, high }, formatCount)})`;
    return `predicted peak at ${users}: ${rate} operations/s`;
  }
  if (!Number.isFinite(peakPerSecond.value)) return "no predicted peak: the throughput rises with the users";
  return `no predicted peak: more users bring the throughput towards ${rate} operations/s`;
}

function withInterval({ value, low, high }: Estimate, format: (value: number) => string): string {
  return `${format(value)} (${intervalText({ low, high }, format)})`;
}

function intervalText({ low, high }: Omit<Estimate, "value">, format: (value: number) => string): string {
  return Number.isFinite(high) ? `${format(low)} to ${format(high)}` : `at least ${format(low)}`;
}
