/** GET of one item. */
import type { SandboxResponse } from "../http.ts";
import { type Engine, type ItemCall, NOT_THERE } from "./engine.ts";
import { etagHeader, ifNoneMatchNames } from "./etag.ts";
import { representation } from "./representation.ts";
import { itemOf } from "./update.ts";

export function read(engine: Engine, call: ItemCall): SandboxResponse {
  const { request, plan, client } = call;
  const denied = engine.authorize(client, plan.model, "Read", request);
  if (denied !== undefined) return denied;
  const stored = itemOf(engine, call);
  if (stored === undefined) return NOT_THERE;
  const foreign = engine.limits.refuse(client, plan.model, "Read", { stored }, request.correlationId);
  if (foreign !== undefined) return foreign;
  const headers = { ETag: etagHeader(stored, engine.epoch), Vary: "Accept" };
  const ifNoneMatch = request.headers["if-none-match"];
  if (ifNoneMatch && ifNoneMatchNames(ifNoneMatch, stored, engine.epoch))
    return { status: 304, headers: { "Content-Type": "text/plain", ...headers } };
  return {
    status: 200,
    headers: { "Content-Type": "application/json; charset=utf-8", ...headers },
    body: JSON.stringify(representation(engine, plan, stored)),
  };
}
