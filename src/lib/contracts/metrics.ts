/**
 * Names of metrics and tags, which k6 writes and results read. k6's record is asked to split by the tag `name`, which holds one
 * route pattern per resource and operation (k6 2.2 splits by single tags only, so resource and op apart would never meet).
 */

import type { Outcome } from "../http/outcome.ts";

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

/** Thresholds that no allowance softens. */
export const NO_LOSSES: Readonly<Record<string, string[]>> = {
  [`${OUTCOMES_METRIC}{outcome:lost-write}`]: ["count<1"],
  [`${OUTCOMES_METRIC}{outcome:overwrote}`]: ["count<1"],
};

/** By how many milliseconds a VU that only sleeps wakes up too late: k6 runs all its VUs late then. */
export const SCHEDULING_DELAY = "dms_scheduling_delay";

/** Value of the tags of all requests while warming up: thresholds and results leave it out. */
export const WARM_UP_TAG = "warm-up";

/** Value of K6_WEB_DASHBOARD_TAGS. */
export const RECORD_TAGS = "name,outcome";

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

export interface SeriesName {
  readonly metric: string;
  /** Empty for the metric as a whole. */
  readonly tag: string;
  readonly value: string;
}

/** `http_reqs{name:GET /ed-fi/students/{id}}` in its parts: a metric as a whole or by one tag. */
export function readSeriesName(text: string): SeriesName {
  const open = text.indexOf("{");
  if (open === -1 || !text.endsWith("}")) return { metric: text, tag: "", value: "" };
  const inside = text.slice(open + 1, -1);
  const colon = inside.indexOf(":");
  if (colon === -1) return { metric: text.slice(0, open), tag: inside, value: "" };
  return { metric: text.slice(0, open), tag: inside.slice(0, colon), value: inside.slice(colon + 1) };
}

export interface CallName {
  readonly resource: string;
  readonly op: string;
}

/** What follows the endpoint in a route pattern, by the operations that read. */
const READS = { "": "query", "/{id}": "read", "?offset": "page" } as const;

export type RouteEnd = keyof typeof READS | "?changes" | "/deletes" | "/keyChanges";

/** The `name` tag of a call. Never an address with an id: each would be a series of its own. @param path `/ed-fi/students` */
export function routeName(method: string, path: string, end: RouteEnd = ""): string {
  return `${method} ${path}${end}`;
}

const ROUTE = /^(GET|POST|PUT|DELETE) \/([^/\s]+)\/([^/?\s]+)([/?][^/?\s]*)?$/;

/** Resource and operation of a route pattern; undefined for calls that are not about a resource (discovery, token). */
export function readRouteName(route: string): CallName | undefined {
  const match = ROUTE.exec(route);
  if (match === null) return undefined;
  const [, method = "", project = "", endpoint = "", end = ""] = match;
  return { resource: project === "ed-fi" ? endpoint : `${project}/${endpoint}`, op: operationOf(method, end) };
}

function operationOf(method: string, end: string): string {
  if (method === "GET") return end in READS ? READS[end as keyof typeof READS] : "changes";
  if (method === "POST") return "create";
  return method === "PUT" ? "update" : "delete";
}

/** The `name` tag of one sample of OUTCOMES_METRIC: k6 has no series by three tags at once, so one tag carries all three. */
export function outcomeName(op: string, resource: string, outcome: Outcome): string {
  return `${op} ${resource} ${outcome}`;
}

export function readOutcomeName(text: string): (CallName & { readonly outcome: Outcome }) | undefined {
  const [op, resource, outcome, ...more] = text.split(" ");
  if (op === undefined || resource === undefined || outcome === undefined || more.length > 0) return undefined;
  return { op, resource, outcome: outcome as Outcome };
}
