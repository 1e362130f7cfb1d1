/** The work of one capacity run. */

import type { SearchControl } from "../../results/capacity/search-control.ts";
import type { EndedWork } from "../../workload/work.ts";
import type { CapacitySettings } from "./capacity-settings.ts";

export interface CapacityWork extends EndedWork {
  readonly settings: CapacitySettings;
  /** Made when the run starts. */
  control: SearchControl | undefined;
}
