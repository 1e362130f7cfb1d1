/**
 * What documents of a target add to the dataset. A bundle of its own beside those of the scenarios, which load it only
 * where there is something to add: see `dataset.ts`.
 */

import { SharedArray } from "k6/data";
import type { Bodies, Dataset } from "../lib/data/dataset.ts";
import { datasetForTarget } from "../lib/target-data/dataset.ts";
import { readTargetLines } from "../lib/target-data/lines.ts";
import { Parts } from "../lib/target-data/parts.ts";
import { bodiesForTarget } from "../lib/target-data/with-target-data.ts";

export interface TargetData {
  /** For plans; absent under the runner, where k6 makes none. */
  readonly datasetFor?: (base: Dataset) => Dataset;
  readonly bodiesFor: (base: Bodies) => Bodies;
}

/** Called in the init context, where files can be opened. All VUs share the lines. */
export function openTargetData(file: string): TargetData {
  const lines = readTargetLines(new SharedArray("target data", () => open(file).split("\n")));
  return {
    ...(FOR_RUNNER ? {} : { datasetFor: (base: Dataset) => datasetForTarget(base, lines) }),
    bodiesFor: (base) => bodiesForTarget(base, lines, new Parts(lines)),
  };
}
