/** Calls of Ed-Fi resource endpoints: their URLs and tags. */

import { type RouteEnd, routeName } from "../lib/contracts/metrics.ts";
import type { Scalar } from "../lib/data/dataset.ts";
import { queryString } from "../lib/edfi/query-string.ts";
import { resourcePath } from "../lib/edfi/resource-path.ts";
import type { Call } from "./http-client.ts";

/** HTTP method, operation, and end of the route. Strings, because arrays would cost memory in every VU. */
const USES = {
  read: "GET read /{id}",
  prepare: "GET read /{id}",
  update: "PUT update /{id}",
  delete: "DELETE delete /{id}",
  query: "GET query ",
  page: "GET query ?offset",
  create: "POST create ",
} as const;

/** `prepare` is the read before an update, which is counted apart. */
export type CallUse = keyof typeof USES;

/** A call to reuse: the ID, query or body is added for each request. URLs for an ID end with a slash. */
export function callFor(dataUrl: string, resource: string, use: CallUse): Call {
  // No array destructuring: the first iterator costs 6 kB per VU.
  const parts = USES[use].split(" ") as [Call["method"], Call["operation"], RouteEnd];
  const path = resourcePath(resource);
  const url = dataUrl + path + (parts[2] === "/{id}" ? "/" : "");
  const name = routeName(parts[0], path, parts[2]);
  // Explicitly undefined, because each request reads these members, and k6 takes longer to read one that does not exist.
  const absent = { isList: undefined, headers: undefined, expect: undefined };
  const call = { method: parts[0], url, operation: parts[1], resource, name, ...absent };
  if (use === "page") return { ...call, op: use, isList: true };
  return use === "prepare" ? { ...call, op: use, name: use, scenario: use } : call;
}

export function createCall(dataUrl: string, resource: string, body: string): Call {
  return { ...callFor(dataUrl, resource, "create"), body };
}

export function readCall(dataUrl: string, resource: string, id: string): Call {
  return withEnd(callFor(dataUrl, resource, "read"), id);
}

export function queryCall(dataUrl: string, resource: string, filters: Readonly<Record<string, Scalar>>): Call {
  return withEnd(callFor(dataUrl, resource, "query"), queryString(filters));
}

export function updateCall(dataUrl: string, resource: string, id: string, body: string): Call {
  return { ...withEnd(callFor(dataUrl, resource, "update"), id), body };
}

export function deleteCall(dataUrl: string, resource: string, id: string): Call {
  return withEnd(callFor(dataUrl, resource, "delete"), id);
}

function withEnd(call: Call, end: string): Call {
  return { ...call, url: call.url + end };
}
