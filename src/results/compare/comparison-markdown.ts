/** A comparison for a CI job page or a pull request. Pure. */

import { markdownTable } from "../../base/table.ts";
import { cut, escapeMarkdown } from "../report/text.ts";
import type { Comparison } from "./comparison.ts";
import { CHANGE_FIGURES, CHANGE_HEADS, changeRows, failureText, noteLines } from "./comparison-table.ts";

const LONGEST = 500;

/** All comparisons of one command, one after the other. */
export function comparisonMarkdown(comparisons: readonly Comparison[]): string {
  return `${comparisons.map(one).join("\n\n")}\n`;
}

function one(comparison: Comparison): string {
  const { base, run, reasons, capacity, differences, doubts, failures } = comparison;
  const rows = changeRows(comparison).map((cells) => cells.map(text));
  const parts = [
    `## ${headingOf(comparison)}: ${text(run)}`,
    `Baseline: ${text(base)}`,
    list(capacity === undefined ? reasons : [capacity.text, capacity.verdict]),
    list([
      ...differences.map(({ what, base: before, run: after }) => `differs in ${what}: ${before} -> ${after}`),
      ...doubts,
    ]),
    rows.length === 0 ? "" : markdownTable(CHANGE_HEADS, rows, CHANGE_FIGURES),
    list([...failures.map((change) => failureText(change)), ...noteLines(comparison)]),
  ];
  return parts.filter((part) => part !== "").join("\n\n");
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
