/** GET of a collection: filters, change versions, a page by offset or token. */

import { type QueryField, queryFields } from "../../api-model/query-fields.ts";
import type { ResourceModel } from "../../api-model/types.ts";
import type { SandboxResponse } from "../http.ts";
import { problem } from "../problem.ts";
import { position } from "../store/table.ts";
import type { StoredDocument } from "../store/types.ts";
import type { Call, Engine } from "./engine.ts";
import { type FieldFilter, readFilters } from "./filters.ts";
import { encodePageToken, LAST_POSSIBLE } from "./page-token.ts";
import { type Paging, readPaging } from "./paging.ts";
import { type ChangeRange, changeRange, type QueryParameters, queryParameters } from "./query-parameters.ts";
import { representation } from "./representation.ts";
import { select } from "./selection.ts";

export const JSON_CONTENT = { "Content-Type": "application/json; charset=utf-8" } as const;

export function collection(engine: Engine, call: Call): SandboxResponse {
  const { request, plan, client } = call;
  const parameters = queryParameters(request.query);
  const reading = readPaging(parameters, engine.maximumPageSize);
  if ("errors" in reading) return parameterRefusal(reading.errors, request.correlationId);
  const condition = readCondition(call, parameters);
  if ("refusal" in condition) return condition.refusal;
  const denied = engine.authorize(client, plan.model, "Read", request);
  if (denied !== undefined) return denied;
  const selected = select(engine, call, condition.filters, condition.range);
  const { range } = condition;
  const anchor = range.maximum !== undefined && engine.continuesByVersion ? "version" : "seq";
  const page = pageOf(selected, reading.paging, range, anchor);
  const headers: Record<string, string> = { ...JSON_CONTENT };
  if (reading.paging.kind === "offset" && reading.paging.totalCount) headers["Total-Count"] = String(selected.length);
  const last = page.at(-1);
  if (last !== undefined && (range.maximum === undefined || anchor === "version")) {
    const end = reading.paging.kind === "cursor" ? reading.paging.range.last : LAST_POSSIBLE;
    headers["Next-Page-Token"] = encodePageToken({ first: last[anchor] + 1, last: end });
  }
  const items = page.map((document) => representation(engine, plan, document));
  return { status: 200, headers, body: JSON.stringify(items) };
}

export type Condition =
  | { readonly filters: readonly FieldFilter[]; readonly range: ChangeRange }
  | { readonly refusal: SandboxResponse };

/** Change-version bounds and filters, in the order in which DMS reports their faults. */
export function readCondition(call: Call, parameters: QueryParameters, ignored?: string): Condition {
  const { correlationId } = call.request;
  const { range, errors } = changeRange(parameters);
  if (errors.length > 0) return { refusal: parameterRefusal(errors, correlationId) };
  const reading = readFilters(parameters, fieldsOf(call.plan.model), ignored);
  if ("filters" in reading) return { filters: reading.filters, range };
  if ("errors" in reading)
    return { refusal: problem("dataValidation", { correlationId, validationErrors: reading.errors }) };
  const text = `The query field '${reading.unknown}' is not valid for this resource.`;
  return { refusal: problem("badRequest", { correlationId, errors: [text] }) };
}

export function parameterRefusal(errors: readonly string[], correlationId: string): SandboxResponse {
  return problem("parameterValidation", { correlationId, errors });
}

/**
 * Insertion order; pages by offset below an upper change version are in order of change version.
 * @param anchor what the bounds of a page token are numbers of
 */
function pageOf(
  selected: readonly StoredDocument[],
  paging: Paging,
  range: ChangeRange,
  anchor: "seq" | "version",
): readonly StoredDocument[] {
  if (paging.kind === "offset") {
    const ordered = range.maximum === undefined ? selected : byVersion(selected);
    return ordered.slice(paging.offset, paging.offset + paging.limit);
  }
  if (anchor === "version") {
    const { first, last } = paging.range;
    return byVersion(selected.filter(({ version }) => version >= first && version <= last)).slice(0, paging.pageSize);
  }
  const start = position(selected, paging.range.first);
  const page = selected.slice(start, start + paging.pageSize);
  return page.filter(({ seq }) => seq <= paging.range.last);
}

function byVersion(documents: readonly StoredDocument[]): readonly StoredDocument[] {
  return documents.toSorted((a, b) => a.version - b.version);
}

const fieldCache = new WeakMap<ResourceModel, ReadonlyMap<string, QueryField>>();

function fieldsOf(model: ResourceModel): ReadonlyMap<string, QueryField> {
  let fields = fieldCache.get(model);
  if (fields === undefined) {
    fields = queryFields(model);
    fieldCache.set(model, fields);
  }
  return fields;
}
