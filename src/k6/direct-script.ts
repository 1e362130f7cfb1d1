/**
 * The script of a direct `k6 run`, in VU 0 only: there k6 reads the options, fills shared arrays, and calls `setup` and
 * `handleSummary`. No other VU loads it.
 */

export type { SummaryData } from "./direct/summary.ts";

// Not `require` alone: esbuild would put a function of its own in its place.
export const direct = (
  FOR_RUNNER || __VU !== 0 ? undefined : globalThis.require("./direct.js")
) as typeof import("./direct.ts");
