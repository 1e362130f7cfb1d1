/** Rates that the user gives: today's, and the one that is needed. */

import { formatCount, formatDuration, formatPercent } from "../../base/figures.ts";
import { datasetSettings } from "../../lib/config/dataset-settings.ts";
import { DATASET_FIELDS } from "../../lib/config/fields/dataset.ts";
import { resolveConfig } from "../../lib/config/resolve.ts";
import { parseDuration } from "../../lib/config/value.ts";
import { createDataset } from "../../lib/data/create-dataset.ts";
import { rateText } from "../../results/capacity/capacity-lines.ts";
import { findProfile, readEnvLayer } from "../../settings/profile.ts";
import { USER_ROOT } from "../../settings/root.ts";
import { positiveRate } from "../../workload/paced/rate.ts";

export interface WantedRate {
  readonly perSecond: number;
  /** In words, with what it means. */
  readonly text: string;
  /** All of them are creates: the load of a profile. */
  readonly isOfCreates?: true;
}

/**
 * A rate, or the load of a profile within a time: `prod/4h`.
 * @returns undefined when it is neither. @throws LoadTestError "usage" for an unknown profile
 */
export function parseNeed(text: string): WantedRate | undefined {
  const perSecond = positiveRate(text);
  if (perSecond !== undefined) return { perSecond, text: `${rateText(perSecond)}/s` };
  const at = text.lastIndexOf("/");
  const ms = parseDuration(text.slice(at + 1));
  if (at <= 0 || ms === undefined || ms <= 0) return undefined;
  const items = itemsOf(text.slice(0, at));
  const needed = (1000 * items) / ms;
  const inWords = `${formatCount(items)} items in ${formatDuration(ms)}, ${rateText(needed)}/s`;
  return { perSecond: needed, text: inWords, isOfCreates: true };
}

/** A load is compared with a mix that does something else, too. @param creates share of the mix, 0 to 1 */
export function ofMix(need: WantedRate, creates: number): WantedRate {
  if (need.isOfCreates !== true || creates === 1) return need;
  return { ...need, text: `${need.text} (the mix has ${formatPercent(creates)} creates)` };
}

/** Items of a profile's dataset. */
function itemsOf(profile: string): number {
  const layer = readEnvLayer(USER_ROOT, findProfile(USER_ROOT, profile));
  const dataset = createDataset(datasetSettings(resolveConfig(DATASET_FIELDS, [layer]).config));
  return dataset.endpoints.reduce((sum, endpoint) => sum + dataset.count(endpoint), 0);
}
