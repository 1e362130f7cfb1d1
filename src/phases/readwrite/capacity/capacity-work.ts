/** The work of one capacity run. */

import type { SearchControl } from "../../../results/capacity/search-control.ts";
import type { ReadwriteWork } from "../readwrite-work.ts";
import type { CapacitySettings } from "./capacity-settings.ts";

export interface CapacityWork extends ReadwriteWork {
  readonly settings: CapacitySettings;
  /** Made when the run starts. */
  control: SearchControl | undefined;
}
