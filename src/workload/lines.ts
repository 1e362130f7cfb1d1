/** The output at the end of a run of a mix. */

import { formatCount, formatMs, formatNumber, formatShare, plural } from "../base/figures.ts";
import { latencyText } from "../results/measurements/operations.ts";
import type { RunSummary } from "../results/run-summary.ts";
import { writeLines } from "./proof/prove-writes.ts";
import type { Achieved } from "./work.ts";

export function headlineOf(summary: RunSummary, operations: number): string {
  const { latencyMs, requests, failures, durationMs, windowMs = durationMs } = summary;
  return (
    `${plural(operations, "operation")}, ${formatCount(failures)} failed, ${plural(requests, "request")} ` +
    `in ${formatMs(windowMs)} ` +
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
    ...mixLines(summary),
    ...overrunLines(summary),
    ...(preparing > 0
      ? [`updates  ${plural(preparing, "item")} read before an update; these reads are not part of any figure`]
      : []),
    ...(races > 0 ? [`races    ${plural(races, "update")} met a newer version and started again from it`] : []),
    ...droppedLines(summary),
    ...failuresBeforeLines(summary),
    ...(journal.created + journal.deleted + journal.left.length > 0
      ? [`created  ${plural(journal.created, "item")}; deleted ${formatCount(journal.deleted)} while running, ${rest}`]
      : []),
    ...((removed?.leftItems ?? journal.left).length > 0 ? [`remove   npm run cleanup -- ${run}`] : []),
    ...writeLines(proof),
    ...(verification?.warnings ?? []).map((warning) => `note     ${warning}`),
    ...(verification?.ok === true && verification.isWhole
      ? [
          `verified ${plural(verification.counted, "count")} and ${plural(verification.checked, "loaded item")}: ` +
            "as before, except for updates",
        ]
      : []),
  ];
}

/** Answers that came shortly after the planned end are usual. */
const USUAL_OVERRUN_MS = 1000;

function overrunLines({ overrunMs = 0 }: RunSummary): string[] {
  return overrunMs > USUAL_OVERRUN_MS
    ? [`overrun  the last response came ${formatMs(overrunMs)} after the planned end`]
    : [];
}

function droppedLines({ openModel }: RunSummary): string[] {
  const { dropped = 0, asked = 0 } = openModel ?? {};
  return dropped === 0
    ? []
    : [`dropped  ${formatCount(dropped)} of ${plural(asked, "iteration")} did not start in time`];
}

function failuresBeforeLines({ failuresBefore = 0 }: RunSummary): string[] {
  return failuresBefore === 0
    ? []
    : [
        `note     ${plural(failuresBefore, "failure")} before the measured part: in errors.ndjson, but not part of any figure`,
      ];
}

/** `GET 50.1 %, POST 19.9 %, …`, then the shares that the mix asks for, unless they are the same. */
function mixLines({ mix }: RunSummary): string[] {
  const rows = (mix?.rows ?? []).filter(({ wanted, achieved }) => wanted > 0 || achieved > 0);
  const [achieved, wanted] = (["achieved", "wanted"] as const).map((part) =>
    rows.map((row) => `${row.op} ${formatShare(row[part])}`).join(", "),
  );
  return achieved === wanted ? [`mix      ${achieved}, as wanted`] : [`mix      ${achieved}`, `wanted   ${wanted}`];
}
