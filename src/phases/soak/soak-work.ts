/** The work of one soak. */

import type { SoakMeter } from "../../results/soak/soak-meter.ts";
import type { HeldRate } from "../../workload/paced/wanted-rate.ts";
import type { EndedWork } from "../../workload/work.ts";

export interface SoakWork extends EndedWork {
  readonly rate: HeldRate;
  readonly durationMs: number;
  /** The mix creates more than it deletes. */
  readonly grows: boolean;
  readonly meter: SoakMeter;
  /** Operations that became due in starts of k6 that are over, and for how long. */
  asked: number;
  askedMs: number;
  /** When the present start of k6 began, by `performance.now()`. */
  partStartMs: number;
}
