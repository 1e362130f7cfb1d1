/** What a run needs of the search that steers it. */

import type { Schedule } from "../../lib/pace/schedule.ts";
import type { Pace } from "../live/live-state.ts";
import type { CapacityResult } from "../run-summary.ts";
import type { EndedOperation } from "./answer-tally.ts";
import type { NamedRates } from "./capacity-result.ts";
import type { Limits, StepFigures } from "./step.ts";

/** From the end of the last step to the end of k6. */
export const END_MS = 3000;

/** What is left of a budget for steps. */
export function leftMs(
  { startedMs, budgetMs }: { readonly startedMs: number; readonly budgetMs: number },
  nowMs: number,
): number {
  return startedMs + budgetMs - END_MS - nowMs;
}

export interface CapacityControl {
  /** What VUs follow. */
  readonly schedule: Schedule;
  readonly steps: readonly StepFigures[];
  readonly limits: Limits;
  /** There is an answer. */
  readonly hasEnded: boolean;
  /** Where the search is, for the live view. */
  readonly pace: Pace;
  add(operation: EndedOperation): void;
  /** `/health` answered. @param isGateway not the target, but a proxy in front of it */
  health(isGateway: boolean): void;
  /** The target refused a request for now. @param retryAfterMs that its answer names */
  refused(status: number, retryAfterMs: number | undefined): void;
  /** Something shows that the generator, not the target, was the limit in the last second. */
  generatorLimits(): void;
  /** The clock of the journal: about each second, after the operations before. @param ms epoch milliseconds */
  tick(ms: number): void;
  /** The run ends: where there is no answer yet, it is what the steps until now say. */
  stop(): void;
  /** Undefined before the end, and where a run was stopped before the end of the first step. */
  result(rates: NamedRates): CapacityResult | undefined;
}
