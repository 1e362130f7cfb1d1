/** Which resources a target has lost items of since a run wrote them, by a crash or a restored backup. */

import { ItemSet } from "../../lib/plan/ranges.ts";
import type { JournalResult } from "../../store/journal/read-journal.ts";
import type { RunPlan } from "../../store/load-data/run-plan.ts";
import type { DataClient } from "../../target/data-client.ts";
import { countResources } from "../../target/verification/count-resources.ts";

/**
 * Endpoints with fewer items at the target than there must be by the count before the run and the journal. Which items are
 * lost is unknown, so all items of the resource are sent again; existing ones are not changed. Resources that cannot be
 * counted are assumed to be complete.
 */
export async function endpointsWithLosses(
  client: DataClient,
  plan: RunPlan,
  journal: JournalResult,
): Promise<string[]> {
  const present = new ItemSet(plan.items);
  for (const item of plan.presentItems) present.add(item);
  const { counts } = await countResources(
    client,
    plan.segments.map(({ endpoint }) => endpoint),
  );
  return plan.segments.flatMap(({ endpoint, first, count }) => {
    const counted = counts[endpoint];
    if (counted === undefined) return [];
    let done = 0;
    for (let item = first; item < first + count; item++) if (journal.done.has(item) || present.has(item)) done++;
    const written = (plan.countsBefore?.[endpoint] ?? 0) + (journal.created[endpoint] ?? 0);
    return counted < Math.max(done, written) ? [endpoint] : [];
  });
}
