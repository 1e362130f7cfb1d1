/** Names of metrics and tags of a direct `k6 run`, and of thresholds, which the runner evaluates under the same names. */

/** Finished requests that matter to the run, by `resource`, `op` and `outcome`: repeats are not counted apart. */
export const OUTCOMES_METRIC = "dms_outcomes";
/** Share of work items that failed. */
export const ITEM_FAILURES = "dms_item_failures";
/** Work items that succeeded, in readwrite only the first of each VU: the base of "less work was done than planned". */
export const ITEMS_DONE = "dms_items_done";
/** Items of an open load that began late because every VU was busy: what k6's arrival-rate executors would have dropped. */
export const LATE_ITEMS = "dms_late_items";
/** Answers after which a request was sent again, by `resource`, `op`, `outcome` and `status`. */
export const REPEATS = "dms_repeats";

/** By how many milliseconds a VU that only sleeps wakes up too late: k6 runs all its VUs late then. */
export const SCHEDULING_DELAY = "dms_scheduling_delay";

/** Value of the tags of all requests while warming up: thresholds and results leave it out. */
export const WARM_UP_TAG = "warm-up";

/** `{resource:students,op:read}`: behind the name of a metric, the part of it that has these tags. */
export function tagSuffix(tags: Readonly<Record<string, string>>): string {
  return `{${Object.entries(tags)
    .map(([tag, value]) => `${tag}:${value}`)
    .join()}}`;
}

/**
 * Response times of answers that did the work of an operation: refused ones are often faster, and are counted apart.
 * `expected_response` is a tag of k6's own.
 */
export function workDuration(tags: Readonly<Record<string, string>>): string {
  return `http_req_duration${tagSuffix({ ...tags, expected_response: "true" })}`;
}

export interface CallName {
  readonly resource: string;
  readonly op: string;
}

/** What follows the endpoint in a route pattern. */
export type RouteEnd = "" | "/{id}" | "?offset" | "?changes" | "/deletes" | "/keyChanges";

/** The `name` tag of a call. Never an address with an id: each would be a series of its own. @param path `/ed-fi/students` */
export function routeName(method: string, path: string, end: RouteEnd = ""): string {
  return `${method} ${path}${end}`;
}
