/** A line of `target-figures.ndjson`. Pure. */

import { number, object, readJson, record, text } from "../../base/schema.ts";
import type { FigureSample } from "./figure-values.ts";

const FIGURE_LINE = object({
  atMs: number(),
  values: record(text(), number("a number", { least: -Number.MAX_VALUE })),
});

export function writeFigureLine({ atMs, values }: FigureSample): string {
  return JSON.stringify({ atMs, values });
}

/** Undefined for a damaged line. */
export function readFigureLine(line: string): FigureSample | undefined {
  const reading = readJson(FIGURE_LINE, line);
  return "value" in reading ? reading.value : undefined;
}
