/** How the load was made, in a few words: users or a rate. Pure. */

import { plural } from "../../../base/figures.ts";
import { rateText } from "../../capacity/capacity-lines.ts";
import { manifestSetting } from "../../manifest-setting.ts";
import type { RunSummary } from "../../run-summary.ts";

/** `10 users`, `rate, 40 operations/s`; undefined where nothing tells. @param manifest manifest.json */
export function modelText(summary: RunSummary, manifest: Readonly<Record<string, unknown>>): string | undefined {
  const { capacity, soak, spike, openModel, generator } = summary;
  if (capacity !== undefined) return capacity.by === "users" ? "rising numbers of users" : "rising rates";
  if (soak !== undefined) return `rate, ${rateText(soak.perSecond)} operations/s`;
  if (spike !== undefined)
    return `rate, ${rateText(spike.before.perSecond)} operations/s, then ${rateText(spike.spike.perSecond)}`;
  if (openModel !== undefined) return `rate, ${rateText(openModel.askedPerSecond)} operations/s`;
  const rate = summary.load === undefined ? 0 : Number(manifestSetting(manifest, "ARRIVAL_RATE") ?? 0);
  if (rate > 0) return `rate, ${rateText(rate)} items/s`;
  return generator === undefined || generator.vusMax === 0 ? undefined : plural(generator.vusMax, "user");
}
