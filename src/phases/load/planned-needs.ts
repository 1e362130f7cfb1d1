/** What the resources of a plan need, for k6. */

import type { PlannedNeeds } from "../../lib/contracts/load-work.ts";
import type { Dataset } from "../../lib/data/dataset.ts";
import type { PlanSegment } from "../../lib/plan/load-plan.ts";

/** Resources outside the plan are never missing, so that nothing waits for them. */
export function plannedNeeds(dataset: Pick<Dataset, "needs">, segments: readonly PlanSegment[]): PlannedNeeds {
  return Object.fromEntries(segments.map(({ endpoint }) => [endpoint, dataset.needs(endpoint)]));
}
