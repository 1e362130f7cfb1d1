/** PUT: replaces an item by its id; for eight resources also its natural key. */

import type { ResourceModel } from "../../api-model/types.ts";
import type { SandboxResponse } from "../http.ts";
import { problem } from "../problem.ts";
import type { StoredDocument } from "../store/types.ts";
import { checkBody } from "./body-checks.ts";
import { changeKey } from "./cascade.ts";
import { columnRefusal } from "./column-limits.ts";
import { contentOf, isUnchanged, keepSpelling } from "./content.ts";
import { type Engine, type ItemCall, type ItemValues, locationOf, NO_BODY } from "./engine.ts";
import { etagHeader } from "./etag.ts";
import { preconditionRefusal } from "./preconditions.ts";
import { resolveReferences } from "./references.ts";
import { tableKey } from "./resource-plan.ts";

export function update(engine: Engine, call: ItemCall): SandboxResponse {
  const { request, plan, client, id } = call;
  const { correlationId } = request;
  const checked = checkBody(request, plan, id);
  if ("refusal" in checked) return checked.refusal;
  const { shaped } = checked;
  const denied = engine.authorize(client, plan.model, "Update", request);
  if (denied !== undefined) return denied;
  const stored = itemOf(engine, call);
  const unmet = preconditionRefusal(request, stored, engine.epoch);
  if (unmet !== undefined) return unmet;
  if (stored === undefined) return problem("itemNotFound", { correlationId });
  const refused = (values: ItemValues) => engine.limits.refuse(client, plan.model, "Update", values, correlationId);
  const foreign = refused({ stored });
  if (foreign !== undefined) return foreign;
  const resolution = resolveReferences(engine, shaped, correlationId);
  const keyChanges = tableKey(plan, shaped.body) !== stored.key;
  if (keyChanges && !plan.model.allowIdentityUpdates) return keyChangeRefusal(plan.model, correlationId);
  if ("isInvalid" in resolution && resolution.isInvalid) return resolution.refusal;
  const beyond = refused({ proposed: shaped.body, missing: resolution.missing });
  if (beyond !== undefined) return beyond;
  if ("refusal" in resolution) return resolution.refusal;
  const tooBig = columnRefusal(plan.model, shaped.overflows, correlationId);
  if (tooBig !== undefined) return tooBig;
  if (keyChanges) {
    const change = changeKey(engine, { plan, stored, body: shaped.body, refs: resolution.refs, correlationId });
    return "refusal" in change ? change.refusal : written(engine, call, change.document);
  }
  keepSpelling(plan, stored, shaped.body);
  const content = contentOf(plan, shaped.body, resolution.refs);
  return written(engine, call, isUnchanged(stored, content) ? stored : engine.store.replace(stored, content));
}

/** The item that the path names, if this resource has it. */
export function itemOf(engine: Engine, { plan, id }: ItemCall): StoredDocument | undefined {
  const document = engine.store.byId(id);
  return document?.table === plan.table ? document : undefined;
}

function written(engine: Engine, call: ItemCall, document: StoredDocument): SandboxResponse {
  return {
    status: 204,
    headers: { ...NO_BODY, Location: locationOf(call, document.id), ETag: etagHeader(document, engine.epoch) },
  };
}

function keyChangeRefusal({ name, isDescriptor }: ResourceModel, correlationId: string): SandboxResponse {
  const detail = isDescriptor
    ? `Identity of resource 'Ed-Fi.${name}' cannot be changed. Descriptor identity fields (Namespace, CodeValue) are immutable on PUT.`
    : `Identifying values for the ${name} resource cannot be changed. Delete and recreate the resource item instead.`;
  return problem("keyChange", { correlationId, detail });
}
