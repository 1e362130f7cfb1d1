/** A readwrite plan without work and items, for tests that replace what they need. */

import { UNPACED } from "../../src/lib/contracts/readwrite-plan.ts";

export const EMPTY_PLAN = {
  mix: { cells: [] },
  scenarios: {},
  thresholds: {},
  readBack: { first: 0, every: 0 },
  ...UNPACED,
  usable: [],
  changes: {},
} as const;
