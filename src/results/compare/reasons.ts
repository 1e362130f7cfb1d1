/** The regressions of a comparison in plain words. Pure. */

import { clock, formatChange, formatMs, formatNumber, formatShare } from "../../base/figures.ts";
import type { Change } from "./compare-operation.ts";
import type { Comparison } from "./comparison.ts";
import type { Episode } from "./episodes.ts";
import { regressionsOf } from "./findings.ts";
import { operationName } from "./run-data.ts";

/** The whole rate first, then failures, operations by the size of their change, spells. */
export function reasonsOf(
  found: Required<Pick<Comparison, "total" | "operations" | "failures" | "episodes" | "limits">>,
): string[] {
  const whole = regressionsOf(found.total).map((change) => `all requests: ${changeText(change)}`);
  const failures = found.failures
    .filter(({ isRegression }) => isRegression)
    .map(
      ({ operation, base, run }) =>
        `${operation === "all" ? "all requests" : operation}: failures ${shareText(base)} -> ${shareText(run)} ` +
        `(limit +${formatShare(found.limits.maxFailures ?? 0)})`,
    );
  const operations = found.operations
    .flatMap((row) => {
      const changes = regressionsOf(row);
      const worst = Math.max(...changes.map(({ change }) => change));
      return changes.length === 0
        ? []
        : [{ worst, text: `${operationName(row)}: ${changes.map(changeText).join("; ")}` }];
    })
    .sort((a, b) => b.worst - a.worst)
    .map(({ text }) => text);
  return [...whole, ...failures, ...operations, ...found.episodes.map(episodeText)];
}

function shareText({ hits, count }: { readonly hits: number; readonly count: number }): string {
  return count === 0 ? "-" : formatShare(hits / count);
}

function changeText({ measure, base, run, change, limit = 0 }: Change): string {
  const show = (value: number): string => (measure === "rate" ? `${formatNumber(value)}/s` : formatMs(value));
  return `${measure} ${show(base)} -> ${show(run)} (${formatChange(change)}, limit ${formatChange(limit)})`;
}

function episodeText({ operation, measure, from, until, baseHighest, runLowest }: Episode): string {
  return (
    `${operation}: from ${clock(from)} to ${clock(until)} ${measure} was never below ${formatMs(runLowest)}; ` +
    `no 10 s of the baseline were above ${formatMs(baseHighest)}`
  );
}
