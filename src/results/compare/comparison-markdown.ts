/** A comparison for a CI job page or a pull request. Pure. */

import { plural } from "../../base/figures.ts";
import { markdownTable } from "../../base/table.ts";
import { cut, escapeMarkdown } from "../report/text.ts";
import type { Comparison } from "./comparison.ts";
import { CHANGE_FIGURES, CHANGE_HEADS, changeRows, failureLines, noteLines } from "./comparison-table.ts";
import { isSignificant, type OrderedChange } from "./order.ts";

const LONGEST = 500;

/** All comparisons of one command, one after the other. */
export function comparisonMarkdown(comparisons: readonly Comparison[]): string {
  return `${comparisons.map(one).join("\n\n")}\n`;
}

function one(comparison: Comparison): string {
  const { base, run, reasons, capacity, differences, doubts, total } = comparison;
  const isShown = ({ change, row }: OrderedChange): boolean => row === total || isSignificant(change);
  const parts = [
    `## ${headingOf(comparison)}: ${text(run)}`,
    `Baseline: ${text(base)}`,
    list(capacity === undefined ? reasons : [capacity.text, capacity.verdict]),
    list([
      ...differences.map(({ what, base: before, run: after }) => `differs in ${what}: ${before} -> ${after}`),
      ...doubts,
    ]),
    table(changeRows(comparison, isShown)),
    folded(changeRows(comparison, (change) => !isShown(change))),
    list([...failureLines(comparison), ...noteLines(comparison)]),
  ];
  return parts.filter((part) => part !== "").join("\n\n");
}

function table(rows: readonly (readonly string[])[]): string {
  return rows.length === 0
    ? ""
    : markdownTable(
        CHANGE_HEADS,
        rows.map((cells) => cells.map(text)),
        CHANGE_FIGURES,
      );
}

/** GitHub and GitLab open it at a click. */
function folded(rows: readonly (readonly string[])[]): string {
  const summary = `<summary>${plural(rows.length, "figure")} without a significant change</summary>`;
  return rows.length === 0 ? "" : `<details>${summary}\n\n${table(rows)}\n\n</details>`;
}

function headingOf({ isRegression, isConclusive, capacity }: Comparison): string {
  if (isRegression) return "Regression";
  if (isConclusive) return "No significant regression";
  return capacity === undefined ? "Inconclusive, not enough data" : "Inconclusive";
}

function text(value: string): string {
  return escapeMarkdown(cut(value, LONGEST));
}

function list(lines: readonly string[]): string {
  return lines.map((line) => `- ${text(line)}`).join("\n");
}
