/** What the steps of a smoke run know of the target: what the client may do there, and what limits it. */

import type { Operation } from "../../lib/edfi/token-info.ts";
import type { SmokeClient } from "./steps.ts";

export interface SmokeSite {
  readonly client: SmokeClient;
  may(operation: Operation, endpoint: string): boolean;
  /** True when the client sees only items that its education organizations are related to; undefined: not known. */
  isByRelationships(operation: Operation, endpoint: string): boolean | undefined;
}
