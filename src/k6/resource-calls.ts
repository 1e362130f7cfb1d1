/** The calls of an Ed-Fi resource endpoint. URLs and tags are made here alone. */

import { type RouteEnd, routeName } from "../lib/contracts/metrics.ts";
import type { Scalar } from "../lib/data/dataset.ts";
import { queryString } from "../lib/edfi/query-string.ts";
import { resourcePath } from "../lib/edfi/resource-path.ts";
import type { Call } from "./http-client.ts";

/** Method, operation of the API, and end of the route. Texts: an array for each takes memory in every VU. */
const USES = {
  read: "GET read /{id}",
  prepare: "GET read /{id}",
  update: "PUT update /{id}",
  delete: "DELETE delete /{id}",
  query: "GET query ",
  page: "GET query ?offset",
  create: "POST create ",
} as const;

/** `prepare` is the read before an update, apart from the figures of the scenario. */
export type CallUse = keyof typeof USES;

/**
 * What a VU sends again and again: the id, the query or the body is added to each request. Addresses for an id end with a
 * slash.
 */
export function callFor(dataUrl: string, resource: string, use: CallUse): Call {
  // Not taken apart as a list: a VU's first iterator takes 6 kB.
  const parts = USES[use].split(" ") as [Call["method"], Call["operation"], RouteEnd];
  const path = resourcePath(resource);
  const url = dataUrl + path + (parts[2] === "/{id}" ? "/" : "");
  const name = routeName(parts[0], path, parts[2]);
  // What is absent is looked up for each request, too, which takes longer where it is nowhere.
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
