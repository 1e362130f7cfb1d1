/** The client's permissions, as far as the script of a smoke run needs them. */

import type { SmokeWork } from "../../lib/contracts/smoke-work.ts";
import { SMOKE_RESOURCES } from "../../lib/plan/smoke-selection.ts";
import { authorizationOf, type Strategies } from "../../target/authorization/strategies.ts";

export const OPERATIONS = ["Create", "Read", "Update", "Delete"] as const;

export function workOf(strategies: Strategies | undefined): SmokeWork {
  if (strategies === undefined) return {};
  const all = SMOKE_RESOURCES.flatMap((resource) => OPERATIONS.map((operation) => ({ operation, resource })));
  const limited = all.filter(
    ({ operation, resource }) => authorizationOf(strategies, resource, [operation]) === "relationships",
  );
  return { byRelationships: limited.map(({ operation, resource }) => `${operation} ${resource}`) };
}
