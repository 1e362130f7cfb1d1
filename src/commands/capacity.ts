/** `npm run capacity`: loads the profile where nothing is loaded, then searches for the highest rate. */

import { LoadTestError } from "../base/errors.ts";
import type { CommandContext } from "../cli/command-context.ts";
import { LOAD } from "../phases/load/load.ts";
import { CAPACITY } from "../phases/readwrite/capacity/capacity.ts";
import { findData } from "../phases/readwrite/readwrite-data.ts";
import type { RunSite } from "../run/phase.ts";
import { runPhase } from "../run/run-phase.ts";

/** @returns the exit code */
export function capacity(context: CommandContext): Promise<number> {
  return runPhase(context, CAPACITY, { phase: LOAD, isNeeded: (site) => isEmpty(site) });
}

/** What reading the data of a load says where there is none, or of another target. */
const ABSENT = ["config", "results"];

/** Whether the target holds nothing that a load left. */
async function isEmpty({ context, target }: RunSite): Promise<boolean> {
  const { config } = context.settings;
  if (config.discover || config.dataFile !== "") return false;
  try {
    await findData(config, target.installation, target.client, []);
    return false;
  } catch (error) {
    if (!(error instanceof LoadTestError) || !ABSENT.includes(error.kind)) throw error;
    context.output.progress("capacity  nothing is loaded: the load phase comes first");
    return true;
  }
}
