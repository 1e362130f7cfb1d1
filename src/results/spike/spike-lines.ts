/** What people read of a spike. Pure. */

import { formatCount, formatMs, formatNumber, plural } from "../../base/figures.ts";
import { kneeLines } from "../knee.ts";
import { type Reason, reason } from "../reason.ts";
import type { SpikeResult } from "./spike-result.ts";

/** `A spike of 3 times the base rate (120/s for 20 s): the target did 99.0/s; it was back to normal after 4 s` */
export function spikeHeadline({ before, spike, recoveredAfterSeconds }: SpikeResult): string {
  const { perSecond, seconds, done, failed, missed } = spike;
  const times = Number((perSecond / before.perSecond).toFixed(2));
  return [
    `A spike of ${times} times the base rate (${formatNumber(perSecond)}/s for ${seconds} s): ` +
      `the target did ${formatNumber(done / seconds)}/s`,
    ...(failed === 0 ? [] : [`${plural(failed, "operation")} failed`]),
    ...(missed === 0 ? [] : [`${plural(missed, "operation")} ${missed === 1 ? "was" : "were"} not started in time`]),
    recoveryText(recoveredAfterSeconds),
  ].join("; ");
}

function recoveryText(seconds: number | undefined): string {
  if (seconds === undefined) return "it was not back to normal at the end";
  return seconds === 0 ? "it was back to normal at once" : `it was back to normal after ${seconds} s`;
}

export function spikeLines(result: SpikeResult): string[] {
  const parts = (["before", "spike", "after"] as const).map((name) => {
    const { perSecond, asked, done, failed, missed, p95Ms } = result[name];
    const lost =
      failed + missed === 0
        ? "nothing lost"
        : `${formatCount(failed)} failed, ${formatCount(missed)} not started in time`;
    const latency = p95Ms === undefined ? "no answers" : `p95 ${formatMs(p95Ms)}`;
    return `${name.padEnd(8)} ${formatNumber(perSecond)}/s: ${formatCount(done)} of ${formatCount(asked)} operations done, ${lost}, ${latency}`;
  });
  return [...kneeLines(result.knee, result.before.perSecond), ...parts];
}

/** @param goodput least share of operations that must succeed before the spike */
export function spikeReasons(result: SpikeResult, goodput: number): Reason[] {
  const { before, recoveredAfterSeconds, after } = result;
  if (before.done < goodput * before.asked) {
    const { done, asked, perSecond } = before;
    const text = `the rate before the spike was already too much: ${formatCount(done)} of ${formatCount(asked)} operations were done at ${formatNumber(perSecond)}/s`;
    return [reason("target-saturated", text, { done, asked, perSecond })];
  }
  if (recoveredAfterSeconds !== undefined) return [];
  return [
    reason("not-recovered", `the target was not back to normal within ${after.seconds} s after the spike`, {
      seconds: after.seconds,
    }),
  ];
}
