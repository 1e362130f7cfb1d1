/** Names of metrics and tags of a direct `k6 run`, and of thresholds, which the runner evaluates under the same names. */

/** Finished requests by `resource`, `op` and `outcome`. Repeats are not counted separately. */
export const OUTCOMES_METRIC = "dms_outcomes";
/** Share of work items that failed. */
export const ITEM_FAILURES = "dms_item_failures";
/** Work items that succeeded. A threshold on it fails runs that did less work than planned. */
export const ITEMS_DONE = "dms_items_done";
/** Items of an open load that started late because all VUs were busy. k6's arrival-rate executors would drop them. */
export const LATE_ITEMS = "dms_late_items";
/** Responses after which a request was sent again, by `resource`, `op`, `outcome` and `status`. */
export const REPEATS = "dms_repeats";

/** By how many milliseconds a sleeping VU wakes up late, which applies to all VUs. */
export const SCHEDULING_DELAY = "dms_scheduling_delay";

/** Value of the tags of all requests while warming up: thresholds and results leave it out. */
export const WARM_UP_TAG = "warm-up";

/** `{resource:students,op:read}`: suffix that selects the submetric with these tags. */
export function tagSuffix(tags: Readonly<Record<string, string>>): string {
  return `{${Object.entries(tags)
    .map(([tag, value]) => `${tag}:${value}`)
    .join()}}`;
}

/**
 * Response times of successful responses: rejections are often faster, and are counted separately. `expected_response`
 * is a system tag of k6.
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

/** The `name` tag of a call. Never a URL with an ID, which would be a series of its own. @param path `/ed-fi/students` */
export function routeName(method: string, path: string, end: RouteEnd = ""): string {
  return `${method} ${path}${end}`;
}
