/** The calls of an Ed-Fi resource endpoint: one function per operation, so that addresses and tags are made in one place. */

import type { Scalar } from "../lib/data/dataset.ts";
import type { Call } from "./http-client.ts";

const PROJECT = "ed-fi";

/** Percent-encoded query, `?` included; empty for no filter. */
export function queryString(filters: Readonly<Record<string, Scalar>>): string {
  const parts: string[] = [];
  for (const name in filters) parts.push(`${name}=${encodeURIComponent(String(filters[name]))}`);
  return parts.length === 0 ? "" : `?${parts.join("&")}`;
}

/** @param body absent where each request brings its own */
export function createCall(dataUrl: string, endpoint: string, body?: string): Call {
  const path = `/${PROJECT}/${endpoint}`;
  const call: Call = {
    method: "POST",
    url: dataUrl + path,
    operation: "create",
    resource: endpoint,
    name: `POST ${path}`,
  };
  return body === undefined ? call : { ...call, body };
}

export function readCall(dataUrl: string, endpoint: string, id: string): Call {
  const path = `/${PROJECT}/${endpoint}/`;
  return { method: "GET", url: dataUrl + path + id, operation: "read", resource: endpoint, name: `GET ${path}{id}` };
}

export function queryCall(dataUrl: string, endpoint: string, filters: Readonly<Record<string, Scalar>>): Call {
  const path = `/${PROJECT}/${endpoint}`;
  return {
    method: "GET",
    url: dataUrl + path + queryString(filters),
    operation: "query",
    resource: endpoint,
    name: `GET ${path}`,
  };
}

export function updateCall(dataUrl: string, endpoint: string, id: string, body: string): Call {
  const path = `/${PROJECT}/${endpoint}/`;
  return {
    method: "PUT",
    url: dataUrl + path + id,
    operation: "update",
    resource: endpoint,
    name: `PUT ${path}{id}`,
    body,
  };
}

export function deleteCall(dataUrl: string, endpoint: string, id: string): Call {
  const path = `/${PROJECT}/${endpoint}/`;
  return {
    method: "DELETE",
    url: dataUrl + path + id,
    operation: "delete",
    resource: endpoint,
    name: `DELETE ${path}{id}`,
  };
}
