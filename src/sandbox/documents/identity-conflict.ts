/** 409: the key belongs to another item already. */
import type { SandboxResponse } from "../http.ts";
import { problem } from "../problem.ts";
import { fieldOf, type JsonObject, pathSteps, valueAt } from "./json-paths.ts";
import type { ResourcePlan } from "./resource-plan.ts";

export function identityConflict(
  plan: ResourcePlan,
  body: JsonObject,
  attempt: "create a new" | "update a",
  correlationId: string,
): SandboxResponse {
  const values = plan.model.identity.map((path) => `(${fieldOf(path)} = ${valueAt(body, pathSteps(path))})`).join(",");
  const text = `A natural key conflict occurred when attempting to ${attempt} resource ${plan.model.name} with a duplicate key. The duplicate keys and values are ${values}`;
  return problem("identityConflict", { correlationId, errors: [text] });
}
