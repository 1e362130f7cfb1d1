/** k6 scenarios of a run whose pace the runner sets. Pure. */

import type { Scenario } from "../../lib/contracts/readwrite-plan.ts";
import { probeModel } from "../mix/load-model.ts";

/** Time for requests that are in progress when the runner stops k6. */
const GRACE = "30s";

/**
 * VUs that do operations at the pace that the runner sets, until it ends k6.
 * @param longestMs after which k6 ends by itself
 */
export function pacedModel(vus: number, longestMs: number): Record<string, Scenario> {
  const executor = { executor: "constant-vus", vus, duration: `${longestMs}ms`, gracefulStop: GRACE };
  return { readwrite: { exec: "readwrite", ...executor }, probe: probeModel(longestMs) };
}
