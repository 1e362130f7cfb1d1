/** GET of `/deletes` and `/keyChanges`. */
import type { SandboxResponse } from "../http.ts";
import { problem } from "../problem.ts";
import type { TrackedChange } from "../store/types.ts";
import { JSON_CONTENT, parameterRefusal, readCondition } from "./collection.ts";
import type { Call, Engine } from "./engine.ts";
import { readOffset } from "./paging.ts";
import { type ChangeRange, type QueryParameters, queryParameters } from "./query-parameters.ts";

const ALLOWED: ReadonlySet<string> = new Set(["limit", "offset", "totalcount", "minchangeversion", "maxchangeversion"]);

export function trackedChanges(engine: Engine, call: Call, kind: TrackedChange["kind"]): SandboxResponse {
  const { request, plan, client } = call;
  const { correlationId } = request;
  const parameters = queryParameters(request.query);
  const reading = readOffset(parameters, engine.maximumPageSize);
  if ("errors" in reading) return parameterRefusal(reading.errors, correlationId);
  const condition = readCondition(call, parameters);
  if ("refusal" in condition) return condition.refusal;
  const { range } = condition;
  const foreign = namesOfOtherQueries(parameters);
  if (foreign.length > 0) return problem("badRequest", { correlationId, errors: foreign });
  const denied = engine.authorize(client, plan.model, "ReadChanges", request);
  if (denied !== undefined) return denied;
  const visible = engine.limits.visibleChange(client, plan.model) ?? (() => true);
  const changes = engine.store
    .tracked(plan.table)
    .filter((change) => change.kind === kind && isIn(range, change) && visible(change));
  const rows = kind === "delete" ? deletes(engine, plan.table, changes) : collapsed(changes);
  const { paging } = reading;
  if (paging.kind !== "offset") throw new Error("unreachable: paging by offset only");
  const headers = { ...JSON_CONTENT, ...(paging.totalCount ? { "Total-Count": String(rows.length) } : {}) };
  const page = rows.slice(paging.offset, paging.offset + paging.limit);
  return { status: 200, headers, body: JSON.stringify(page) };
}

/** Filters and page tokens are understood, but not here. */
function namesOfOtherQueries(parameters: QueryParameters): string[] {
  return [...parameters]
    .filter(([lowerName]) => !ALLOWED.has(lowerName))
    .map(([, { name }]) => `The query field '${name}' is not valid for this Change Query endpoint.`);
}

function isIn({ minimum, maximum }: ChangeRange, { version }: TrackedChange): boolean {
  return version >= (minimum ?? 0) && version <= (maximum ?? Number.POSITIVE_INFINITY);
}

/** An item that exists again under the same key was not deleted, as far as a client that catches up is concerned. */
function deletes(engine: Engine, table: string, changes: readonly TrackedChange[]): unknown[] {
  return changes
    .filter(({ key }) => engine.store.table(table).byKey(key) === undefined)
    .map(({ id, version, oldKeyValues }) => ({ id, changeVersion: version, keyValues: oldKeyValues }));
}

/** Several changes of one item become one: the first old key, the last new one. */
function collapsed(changes: readonly TrackedChange[]): unknown[] {
  const byId = new Map<string, { first: TrackedChange; last: TrackedChange }>();
  for (const change of changes) {
    const known = byId.get(change.id);
    byId.set(change.id, { first: known?.first ?? change, last: change });
  }
  return [...byId.values()]
    .sort((a, b) => a.last.version - b.last.version)
    .map(({ first, last }) => ({
      id: last.id,
      changeVersion: last.version,
      oldKeyValues: first.oldKeyValues,
      newKeyValues: last.newKeyValues,
    }));
}
