/**
 * What a direct `k6 run` does once, in place of the runner: it checks the settings, plans, and sums up. A script beside the
 * bundles of the scenarios; see `direct-script.ts` for who loads it.
 */

import * as load from "./direct/load.ts";
import * as readwrite from "./direct/readwrite.ts";
import * as smoke from "./direct/smoke.ts";
import { keepReason } from "./direct/summary.ts";

export { keepReason, load, readwrite, smoke };
