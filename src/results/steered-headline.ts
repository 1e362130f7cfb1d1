/** What a capacity run, a soak or a spike found, in one sentence. Pure. */

import type { RunSummary } from "./run-summary.ts";
import { soakHeadline } from "./soak/soak-lines.ts";
import { spikeHeadline } from "./spike/spike-lines.ts";

/**
 * After the name of the target: `takes about 142 operations per second`. Undefined in other phases, and for a spike that the generator
 * did not make as planned: what the target did then says nothing of it.
 */
export function steeredHeadline({ capacity, soak, spike, verdict }: RunSummary): string | undefined {
  if (capacity !== undefined) return capacity.text;
  if (soak !== undefined) return soakHeadline(soak);
  return spike === undefined || verdict === "invalid" ? undefined : spikeHeadline(spike);
}
