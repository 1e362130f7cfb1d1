/** DELETE: removes an item that nothing refers to. */
import type { SandboxResponse } from "../http.ts";
import { problem } from "../problem.ts";
import type { StoredDocument } from "../store/types.ts";
import { bodyOf } from "./content.ts";
import { type Engine, type ItemCall, NO_BODY, NOT_THERE } from "./engine.ts";
import { keyValues } from "./natural-key.ts";
import { preconditionRefusal } from "./preconditions.ts";
import { itemOf } from "./update.ts";

export function remove(engine: Engine, call: ItemCall): SandboxResponse {
  const { request, plan, client } = call;
  const denied = engine.authorize(client, plan.model, "Delete", request);
  if (denied !== undefined) return denied;
  const stored = itemOf(engine, call);
  const unmet = preconditionRefusal(request, stored, engine.epoch);
  if (unmet !== undefined) return unmet;
  if (stored === undefined) return NOT_THERE;
  const foreign = engine.limits.refuse(client, plan.model, "Delete", { stored }, request.correlationId);
  if (foreign !== undefined) return foreign;
  const referrer = referrerName(engine, stored);
  if (referrer !== undefined) {
    const detail = `The requested action cannot be performed because this item is referenced by existing ${referrer} item(s).`;
    return problem("dependentItem", { correlationId: request.correlationId, detail });
  }
  const oldKeyValues = keyValues(plan.key, bodyOf(stored));
  const version = engine.store.remove(stored);
  const kept = engine.limits.keepsDeleted(plan.model) ? { text: stored.text } : {};
  const { table, id, key } = stored;
  engine.store.track({ kind: "delete", table, id, version, key, oldKeyValues, ...kept });
  return { status: 204, headers: NO_BODY };
}

/** The first by name of the resources that hold a reference to the item; the item itself does not count. */
function referrerName({ store, plans }: Engine, document: StoredDocument): string | undefined {
  if (!store.isReferenced(document)) return undefined;
  const names = new Set<string>();
  for (const referrer of store.referrers(document)) {
    if (referrer.seq !== document.seq) names.add(plans.byTable.get(referrer.table)?.model.name ?? referrer.table);
  }
  return [...names].toSorted()[0];
}
