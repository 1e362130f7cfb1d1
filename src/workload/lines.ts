/** What people read at the end of a run of a mix. */

import { formatCount, formatMs, formatNumber, formatShare } from "../base/figures.ts";
import { latencyText } from "../results/measurements/operations.ts";
import type { RunSummary } from "../results/run-summary.ts";
import { writeLines } from "./proof/prove-writes.ts";
import type { Achieved } from "./work.ts";

export function headlineOf(summary: RunSummary, operations: number): string {
  const { latencyMs, requests, failures, durationMs, windowMs = durationMs } = summary;
  return (
    `${operations} operations, ${failures} failed, ${requests} requests in ${formatMs(windowMs)} ` +
    `(${formatNumber((1000 * operations) / windowMs)} operations/s), ${latencyText(latencyMs)}`
  );
}

export function linesOf(
  run: string,
  summary: RunSummary,
  { journal, removed, proof, verification }: Achieved,
): string[] {
  const { preparing = 0 } = summary.mix ?? {};
  const races = summary.outcomes["precondition-failed"] ?? 0;
  const rest =
    removed === undefined
      ? `${formatCount(journal.left.length)} kept`
      : `${formatCount(removed.deleted)} after it, ${formatCount(removed.leftItems.length)} left`;
  return [
    `mix      ${(summary.mix?.rows ?? []).map(describeShare).join(", ")}`,
    ...overrunLines(summary),
    ...(preparing > 0
      ? [`prepare  ${formatCount(preparing)} GET requests before updates, apart from all figures`]
      : []),
    ...(races > 0 ? [`races    ${formatCount(races)} updates met a newer version and were repeated on it`] : []),
    ...droppedLines(summary),
    `created  ${formatCount(journal.created)} items; deleted ${formatCount(journal.deleted)} while running, ${rest}`,
    ...(removed === undefined && journal.left.length > 0 ? [`remove   npm run cleanup -- ${run}`] : []),
    ...writeLines(proof),
    ...(verification?.warnings ?? []).map((warning) => `note     ${warning}`),
    ...(verification?.ok === true
      ? [
          `verified ${verification.counted} counts and ${verification.checked} loaded items are as before, ` +
            "except for the property that updates change",
        ]
      : []),
  ];
}

/** Answers that came shortly after the planned end are usual. */
const USUAL_OVERRUN_MS = 1000;

function overrunLines({ overrunMs = 0 }: RunSummary): string[] {
  return overrunMs > USUAL_OVERRUN_MS
    ? [`overrun  the last answer came ${formatMs(overrunMs)} after the planned end`]
    : [];
}

function droppedLines({ openModel }: RunSummary): string[] {
  const { dropped = 0, asked = 0 } = openModel ?? {};
  return dropped === 0
    ? []
    : [`dropped  ${formatCount(dropped)} of ${formatCount(asked)} iterations did not start in time`];
}

function describeShare({ op, wanted, achieved }: NonNullable<RunSummary["mix"]>["rows"][number]): string {
  return `${op} ${formatShare(achieved)} (wanted ${formatShare(wanted)})`;
}
