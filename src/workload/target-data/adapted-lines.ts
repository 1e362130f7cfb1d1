/** How the dataset was changed to fit a target, as lines of progress. Pure. */

import { plural } from "../../base/figures.ts";
import type { RunSummary } from "../../results/run-summary.ts";

type Adapted = NonNullable<RunSummary["adapted"]>;

const MOST_LINES = 6;

/** All of them, for a plan. */
export function adaptedLines(adapted: Adapted): string[] {
  if (adapted.length === 0) return [];
  return [
    "",
    `Adapted to the target (${adapted.length}):`,
    ...adapted.map(({ what, change }) => `  ${what}: ${change}`),
  ];
}

/** The first ones: the report lists all. */
export function firstAdaptedLines(adapted: Adapted): string[] {
  const lines = adapted.slice(0, MOST_LINES).map(({ what, change }) => `adapted   ${what}: ${change}`);
  const more = adapted.length - lines.length;
  return more > 0
    ? [...lines, `          and ${plural(more, "more change")}, which --plan and the report list`]
    : lines;
}
