/** What the steps of a smoke run know of the target: what the client may do there, and what limits it. */

import { SMOKE_WORK_FILE } from "../../lib/contracts/run-files.ts";
import { readSmokeWork, type SmokeWork } from "../../lib/contracts/smoke-work.ts";
import type { Operation } from "../../lib/edfi/token-info.ts";
import { RUN_DIRECTORY, UNDER_RUNNER } from "../settings.ts";
import type { SmokeClient } from "./steps.ts";

export interface SmokeSite {
  readonly client: SmokeClient;
  may(operation: Operation, endpoint: string): boolean;
  /** True when the client sees only items that its education organizations are related to; undefined: not known. */
  isByRelationships(operation: Operation, endpoint: string): boolean | undefined;
}

/** What the runner knows of the target. Called in the init context, where files can be opened; empty in a direct run. */
export function openWork(): SmokeWork {
  return UNDER_RUNNER ? readSmokeWork(open(`${RUN_DIRECTORY}/${SMOKE_WORK_FILE}`)) : {};
}
