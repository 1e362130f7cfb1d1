/** The profile of the data that a run uses. Pure. */

import { datasetSettings } from "../../lib/config/dataset-settings.ts";
import type { LoadPhaseData } from "../../lib/contracts/load-data.ts";
import type { DatasetSettings } from "../../lib/data/dataset.ts";
import type { Settings } from "../../settings/settings.ts";

/**
 * @param loaded undefined where items were looked for
 * @returns for a run, `profile` where it is not the one of the settings: a run is named after the size of its data
 */
export function profileOfData(
  { config, profileName }: Pick<Settings, "config" | "profileName">,
  loaded: Pick<LoadPhaseData, "profile" | "dataset"> | undefined,
): { readonly profile?: string } {
  const { profile } = loaded ?? {};
  if (profile === undefined || profile === profileName) return {};
  const wanted: DatasetSettings = datasetSettings(config);
  const isSame = Object.entries(wanted).every(
    ([key, value]) => loaded?.dataset[key as keyof DatasetSettings] === value,
  );
  return isSame ? {} : { profile };
}
