/** The work of a readwrite run, and its data. */

import type { ModelSettings } from "../../workload/mix/load-model.ts";
import type { MixWork } from "../../workload/work.ts";

export interface ReadwriteWork extends MixWork {
  /** Before a baseline: VUs that the user did not set follow from it. */
  readonly load: ModelSettings;
  readonly isOpen: boolean;
  /** Of the baseline in milliseconds; 0: none. */
  readonly baselineMs: number;
  readonly warmUpMs: number;
  readonly measuredMs: number;
}
