/** What a full run is on disk: a folder with `full.json` and one run folder for each phase, named by it. */

/** How far the run came; it makes the folder that of a full run. */
export const FULL_STATE_FILE = "full.json";

/** In their order. */
export const FULL_PHASES = ["smoke", "load", "readwrite"] as const;
export type FullPhase = (typeof FULL_PHASES)[number];
