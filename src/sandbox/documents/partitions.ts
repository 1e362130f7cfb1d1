/** GET of `/partitions`: page tokens that split a collection into parts for several readers. */
import type { SandboxResponse } from "../http.ts";
import { JSON_CONTENT, parameterRefusal, readCondition } from "./collection.ts";
import type { Call, Engine } from "./engine.ts";
import { encodePageToken, LAST_POSSIBLE } from "./page-token.ts";
import { queryParameters, wholeNumber } from "./query-parameters.ts";
import { select } from "./selection.ts";

const RESERVED = ["pageToken", "pageSize", "limit", "offset", "totalCount"] as const;
const DEFAULT_NUMBER = 10;
const MAXIMUM_NUMBER = 200;
/** A part holds at least this many of the largest pages. */
const PAGES_IN_PART = 5;

/** Errors are reported in the order of DMS: change versions, filters, the number of parts, parameters of paging. */
export function partitions(engine: Engine, call: Call): SandboxResponse {
  const { request, plan, client } = call;
  const { correlationId } = request;
  const parameters = queryParameters(request.query);
  const condition = readCondition(call, parameters, "number");
  if ("refusal" in condition) return condition.refusal;
  const number = wholeNumber(parameters.get("number")?.value ?? String(DEFAULT_NUMBER), MAXIMUM_NUMBER);
  if (number === undefined || number < 1)
    return parameterRefusal([`Number of partitions must be between 1 and ${MAXIMUM_NUMBER}.`], correlationId);
  const reserved = RESERVED.filter((name) => parameters.has(name.toLowerCase()));
  if (reserved.length > 0) {
    const errors = reserved.map((name) => `The '${name}' parameter is not supported by the partitions endpoint.`);
    return parameterRefusal(errors, correlationId);
  }
  const denied = engine.authorize(client, plan.model, "Read", request);
  if (denied !== undefined) return denied;
  const found = select(engine, call, condition.filters, condition.range);
  const anchor = condition.range.maximum !== undefined && engine.continuesByVersion ? "version" : "seq";
  const selected = found.map((document) => document[anchor]).sort((a, b) => a - b);
  const size = Math.max(PAGES_IN_PART * engine.maximumPageSize, Math.ceil(selected.length / number));
  return { status: 200, headers: JSON_CONTENT, body: JSON.stringify({ pageTokens: tokens(selected, size) }) };
}

/** @param numbers ascending: what page tokens bound */
function tokens(numbers: readonly number[], size: number): string[] {
  const found: string[] = [];
  for (let start = 0; start < numbers.length; start += size) {
    const first = numbers[start] as number;
    // The last part also takes what is added while others read.
    const last = start + size < numbers.length ? (numbers[start + size - 1] as number) : LAST_POSSIBLE;
    found.push(encodePageToken({ first, last }));
  }
  return found;
}
