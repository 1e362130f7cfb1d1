/** What --resume has to do for one of several runs. */

import { join } from "node:path";
import { EXIT_CODES } from "../../base/errors.ts";
import type { Config } from "../../lib/config/fields.ts";
import { isLoad } from "../../settings/parts.ts";
import { runNames } from "../../store/find-run.ts";
import { readFullRun } from "../../store/full-run.ts";
import { loadState } from "../../store/load-data/load-state.ts";

/** All its loads are finished, or the newest full run is; it has at least one. @param command as in `scripts/` */
export function isFinished(command: string, { resultsDirectory, phase }: Pick<Config, "resultsDirectory" | "phase">) {
  const folders = runNames(resultsDirectory).map((name) => join(resultsDirectory, name));
  if (isLoad(command, { phase })) {
    const states = folders.map(loadState).filter((state) => state !== undefined);
    return states.length > 0 && states.every((state) => state === "finished");
  }
  const newest = folders.map(readFullRun).find((state) => state !== undefined);
  return newest?.order.every((name) => newest.phases[name] === EXIT_CODES.pass.code) === true;
}
