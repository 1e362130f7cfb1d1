/**
 * Names of the series in k6's dashboard record. The record is asked to split by the tag `name`, which holds one route
 * pattern per resource and operation (k6 2.2 splits by single tags only, so resource and op apart would never meet). Pure.
 */

import type { Outcome } from "../../lib/http/outcome.ts";

/** Value of K6_WEB_DASHBOARD_TAGS. */
export const RECORD_TAGS = "name,outcome";

export interface CallName {
  readonly resource: string;
  readonly op: string;
}

export interface SeriesName {
  readonly metric: string;
  /** Empty for the metric as a whole. */
  readonly tag: string;
  readonly value: string;
}

/** `http_reqs{name:GET /ed-fi/students/{id}}` in its parts. */
export function parseSeriesName(text: string): SeriesName {
  const open = text.indexOf("{");
  if (open === -1 || !text.endsWith("}")) return { metric: text, tag: "", value: "" };
  const inside = text.slice(open + 1, -1);
  const colon = inside.indexOf(":");
  if (colon === -1) return { metric: text.slice(0, open), tag: inside, value: "" };
  return { metric: text.slice(0, open), tag: inside.slice(0, colon), value: inside.slice(colon + 1) };
}

const ROUTE = /^(GET|POST|PUT|DELETE) \/([^/\s]+)\/([^/?\s]+)([/?][^/?\s]*)?$/;

/** Resource and operation of a route pattern; undefined for calls that are not about a resource (discovery, token). */
export function callOfRoute(route: string): CallName | undefined {
  const match = ROUTE.exec(route);
  if (match === null) return undefined;
  const [, method = "", project = "", endpoint = "", rest = ""] = match;
  const op = operationOf(method, rest);
  if (op === undefined) return undefined;
  return { resource: project === "ed-fi" ? endpoint : `${project}/${endpoint}`, op };
}

/** By what follows the endpoint: `/deletes` and `/keyChanges` are left. */
const READS: Readonly<Record<string, string>> = { "": "query", "/{id}": "read", "?offset": "page" };

function operationOf(method: string, rest: string): string | undefined {
  if (method === "GET") return READS[rest] ?? "changes";
  if (method === "POST") return "create";
  return method === "PUT" ? "update" : "delete";
}

/** The `name` tag of one `dms_outcomes` sample: k6 has no series by three tags at once, so one tag carries all three. */
export function outcomeName(op: string, resource: string, outcome: Outcome): string {
  return `${op} ${resource} ${outcome}`;
}

export function parseOutcomeName(text: string): (CallName & { readonly outcome: Outcome }) | undefined {
  const [op, resource, outcome, ...more] = text.split(" ");
  if (op === undefined || resource === undefined || outcome === undefined || more.length > 0) return undefined;
  return { op, resource, outcome: outcome as Outcome };
}
