/** What tells several runs in one data store apart, that start at the same time. */

import type { ReadwritePlan } from "../../lib/contracts/readwrite-plan.ts";
import type { Settings } from "../../settings/settings.ts";
import { plannedDuration } from "../../workload/mix/load-model.ts";
import type { ReadwriteWork } from "./readwrite-work.ts";

/**
 * Serial numbers rise from start to start. Those of runs at the same time are apart by a share of their duration: far
 * more than the numbers that a run uses, and less than the time until a later one starts.
 */
export function startingAt(
  { sharing }: Pick<Settings, "sharing">,
  { load }: Pick<ReadwriteWork, "load">,
): Pick<ReadwritePlan, "startedMs" | "sharing"> {
  if (sharing === undefined) return { startedMs: Date.now() };
  const { warmUpMs, measuredMs } = plannedDuration(load);
  const apartMs = Math.round(((warmUpMs + measuredMs) * sharing.index) / sharing.count);
  return { startedMs: Date.now() + apartMs, sharing };
}
