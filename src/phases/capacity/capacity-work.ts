/** The work of one capacity run. */

import type { CapacityControl } from "../../results/capacity/capacity-control.ts";
import type { EndedWork } from "../../workload/work.ts";
import type { CapacitySettings } from "./capacity-settings.ts";

export interface CapacityWork extends EndedWork {
  readonly settings: CapacitySettings;
  /** Made when the run starts. */
  control: CapacityControl | undefined;
}
