/** The load phase before a phase that works on loaded data, where nothing is loaded. */

import { LoadTestError } from "../base/errors.ts";
import { LOAD } from "../phases/load/load.ts";
import type { RunSite } from "../run/phase.ts";
import type { PhaseBefore } from "../run/run-phase.ts";
import { findData } from "../workload/data/find-data.ts";

/** @param phase that comes after it */
export function loadBefore(phase: string): PhaseBefore {
  return { phase: LOAD, isNeeded: (site) => isEmpty(site, phase) };
}

/** What reading the data of a load says where there is none, or of another target. */
const ABSENT = ["config", "results"];

/** Whether the target holds nothing that a load left. */
async function isEmpty({ context, target }: RunSite, phase: string): Promise<boolean> {
  const { config } = context.settings;
  if (config.discover || config.dataFile !== "") return false;
  try {
    await findData(config, target.installation, target.client, []);
    return false;
  } catch (error) {
    if (!(error instanceof LoadTestError) || !ABSENT.includes(error.kind)) throw error;
    context.output.progress(`${phase.padEnd(8)}  nothing is loaded: the load phase comes first`);
    return true;
  }
}
