/** What people read of a soak. Pure. */

import { formatCount, formatDuration, formatNumber } from "../../base/figures.ts";
import { driftLines, foundText } from "../drift/drift-lines.ts";
import { kneeLines } from "../knee.ts";
import { type Reason, reason } from "../reason.ts";
import { P95 } from "./soak-meter.ts";
import type { SoakResult } from "./soak-result.ts";

/** What the target did, after its name. */
export function soakHeadline(result: SoakResult): string {
  const { perSecond, seconds, partial, drift } = result;
  const drifting = drift.series.filter(({ state }) => state === "drifts").map(({ name }) => name);
  const end = drifting.length > 0 ? `, and ${drifting.join(", ")} rose` : isTested(result) ? ", without drift" : "";
  const time = `${formatDuration(1000 * Math.round(seconds))}${partial === true ? " until the run was stopped" : ""}`;
  return `did ${formatNumber(result.done / seconds)}/s of the ${formatNumber(perSecond)}/s asked for over ${time}${end}`;
}

export function soakLines(result: SoakResult): string[] {
  const { knee, perSecond, starts } = result;
  const ofP95 = result.drift.series
    .filter(({ name, state }) => name === P95 && state === "steady")
    .map((own) => `of p95${foundText(own)}`);
  return [
    ...kneeLines(knee, perSecond),
    ...(starts > 1 ? [`starts   k6 was started ${starts} times, one after the other`] : []),
    ...[...driftLines(result.drift), ...ofP95].map((line) => `drift    ${line}`),
  ];
}

/** @param goodput least share of operations that must succeed */
export function soakReasons(result: SoakResult, goodput: number): Reason[] {
  const { asked, done, perSecond, drift } = result;
  const held =
    done >= goodput * asked
      ? []
      : [
          reason(
            "target-saturated",
            `${formatCount(done)} of ${formatCount(asked)} operations were done at ${formatNumber(perSecond)}/s`,
            {
              asked,
              done,
              perSecond,
            },
          ),
        ];
  const drifts = drift.series
    .filter(({ state }) => state === "drifts")
    .map(({ name, change = 0, sinceSeconds = 0, unit }) =>
      reason("drift", `${name} rose at a constant rate`, { name, unit, change, sinceSeconds }),
    );
  const untested = isTested(result) ? [] : [reason("too-few-samples", untestedText(result))];
  return [...held, ...drifts, ...untested];
}

function untestedText({ drift }: SoakResult): string {
  return drift.series.some(({ name, state }) => name === P95 && state === "unclear")
    ? "too short to tell a drift: p95 varied so much that it might have doubled by chance; a longer run is needed"
    : "too few points for a test of drift: a longer run is needed";
}

/** Whether the response times are: without them a soak says nothing about the target. */
function isTested({ drift }: SoakResult): boolean {
  return drift.series.some(({ name, state }) => name === P95 && state !== "too-short" && state !== "unclear");
}
