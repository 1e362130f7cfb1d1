/** Thresholds of smoke and load in k6's syntax: k6 evaluates them in a direct run, otherwise the runner does. Pure. */

import { ITEM_FAILURES, ITEMS_DONE, workDuration } from "./metrics.ts";

export type Thresholds = Readonly<Record<string, readonly string[]>>;

/** @param maxP95 in milliseconds */
export function smokeThresholds(maxP95: number): Record<string, string[]> {
  return {
    checks: ["rate==1"],
    [ITEM_FAILURES]: ["rate==0"],
    http_req_duration: [`p(95)<${maxP95}`],
  };
}

/** Only for a direct smoke run: the runner counts rounds itself. */
export function smokeWorkThreshold(vus: number): Record<string, string[]> {
  return { [ITEMS_DONE]: [`count>=${vus}`] };
}

/** @param maxP95 in milliseconds */
export function loadThresholds(maxP95: number): Record<string, string[]> {
  return { [ITEM_FAILURES]: ["rate==0"], [workDuration({ op: "create" })]: [`p(95)<${maxP95}`] };
}
