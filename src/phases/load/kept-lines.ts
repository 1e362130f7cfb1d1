/** What a load creates although the client may not delete it; printed before anything is created. */
import { mayDo } from "../../lib/edfi/token-info.ts";
import type { LoadPlan } from "../../lib/plan/load-plan.ts";
import { whyUndeletable } from "../../target/authorization/undeletable.ts";
import type { TargetFacts } from "../../target/preflight/target-facts.ts";

export function keptLines({ segments }: LoadPlan, facts: TargetFacts): string[] {
  const operations = facts.tokenInfo?.operations;
  const kept = segments
    .map(({ endpoint }) => endpoint)
    .filter((endpoint) => mayDo(operations, "Create", endpoint) && whyUndeletable(endpoint, facts) !== undefined);
  if (kept.length === 0) return [];
  return [`note      the client may not delete ${kept.join(", ")}: cleanup --client-from FILE uses another client`];
}
