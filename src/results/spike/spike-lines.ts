/** What people read of a spike. Pure. */

import { formatCount, formatMs, formatNumber, plural } from "../../base/figures.ts";
import { kneeLines } from "../knee.ts";
import { type Reason, reason } from "../reason.ts";
import type { SpikeResult } from "./spike-result.ts";

/** `A spike of 3 times the base rate (120/s for 20 s): the target did 99.0/s; it was back to normal after 4 s` */
export function spikeHeadline(result: SpikeResult): string {
  const { before, spike, partial = false } = result;
  const { perSecond, seconds, done, failed, missed } = spike;
  const what = `A spike of ${Number((perSecond / before.perSecond).toFixed(2))} times the base rate`;
  if (seconds === 0) return `${what}: the run was stopped before it`;
  return [
    `${what} (${formatNumber(perSecond)}/s for ${seconds} s): the target did ${formatNumber(done / seconds)}/s`,
    ...(failed === 0 ? [] : [`${plural(failed, "operation")} failed`]),
    ...(missed === 0 ? [] : [`${plural(missed, "operation")} ${missed === 1 ? "was" : "were"} ${missedText(partial)}`]),
    recoveryText(result),
  ].join("; ");
}

function missedText(partial: boolean): string {
  return partial ? "not started or not ended" : "not started in time";
}

function recoveryText({ after, partial = false, recoveredAfterSeconds: seconds }: SpikeResult): string {
  if (seconds === undefined && partial)
    return after.seconds === 0
      ? "the run was stopped before the end of the spike"
      : `it was not back to normal when the run was stopped, ${after.seconds} s after the spike`;
  if (seconds === undefined) return "it was not back to normal at the end";
  return seconds === 0 ? "it was back to normal at once" : `it was back to normal after ${seconds} s`;
}

export function spikeLines(result: SpikeResult): string[] {
  const parts = (["before", "spike", "after"] as const).flatMap((name) => {
    const { perSecond, seconds, asked, done, failed, missed, p95Ms } = result[name];
    if (seconds === 0) return [];
    const lost =
      failed + missed === 0
        ? "nothing lost"
        : `${formatCount(failed)} failed, ${formatCount(missed)} ${missedText(result.partial === true)}`;
    const latency = p95Ms === undefined ? "no answers" : `p95 ${formatMs(p95Ms)}`;
    const text = `${formatNumber(perSecond)}/s: ${formatCount(done)} of ${formatCount(asked)} operations done, ${lost}, ${latency}`;
    return [`${name.padEnd(8)} ${text}`];
  });
  return [...kneeLines(result.knee, result.before.perSecond), ...parts];
}

/** @param goodput least share of operations that must succeed before the spike */
export function spikeReasons(result: SpikeResult, goodput: number): Reason[] {
  const { before, recoveredAfterSeconds, after, partial } = result;
  if (before.done < goodput * before.asked) {
    const { done, failed, asked, perSecond } = before;
    const counts = `${formatCount(done)} of ${formatCount(asked)} operations were done at ${formatNumber(perSecond)}/s, and ${formatCount(failed)} failed`;
    const text = `the rate before the spike was already too much, or the target had failed before it: ${counts}`;
    return [reason("target-saturated", text, { done, asked, perSecond })];
  }
  if (recoveredAfterSeconds !== undefined || partial === true) return [];
  return [
    reason("not-recovered", `the target was not back to normal within ${after.seconds} s after the spike`, {
      seconds: after.seconds,
    }),
  ];
}
