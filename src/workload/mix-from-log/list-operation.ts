/** Which operation of a mix a GET of a list is, by the names of its query parameters. Pure. */

import type { MixKind, OperationOptions } from "../../lib/mix/mix.ts";

export interface ListOperation extends OperationOptions {
  readonly kind: Extract<MixKind, "query" | "page" | "changes">;
  /** Of a walk by offset. */
  readonly isFirstPage?: boolean;
}

/** Parameters of lists that filter nothing. In lower case, as servers ignore the case. */
const PAGING = new Set(["offset", "limit", "totalcount", "pagetoken", "pagesize", "number"]);
const USUAL_LIMIT = 25;
const LARGEST_LIMIT = 500;

/**
 * @param keyFields of the resource's natural key
 * @returns undefined for a search by fields of which none is in the key
 */
export function listOperation(query: string, keyFields: readonly string[]): ListOperation | undefined {
  const parameters = parametersOf(query);
  if (parameters.has("minchangeversion") || parameters.has("maxchangeversion")) return { kind: "changes" };
  const given = keyFields.filter((field) => parameters.has(field.toLowerCase()));
  // The id of a person selects most.
  const field = given.find((name) => name.endsWith("UniqueId")) ?? given[0];
  if (field !== undefined) return { kind: "query", by: given.length === keyFields.length ? "key" : field };
  if ([...parameters.keys()].some((name) => !PAGING.has(name))) return undefined;
  return pageOperation(parameters);
}

function pageOperation(parameters: ReadonlyMap<string, string>): ListOperation {
  const isCursor = parameters.has("pagetoken");
  const size = parameters.get("limit") ?? parameters.get("pagesize") ?? parameters.get("number") ?? "";
  const limit = /^\d{1,9}$/.test(size) ? Number(size) : USUAL_LIMIT;
  const limits = [Math.min(LARGEST_LIMIT, Math.max(1, limit))];
  if (isCursor) return { kind: "page", by: "cursor", limits };
  const totalCount = parameters.get("totalcount")?.toLowerCase() === "true";
  const isFirstPage = Number(parameters.get("offset") ?? 0) === 0;
  return { kind: "page", ...(totalCount ? { totalCount } : {}), limits, isFirstPage };
}

/** Values by name in lower case. */
function parametersOf(query: string): Map<string, string> {
  const parameters = new Map<string, string>();
  for (const part of query.split("&")) {
    const [name = "", value = ""] = part.split("=");
    if (name !== "") parameters.set(name.toLowerCase(), value);
  }
  return parameters;
}
