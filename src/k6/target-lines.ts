/** The file of target data: what documents of the target add to the dataset. */

import { SharedArray } from "k6/data";
import { readTargetLines } from "../lib/target-data/lines.ts";

/** Called in the init context, where files can be opened. All VUs share the lines. */
export function openTargetLines(file: string): ReturnType<typeof readTargetLines> {
  return readTargetLines(new SharedArray("target data", () => open(file).split("\n")));
}
