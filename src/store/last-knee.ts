/** The newest capacity run of a target and a mix that has an answer. */

import { join } from "node:path";
import type { CapacityResult, RunSummary } from "../results/run-summary.ts";
import { runNames } from "./find-run.ts";
import { readSummaries } from "./summaries.ts";

export interface LastKnee {
  readonly run: string;
  readonly capacity: CapacityResult;
}

/** @returns undefined where there is none, or its folder cannot be read */
export function lastKnee(
  resultsDirectory: string,
  target: Pick<RunSummary["target"], "kind" | "baseUrl">,
  mix: string,
): LastKnee | undefined {
  for (const run of runNames(resultsDirectory)) {
    const capacity = capacityOf(join(resultsDirectory, run), target, mix);
    if (capacity !== undefined) return { run, capacity };
  }
  return undefined;
}

function capacityOf(
  path: string,
  { kind, baseUrl }: Pick<RunSummary["target"], "kind" | "baseUrl">,
  mix: string,
): CapacityResult | undefined {
  const isOf = ({ summary }: { readonly summary: RunSummary }): boolean =>
    summary.mix?.name === mix &&
    summary.target.kind === kind &&
    // The embedded sandbox has another port each time.
    (kind === "sandbox" || summary.target.baseUrl === baseUrl);
  try {
    const capacity = readSummaries(path).find(isOf)?.summary.capacity;
    return capacity !== undefined && capacity.answer !== "at-most" && capacity.perSecond > 0 ? capacity : undefined;
  } catch {
    return undefined;
  }
}
