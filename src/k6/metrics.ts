/**
 * All custom metrics (see `contracts/metrics.ts`). A sample costs as much as two journal lines, so they are few, and
 * written only where they are used: in a direct `k6 run` for thresholds and summary, under the runner only for k6 outputs
 * that the user asked for.
 */

import { Counter, Rate, Trend } from "k6/metrics";
import {
  ITEM_FAILURES,
  ITEMS_DONE,
  LATE_ITEMS,
  OUTCOMES_METRIC,
  REPEATS,
  SCHEDULING_DELAY,
} from "../lib/contracts/metrics.ts";
import { isFailure, type Outcome } from "../lib/http/outcome.ts";

export const METRICS: boolean = !FOR_RUNNER || __ENV.LOAD_TEST_METRICS === "1";

// Each costs memory in every VU.
const outcomes = METRICS ? new Counter(OUTCOMES_METRIC) : undefined;
const itemFailures = METRICS ? new Rate(ITEM_FAILURES) : undefined;
const itemsDone = METRICS ? new Counter(ITEMS_DONE) : undefined;
const lateItems = METRICS ? new Counter(LATE_ITEMS) : undefined;
const schedulingDelay = METRICS ? new Trend(SCHEDULING_DELAY, true) : undefined;
const repeats = METRICS ? new Counter(REPEATS) : undefined;

interface Tags {
  readonly ofOutcome: Readonly<Record<string, string>>;
  readonly ofOperation: Readonly<Record<string, string>>;
}

const tags: Record<string, Tags> = {};

function tagsOf(resource: string, op: string, outcome: Outcome): Tags {
  const key = `${resource} ${op} ${outcome}`;
  let found = tags[key];
  if (found === undefined) {
    found = { ofOutcome: { resource, op, outcome }, ofOperation: { resource, op } };
    tags[key] = found;
  }
  return found;
}

export function countOutcome(resource: string, op: string, outcome: Outcome): void {
  if (METRICS) outcomes?.add(1, tagsOf(resource, op, outcome).ofOutcome);
}

/** A finished operation of a mix. */
export function countOperation(resource: string, op: string, outcome: Outcome): void {
  countOutcome(resource, op, outcome);
  const { ofOperation } = tagsOf(resource, op, outcome);
  if (outcome !== "precondition-failed") itemFailures?.add(isFailure(outcome), ofOperation);
  if (!isFailure(outcome)) itemsDone?.add(1);
}

export function countItem(failed: boolean): void {
  itemFailures?.add(failed);
}

/** A call of a smoke run. */
export function countCall(resource: string, failed: boolean): void {
  itemFailures?.add(failed, { resource });
}

export function countDone(count: number): void {
  itemsDone?.add(count);
}

export function countLateItem(): void {
  lateItems?.add(1);
}

export function countRepeat(resource: string, op: string, outcome: Outcome, status: number): void {
  repeats?.add(1, { resource, op, outcome, status: `${status}` });
}

export function noteSchedulingDelay(ms: number): void {
  schedulingDelay?.add(ms);
}
