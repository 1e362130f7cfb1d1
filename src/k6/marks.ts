/** What a script tells about itself, beside its operations: lines for the runner, samples of metrics for k6. */

import { ROUND_LINE, writeIterationLine } from "../lib/contracts/journal/engine-lines.ts";
import { writeResourcesLine } from "../lib/contracts/journal/operation-line.ts";
import { writeStartLine } from "../lib/contracts/journal/start-line.ts";
import { writeLine } from "./journal.ts";
import { countDone } from "./metrics.ts";

/** In `setup()`: a run that does nothing has a metric that says so. */
export function tellSetup(): void {
  countDone(0);
}

/** Before all operations of a readwrite run. */
export function tellResources(resources: readonly string[]): void {
  if (FOR_RUNNER) writeLine(writeResourcesLine(resources));
}

/** The measured part begins. @param startMs epoch milliseconds */
export function tellStart(startMs: number): void {
  if (FOR_RUNNER) writeLine(writeStartLine(startMs));
}

/** An iteration has ended, where iterations are timed. */
export function tellIteration(startedMs: number): void {
  writeLine(writeIterationLine(Date.now() - startedMs));
}

/** A VU of a smoke run did its round. */
export function tellRound(): void {
  if (FOR_RUNNER) writeLine(ROUND_LINE);
  countDone(1);
}
