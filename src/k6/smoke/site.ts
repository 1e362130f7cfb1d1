/** The target as the steps of a smoke run see it: the client's permissions and their limits. */

import { SMOKE_WORK_FILE } from "../../lib/contracts/run-files.ts";
import { readSmokeWork, type SmokeWork } from "../../lib/contracts/smoke-work.ts";
import type { Operation } from "../../lib/edfi/token-info.ts";
import { RUN_DIRECTORY } from "../settings.ts";
import type { SmokeClient } from "./steps.ts";

export interface SmokeSite {
  readonly client: SmokeClient;
  may(operation: Operation, endpoint: string): boolean;
  /** True when the client sees only items that its education organizations are related to; undefined: not known. */
  isByRelationships(operation: Operation, endpoint: string): boolean | undefined;
}

/** Facts from the runner. Called in the init context, where files can be opened; empty in a direct run. */
export function openWork(): SmokeWork {
  return FOR_RUNNER ? readSmokeWork(open(`${RUN_DIRECTORY}/${SMOKE_WORK_FILE}`)) : {};
}
