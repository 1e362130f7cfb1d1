/** A JSON object for each line, with the names that servers, proxies and Serilog give to its members. Pure. */

import { asRecord, type JsonRecord, parseJson } from "../lib/edfi/json.ts";
import { anyTime } from "./log-time.ts";
import { type LoggedRequest, splitTarget, statusOf } from "./logged-request.ts";

/** Names in lower case, without punctuation, nested ones joined: `request.uri` and `request_uri` are `requesturi`. */
const METHOD = ["method", "requestmethod", "httpmethod", "verb", "httprequestmethod", "httprequestrequestmethod"];
const TARGET = [
  "requesturi",
  "requestpath",
  "path",
  "uri",
  "url",
  "requesturl",
  "urloriginal",
  "urlpath",
  "httprequestrequesturl",
];
/** The whole first line of a request. */
const REQUEST = ["request"];
const QUERY = ["querystring", "query", "args", "urlquery"];
const STATUS = [
  "status",
  "statuscode",
  "responsestatus",
  "responsestatuscode",
  "httpresponsestatuscode",
  "httprequeststatus",
];
const TIME = ["timestamp", "time", "t", "ts", "datetime", "date", "timeiso8601", "timelocal"];
const TEMPLATE = ["mt", "messagetemplate", "message", "msg"];
/** Members in which loggers put those of the request. */
const CONTAINERS = /^(?:properties|fields|state|log)(?=.)/;
const DEEPEST = 3;

/** `no-request`: another message of the same program. Undefined for a request without a time, and what is no JSON object. */
export function readJsonLine(line: string): LoggedRequest | "no-request" | undefined {
  const record = line.startsWith("{") ? asRecord(parseJson(line)) : undefined;
  if (record === undefined) return undefined;
  const members = new Map<string, unknown>();
  flatten(record, "", 0, members);
  const first = (names: readonly string[]): unknown => members.get(names.find((name) => members.has(name)) ?? "");
  const text = (names: readonly string[]): string => String(first(names) ?? "");
  // ASP.NET writes this line, and another one with the status when the request has ended.
  if (text(TEMPLATE).startsWith("Request starting")) return "no-request";
  const [, requestMethod = "", requestTarget = ""] = /^([A-Z]+) (\S+)/.exec(text(REQUEST)) ?? [];
  const method = (text(METHOD) || requestMethod).toUpperCase();
  const { path, query } = splitTarget(text(TARGET) || requestTarget);
  if (!/^[A-Z]+$/.test(method) || path === "") return "no-request";
  const ms = anyTime(first(TIME));
  if (ms === undefined) return undefined;
  return { method, path, query: query || text(QUERY).replace(/^\?/, ""), status: statusOf(first(STATUS)), ms };
}

function flatten(record: JsonRecord, prefix: string, depth: number, members: Map<string, unknown>): void {
  for (const [key, value] of Object.entries(record)) {
    const name = (prefix + key.toLowerCase().replace(/[^a-z0-9]/g, "")).replace(CONTAINERS, "");
    const nested = asRecord(value);
    if (nested !== undefined && depth < DEEPEST) flatten(nested, name, depth + 1, members);
    else if (!members.has(name)) members.set(name, value);
  }
}
