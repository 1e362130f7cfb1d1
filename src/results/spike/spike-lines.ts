/** What people read of a spike. Pure. */

import { formatMs, formatNumber } from "../../base/figures.ts";
import { type Reason, reason } from "../reason.ts";
import type { SpikeResult } from "./spike-result.ts";

/** What the target did, after its name: `took 3 times 40/s for 20 s, and was as before after 4 s`. */
export function spikeHeadline({ before, spike, recoveredAfterSeconds }: SpikeResult): string {
  const times = `${formatNumber(spike.perSecond / before.perSecond)} times ${formatNumber(before.perSecond)}/s`;
  const end =
    recoveredAfterSeconds === undefined
      ? "was not as before until the end"
      : recoveredAfterSeconds === 0
        ? "was as before at once"
        : `was as before after ${recoveredAfterSeconds} s`;
  return `asked for ${times} for ${spike.seconds} s, it did ${formatNumber(spike.done / spike.seconds)}/s and ${end}`;
}

export function spikeLines(result: SpikeResult): string[] {
  return (["before", "spike", "after"] as const).map((name) => {
    const { perSecond, asked, done, failed, missed, p95Ms } = result[name];
    const lost = failed + missed === 0 ? "nothing lost" : `${failed} failed, ${missed} not begun in time`;
    const latency = p95Ms === undefined ? "no answers" : `p95 ${formatMs(p95Ms)}`;
    return `${name.padEnd(8)} ${formatNumber(perSecond)}/s: ${done} of ${asked} operations done, ${lost}, ${latency}`;
  });
}

/** @param goodput least share of operations that must succeed before the spike */
export function spikeReasons(result: SpikeResult, goodput: number): Reason[] {
  const { before, recoveredAfterSeconds, after } = result;
  if (before.done < goodput * before.asked) {
    const { done, asked, perSecond } = before;
    const text = `the rate before the spike was too much already: ${done} of ${asked} operations were done at ${formatNumber(perSecond)}/s`;
    return [reason("target-saturated", text, { done, asked, perSecond })];
  }
  if (recoveredAfterSeconds !== undefined) return [];
  return [
    reason("not-recovered", `not as before within ${after.seconds} s after the spike`, { seconds: after.seconds }),
  ];
}
