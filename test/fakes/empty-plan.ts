/** A readwrite plan without work and items, for tests that replace what they need. */

export const EMPTY_PLAN = {
  mix: { cells: [] },
  scenarios: {},
  thresholds: {},
  readBack: { first: 0, every: 0 },
  counts: {},
  ifMatch: false,
  thinkMs: 0,
  timesIterations: false,
  isPaced: false,
  stock: 0,
  usable: [],
  changes: {},
} as const;
