/** What `npm run bench` measures. */

import { accuracy } from "./accuracy.ts";
import { memoryOfAllResources } from "./all-resources.ts";
import { coordinatorCost } from "./coordinator-cost.ts";
import type { Measure } from "./figure.ts";
import { loadCost } from "./load-cost.ts";
import { localCost } from "./local-cost.ts";
import { longRun } from "./long.ts";
import { compareMeasuring } from "./measuring.ts";
import { peers } from "./peers.ts";
import { readwriteCost } from "./readwrite-cost.ts";
import { runnerCost } from "./runner-cost.ts";
import { bodyCost, memoryRatio, sandboxWrites, startOfVus } from "./single-figures.ts";
import { smokeCost } from "./smoke-cost.ts";

/** Measured where no name is given, in this order. */
const USUAL: Readonly<Record<string, Measure>> = {
  smoke: smokeCost,
  load: loadCost,
  readwrite: readwriteCost,
  memory: memoryRatio,
  start: startOfVus,
  body: bodyCost,
  sandbox: sandboxWrites,
};

export const USUAL_MEASURES = Object.keys(USUAL);

export const MEASURES: Readonly<Record<string, Measure>> = {
  ...USUAL,
  measuring: compareMeasuring,
  accuracy,
  resources: memoryOfAllResources,
  long: longRun,
  local: localCost,
  coordinator: coordinatorCost,
  runner: runnerCost,
  peers,
};
