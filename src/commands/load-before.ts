/** The load phase before a phase that works on loaded data, where nothing is loaded. */

import { existsSync } from "node:fs";
import { join } from "node:path";
import { EXIT_CODES, LoadTestError } from "../base/errors.ts";
import { LOAD_DATA_FILE } from "../lib/contracts/run-files.ts";
import { LOAD } from "../phases/load/load.ts";
import type { RunSite } from "../run/phase.ts";
import type { PhaseBefore } from "../run/run-phase.ts";
import { findData } from "../workload/data/find-data.ts";

/** @param phase that comes after it */
export function loadBefore(phase: string): PhaseBefore {
  return {
    phase: LOAD,
    isNeeded: (site) => isNeeded(site, phase),
    // Of a load whose generator was too slow, everything is there: a load that misses an item fails.
    suffices: ({ context }, exitCode) => {
      if (exitCode !== EXIT_CODES.invalid.code) return false;
      context.output.progress(`${phase.padEnd(8)}  everything is loaded; how fast it was does not matter here`);
      return true;
    },
  };
}

/** What reading the data of a load says where there is none, or of another target. */
const ABSENT = ["config", "results"];

/** Whether the target does not hold what a load left. */
async function isNeeded({ context, target }: RunSite, phase: string): Promise<boolean> {
  const { config } = context.settings;
  if (config.discover || config.dataFile !== "") return false;
  try {
    await findData(config, target.installation, target.client, []);
    return false;
  } catch (error) {
    if (!(error instanceof LoadTestError) || !ABSENT.includes(error.kind)) throw error;
    const isKnown = existsSync(join(config.resultsDirectory, LOAD_DATA_FILE));
    const why = isKnown ? error.message.replace(/\.$/, "") : "nothing is loaded";
    context.output.progress(`${phase.padEnd(8)}  ${why}: the load phase comes first`);
    return true;
  }
}
