/** POST: creates the item, or replaces the one with the same natural key. */
import type { SandboxResponse } from "../http.ts";
import type { StoredDocument } from "../store/types.ts";
import { checkBody } from "./body-checks.ts";
import { columnRefusal } from "./column-limits.ts";
import { contentOf, isUnchanged, keepSpelling } from "./content.ts";
import { type Call, type Engine, type ItemValues, locationOf, NO_BODY } from "./engine.ts";
import { etagHeader } from "./etag.ts";
import { identityConflict } from "./identity-conflict.ts";
import { preconditionRefusal } from "./preconditions.ts";
import { resolveReferences } from "./references.ts";
import { aliasOf, tableKey } from "./resource-plan.ts";

export function upsert(engine: Engine, call: Call): SandboxResponse {
  const { request, plan, client } = call;
  const { correlationId } = request;
  const checked = checkBody(request, plan);
  if ("refusal" in checked) return checked.refusal;
  const { shaped } = checked;
  const denied = engine.authorize(client, plan.model, "Create", request);
  if (denied !== undefined) return denied;
  const stored = engine.store.table(plan.table).byKey(tableKey(plan, shaped.body));
  const unmet = preconditionRefusal(request, stored, engine.epoch);
  if (unmet !== undefined) return unmet;
  const refused = (values: ItemValues) => engine.limits.refuse(client, plan.model, "Create", values, correlationId);
  const foreign = stored && refused({ stored });
  if (foreign !== undefined) return foreign;
  const resolution = resolveReferences(engine, shaped, correlationId);
  if ("isInvalid" in resolution && resolution.isInvalid) return resolution.refusal;
  const beyond = refused({ proposed: shaped.body, missing: resolution.missing });
  if (beyond !== undefined) return beyond;
  if ("refusal" in resolution) return resolution.refusal;
  const tooBig = columnRefusal(plan.model, shaped.overflows, correlationId);
  if (tooBig !== undefined) return tooBig;
  const takenKey = () => identityConflict(plan, shaped.body, "create a new", correlationId);
  if (stored !== undefined && isLostRace(call, stored)) return takenKey();
  if (stored !== undefined) keepSpelling(plan, stored, shaped.body);
  const content = contentOf(plan, shaped.body, resolution.refs);
  if (stored === undefined) {
    const alias = aliasOf(plan, shaped.body);
    if (alias !== undefined && engine.store.byAlias(alias) !== undefined) return takenKey();
    return written(engine, call, 201, engine.store.insert(plan.table, content));
  }
  return written(engine, call, 200, isUnchanged(stored, content) ? stored : engine.store.replace(stored, content));
}

/** The item was created after this POST of its key had arrived. DMS repeats such a POST itself for descriptors only. */
function isLostRace({ request, plan }: Call, { seq }: StoredDocument): boolean {
  const { newestOnArrival } = request;
  return newestOnArrival !== undefined && seq > newestOnArrival && !plan.model.isDescriptor;
}

function written(engine: Engine, call: Call, status: number, document: StoredDocument): SandboxResponse {
  return {
    status,
    headers: { ...NO_BODY, Location: locationOf(call, document.id), ETag: etagHeader(document, engine.epoch) },
  };
}
