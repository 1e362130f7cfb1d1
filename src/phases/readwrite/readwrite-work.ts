/** The work of one readwrite run: what is to be done, and on what. */

import type { ResourceCounts } from "../../target/verification/count-resources.ts";
import type { ModelSettings } from "./mix/load-model.ts";
import type { ReadwriteData } from "./readwrite-data.ts";
import type { ChosenMix } from "./readwrite-mix.ts";
import type { ReadwriteSetup } from "./readwrite-setup.ts";

export interface ReadwriteWork {
  readonly chosen: ChosenMix;
  readonly data: ReadwriteData;
  readonly setup: ReadwriteSetup;
  /** Before a baseline: VUs that the user did not set follow from it. */
  readonly load: ModelSettings;
  readonly isOpen: boolean;
  /** Of the baseline in milliseconds; 0: none. */
  readonly baselineMs: number;
  /** The user set it, or the profile did. */
  readonly isSet: (key: string) => boolean;
  /** Of everything loaded, before the run. */
  readonly before: ResourceCounts;
  readonly warmUpMs: number;
  readonly measuredMs: number;
}
