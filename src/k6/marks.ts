/** What a script tells about itself, beside its operations: lines for the runner, samples of metrics for k6. */

import { ROUND_LINE, writeIterationLine } from "../lib/contracts/journal/engine-lines.ts";
import { writeResourcesLine } from "../lib/contracts/journal/operation-line.ts";
import { writeStartLine } from "../lib/contracts/journal/start-line.ts";
import { writeTimingLine } from "../lib/contracts/journal/timing-line.ts";
import type { Reply } from "./http-client.ts";
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

/** Where the time of an answer went. */
export function tellTimings(op: string, { answer }: Reply): void {
  if (answer.timings !== undefined) writeLine(writeTimingLine(op, answer.timings));
}

/** A VU of a smoke run did its round. */
export function tellRound(): void {
  if (FOR_RUNNER) writeLine(ROUND_LINE);
  countDone(1);
}
