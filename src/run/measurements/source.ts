/** Where the figures of a run come from. Live view, stop rules, verdict and reports read them from here alone. */

import type { Figures } from "../../results/measurements/record.ts";
import type { RunListener } from "../run.ts";

/** Passes one batch per period (a second, as a rule) to `Run.measured`. */
export interface MeasurementSource extends RunListener {
  /** Of all starts of k6 so far; undefined before the end of the first period. */
  readonly totals: Figures | undefined;
  /** Lowest mean latency of a period in milliseconds; undefined before there was one. */
  readonly fastestMs: number | undefined;
  /** One start of k6 is over. @param requests k6's own count, where it wrote one */
  partEnded(requests: number | undefined): void;
  /** Packs what was kept on disk. */
  close(): Promise<void>;
}
