/** The calls of an Ed-Fi resource endpoint: one function per operation. URLs and tags are made here alone. */

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
