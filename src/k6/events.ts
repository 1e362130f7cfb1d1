/** Events of a script other than its operations: journal lines for the runner, metric samples for k6. */

import { ROUND_LINE, writeIterationLine } from "../lib/contracts/journal/engine-lines.ts";
import { writeResourcesLine } from "../lib/contracts/journal/operation-line.ts";
import { writeStartLine } from "../lib/contracts/journal/start-line.ts";
import { writeTimingLine } from "../lib/contracts/journal/timing-line.ts";
import type { Reply } from "./http-client.ts";
import { writeLine } from "./journal.ts";
import { countDone } from "./metrics.ts";

/** In `setup()`, so that the metric exists even if the run does nothing. */
export function recordSetup(): void {
  countDone(0);
}

/** Names the resources that operation lines refer to by number. */
export function recordResources(resources: readonly string[]): void {
  if (FOR_RUNNER) writeLine(writeResourcesLine(resources));
}

/** Start of the measured part. @param startMs epoch milliseconds */
export function recordStart(startMs: number): void {
  if (FOR_RUNNER) writeLine(writeStartLine(startMs));
}

/** End of an iteration, if iterations are timed. */
export function recordIteration(startedMs: number): void {
  writeLine(writeIterationLine(Date.now() - startedMs));
}

/** The parts of a response time. */
export function recordTimings(op: string, { answer }: Reply): void {
  if (answer.timings !== undefined) writeLine(writeTimingLine(op, answer.timings));
}

/** A VU of a smoke run has finished its round. */
export function recordRound(): void {
  if (FOR_RUNNER) writeLine(ROUND_LINE);
  countDone(1);
}
