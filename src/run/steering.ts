/** What steers a run while k6 runs: it follows the journal and sets the pace. */

import type { ProbeLine } from "../lib/contracts/journal/engine-lines.ts";
import type { Schedule } from "../lib/pace/schedule.ts";
import type { Measured } from "./measurements/journal-lines.ts";

export interface Steering {
  /** Asked by VUs each second. */
  schedule(): Schedule;
  /** A line about a request. */
  measured(found: Measured): void;
  /** The clock of the journal, about each second, after the requests before. */
  clock(probe: ProbeLine): void;
}
