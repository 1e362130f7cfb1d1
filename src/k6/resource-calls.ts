/** The calls of an Ed-Fi resource endpoint: one function per operation. URLs and tags are made here alone. */

import { PREPARE } from "../lib/contracts/journal/operation-line.ts";
import { routeName } from "../lib/contracts/metrics.ts";
import type { Scalar } from "../lib/data/dataset.ts";
import { queryString } from "../lib/edfi/query-string.ts";
import type { Call } from "./http-client.ts";

/** Below the data address. */
export function pathOf(endpoint: string): string {
  return `/ed-fi/${endpoint}`;
}

/** @param body absent where each request brings its own */
export function createCall(dataUrl: string, resource: string, body?: string): Call {
  const path = pathOf(resource);
  const call: Call = {
    method: "POST",
    url: dataUrl + path,
    operation: "create",
    resource,
    name: routeName("POST", path),
  };
  return body === undefined ? call : { ...call, body };
}

/**
 * What a VU sends again and again: the id, the query or the body is added to each request. Addresses for an id end with a
 * slash. `prepare` is the read before an update, apart from the figures of the scenario.
 */
export type CallUse = "read" | "prepare" | "update" | "remove" | "query" | "page" | "create";

export function callFor(dataUrl: string, resource: string, use: CallUse): Call {
  switch (use) {
    case "read":
      return readCall(dataUrl, resource, "");
    case "prepare":
      return { ...readCall(dataUrl, resource, ""), op: PREPARE, name: PREPARE, scenario: PREPARE };
    case "update":
      return updateCall(dataUrl, resource, "", "");
    case "remove":
      return deleteCall(dataUrl, resource, "");
    case "query":
      return queryCall(dataUrl, resource, {});
    case "page":
      return {
        ...queryCall(dataUrl, resource, {}),
        op: "page",
        name: routeName("GET", pathOf(resource), "?offset"),
      };
    case "create":
      return createCall(dataUrl, resource);
  }
}

export function readCall(dataUrl: string, resource: string, id: string): Call {
  const path = pathOf(resource);
  const name = routeName("GET", path, "/{id}");
  return { method: "GET", url: `${dataUrl}${path}/${id}`, operation: "read", resource, name };
}

export function queryCall(dataUrl: string, resource: string, filters: Readonly<Record<string, Scalar>>): Call {
  const path = pathOf(resource);
  const url = dataUrl + path + queryString(filters);
  return { method: "GET", url, operation: "query", resource, name: routeName("GET", path) };
}

export function updateCall(dataUrl: string, resource: string, id: string, body: string): Call {
  const path = pathOf(resource);
  const name = routeName("PUT", path, "/{id}");
  return { method: "PUT", url: `${dataUrl}${path}/${id}`, operation: "update", resource, name, body };
}

export function deleteCall(dataUrl: string, resource: string, id: string): Call {
  const path = pathOf(resource);
  const name = routeName("DELETE", path, "/{id}");
  return { method: "DELETE", url: `${dataUrl}${path}/${id}`, operation: "delete", resource, name };
}
