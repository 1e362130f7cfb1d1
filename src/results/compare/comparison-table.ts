/**
 * A comparison as lines for a terminal of 80 columns or more: what changed, what could not be checked, the verdict.
 * Pure.
 */

import { formatChange, formatCount, formatMs, formatNumber, formatShare, plural } from "../../base/figures.ts";
import { textTable } from "../../base/table.ts";
import type { FailureChange } from "./compare-failures.ts";
import type { Change, Finding } from "./compare-operation.ts";
import type { Comparison, OperationComparison } from "./comparison.ts";
import { comparedRows, isSignificant, type OrderedChange, orderedChanges, unchangedOperations } from "./order.ts";
import { operationName } from "./run-data.ts";

/** What a finding is called in every form of output. */
export const FINDING_WORDS: Readonly<Record<Finding, string>> = {
  regression: "REGRESSION",
  suspect: "above the limit, not significant",
  worse: "worse",
  better: "better",
  same: "no significant change",
  "too-few": "not enough data",
};

/** Heads of the table of changes; the last column is the finding. */
export const CHANGE_HEADS = ["operation", "", "baseline", "run", "change", "95 % interval", ""] as const;
export const CHANGE_FIGURES = [2, 3, 4];

/** One row per operation and measure, the regressions first. @param wanted which changes */
export function changeRows(comparison: Comparison, wanted: (change: OrderedChange) => boolean): string[][] {
  return orderedChanges(comparison)
    .filter(wanted)
    .map(({ operation, change }) => [operation, ...changeCells(change)]);
}

function changeCells(change: Change): string[] {
  const { measure, base, run, low, high, finding } = change;
  const interval = finding === "too-few" ? "-" : intervalText(low ?? 0, high ?? 0);
  const figures = [figure(change, base), figure(change, run), formatChange(change.change)];
  return [measure, ...figures, interval, FINDING_WORDS[finding]];
}

export function intervalText(low: number, high: number): string {
  return `${formatChange(low)} to ${formatChange(high)}`;
}

function figure({ measure }: Change, value: number): string {
  return measure === "rate" ? `${formatNumber(value)}/s` : formatMs(value);
}

/** @param everything also changes that are not significant */
export function comparisonLines(comparison: Comparison, everything = false): string[] {
  const { base, run, differences, doubts, total } = comparison;
  const isShown = (change: Change, row: OperationComparison): boolean =>
    everything || row === total || isSignificant(change);
  const shown = groupedLines(comparison, isShown);
  return [
    `baseline  ${base}`,
    `run       ${run}`,
    ...differences.map(({ what, base: before, run: after }) => `  differs  ${what}: ${before} -> ${after}`),
    ...doubts.map((doubt) => `  doubt    ${doubt}`),
    ...(comparison.capacity === undefined ? [] : [`capacity  ${comparison.capacity.text}`]),
    ...(shown.length === 0 ? [] : ["", ...shown, ""]),
    ...(everything ? [] : foldedLines(comparison)),
    ...failureLines(comparison),
    ...noteLines(comparison, everything ? Number.POSITIVE_INFINITY : MOST_IN_TERMINAL),
    "",
    ...verdictLines(comparison, everything ? Number.POSITIVE_INFINITY : MOST_REASONS),
  ];
}

function failureText({ operation, base, run, isRegression }: FailureChange): string {
  const share = ({ hits, count }: typeof base): string =>
    `${formatCount(hits)} of ${formatCount(count)}${hits === 0 ? "" : ` (${formatShare(hits / count)})`}`;
  const what = operation === "all" ? "all requests" : operation;
  return `failures, ${what}: ${share(base)} -> ${share(run)}${isRegression ? "  REGRESSION" : ""}`;
}

/** A line for each operation, then one for each of its measures: names of operations are long. */
function groupedLines(
  comparison: Comparison,
  wanted: (change: Change, row: OperationComparison) => boolean,
): readonly string[] {
  const groups = comparedRows(comparison).map((row) => ({
    name: operationName(row),
    cells: row.changes.filter((change) => wanted(change, row)).map(changeCells),
  }));
  const rows = groups.flatMap(({ cells }) => cells.map(([measure = "", ...figures]) => [`  ${measure}`, ...figures]));
  if (rows.length === 0) return [];
  const [, ...heads] = CHANGE_HEADS;
  const [head = "", ...lines] = textTable(heads, rows, [1, 2, 3]);
  return [
    head,
    ...groups.flatMap(({ name, cells: { length } }) => (length === 0 ? [] : [name, ...lines.splice(0, length)])),
  ];
}

/** Those that fail the comparison first. */
export function failureLines({ failures }: Comparison): string[] {
  return [...failures].sort((a, b) => Number(b.isRegression) - Number(a.isRegression)).map(failureText);
}

function foldedLines(comparison: Comparison): string[] {
  const { length } = unchangedOperations(comparison);
  return length === 0 ? [] : [`${plural(length, "unchanged operation")} not shown; --verbose shows all`];
}

/** What no table contains: operations without enough data, and those of one run only. @param most names in a line */
export function noteLines({ operations, onlyInBase, onlyInRun }: Comparison, most = MOST_NAMES): string[] {
  const tooFew = operations.filter(({ changes }) => changes.every(({ finding }) => finding === "too-few"));
  const list = (title: string, names: readonly string[]): string[] =>
    names.length === 0 ? [] : [`${title}: ${shortList(names, most)}`];
  return [
    ...list(
      "not enough data",
      tooFew.map(
        (row) =>
          `${operationName(row)} (${Math.min(...row.seconds)} s, ${plural(Math.min(...row.requests), "request")})`,
      ),
    ),
    ...list("only in the baseline", onlyInBase),
    ...list("only in the run", onlyInRun),
  ];
}

/** A load has more than a hundred operations; most of them last a second. */
const MOST_NAMES = 8;
/** Within two lines of a terminal. */
const MOST_IN_TERMINAL = 2;

function shortList(names: readonly string[], most: number): string {
  const more = names.length - most;
  return more <= 0 ? names.join(", ") : `${names.slice(0, most).join(", ")} and ${more} more`;
}

/** The table has all regressions. */
const MOST_REASONS = 8;

/** The largest ones, and how many more there are. */
export function firstReasons(reasons: readonly string[], most = MOST_REASONS): string[] {
  const more = reasons.length - most;
  return more <= 1 ? [...reasons] : [...reasons.slice(0, most), `and ${more} more regressions`];
}

function verdictLines(comparison: Comparison, most: number): string[] {
  const { isRegression, isConclusive, reasons } = comparison;
  if (isRegression) return ["REGRESSION", ...firstReasons(reasons, most).map((reason) => `  reason  ${reason}`)];
  return [`${isConclusive ? "PASS" : "INCONCLUSIVE"}  ${verdictText(comparison)}`];
}

/** Why there is no regression, or no decision. */
export function verdictText({ isConclusive, capacity, operations }: Comparison): string {
  if (capacity !== undefined) return capacity.verdict;
  if (!isConclusive) return "not enough data to compare any operation";
  const judged = operations.filter(({ changes }) => changes.some(({ finding }) => finding !== "too-few")).length;
  return `no significant regression; ${judged} of ${operations.length} operations had enough data`;
}
