/** What the runner knows about the target of a smoke run, and k6 cannot find out. */

import { SMOKE_WORK_FILE } from "../../lib/contracts/run-files.ts";
import { readSmokeWork, type SmokeWork } from "../../lib/contracts/smoke-work.ts";
import { RUN_DIRECTORY } from "../settings.ts";

/** Called in the init context, where files can be opened. Empty in a direct run. */
export function openWork(): SmokeWork {
  return FOR_RUNNER ? readSmokeWork(open(`${RUN_DIRECTORY}/${SMOKE_WORK_FILE}`)) : {};
}
