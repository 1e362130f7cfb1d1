/** The table of phases. A new phase is a folder beside this file, a line here, and a scenario in src/scenarios. */

import type { AnyPhase } from "../run/phase.ts";
import { LOAD } from "./load/load.ts";
import { READWRITE } from "./readwrite/readwrite.ts";
import { SMOKE } from "./smoke/smoke.ts";

export const PHASES: readonly AnyPhase[] = [SMOKE, LOAD, READWRITE];

/** The phases of `npm start` and `npm run full`. */
export const FULL: readonly AnyPhase[] = [SMOKE, LOAD, READWRITE];
