/** What distinguishes a start of k6 from others in the same data store, and in the target's log. */

import type { ReadwritePlan } from "../../lib/contracts/readwrite-plan.ts";
import type { Settings } from "../../settings/settings.ts";
import { newCorrelation } from "../../workload/correlation.ts";
import { plannedDuration } from "../../workload/mix/load-model.ts";
import type { ReadwriteWork } from "./readwrite-work.ts";

/**
 * Serial numbers rise from start to start. Those of runs at the same time are apart by a share of their duration: far
 * more than the numbers that a run uses, and less than the time until a later one starts.
 */
export function startingAt(
  { sharing, config }: Pick<Settings, "sharing" | "config">,
  { load }: Pick<ReadwriteWork, "load">,
): Pick<ReadwritePlan, "startedMs" | "sharing" | "correlation"> {
  const correlation = newCorrelation(config);
  if (sharing === undefined) return { startedMs: Date.now(), ...correlation };
  const { warmUpMs, measuredMs } = plannedDuration(load);
  const apartMs = Math.round(((warmUpMs + measuredMs) * sharing.index) / sharing.count);
  return { startedMs: Date.now() + apartMs, sharing, ...correlation };
}
