/** Thresholds of smoke and load: k6 judges them in a direct run, the runner by its own figures. As k6 writes them. Pure. */

import { ITEM_FAILURES, ITEMS_DONE, workDuration } from "./metrics.ts";

export type Thresholds = Readonly<Record<string, readonly string[]>>;

/** @param maxP95 in milliseconds */
export function smokeThresholds(vus: number, maxP95: number): Record<string, string[]> {
  return {
    checks: ["rate==1"],
    [ITEM_FAILURES]: ["rate==0"],
    [ITEMS_DONE]: [`count>=${vus}`],
    http_req_duration: [`p(95)<${maxP95}`],
  };
}

/** @param maxP95 in milliseconds */
export function loadThresholds(maxP95: number): Record<string, string[]> {
  return { [ITEM_FAILURES]: ["rate==0"], [workDuration({ op: "create" })]: [`p(95)<${maxP95}`] };
}
