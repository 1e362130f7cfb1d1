/** Prepares the work of a load for VUs: what would be the same in each of them is done here once. */

import { type GivenWork, listed, type PlannedNeeds, type WorkHead } from "../../lib/contracts/load-work.ts";
import type { Dataset } from "../../lib/data/dataset.ts";
import type { LoadPlan } from "../../lib/plan/load-plan.ts";
import { placeRanges, type Range, totalOf } from "../../lib/plan/ranges.ts";

/** @param ranges items that are left to do */
export function givenWork(
  dataset: Pick<Dataset, "needs">,
  { segments, usable }: Pick<LoadPlan, "segments" | "usable">,
  ranges: readonly Range[],
): GivenWork {
  const head: WorkHead = { firsts: segments.map(({ first }) => first), size: totalOf(ranges) };
  // Items of resources outside the plan are never missing, so nothing needs to know of them.
  const needs: PlannedNeeds = Object.fromEntries(segments.map(({ endpoint }) => [endpoint, dataset.needs(endpoint)]));
  return {
    head: [JSON.stringify(head)],
    segments,
    ranges: placeRanges(ranges),
    usable: byLength(usable),
    needs: [JSON.stringify(needs)],
  };
}

function byLength(names: readonly string[]): string[] {
  const longest = Math.max(0, ...names.map(({ length }) => length));
  return Array.from({ length: longest + 1 }, (_, length) => listed(names.filter((name) => name.length === length)));
}
