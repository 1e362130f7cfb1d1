/** What the checks of the target are given, and what they find. */

import type { Dataset } from "../../lib/data/dataset.ts";
import type { DependencyRow } from "../../lib/edfi/dependency-rows.ts";
import type { TokenInfo } from "../../lib/edfi/token-info.ts";
import type { Strategies } from "../authorization/strategies.ts";
import type { ServiceInput } from "../config-service/service-login.ts";
import type { Discovery } from "../discovery.ts";
import type { WantedResource } from "./claims-check.ts";

export interface TargetInput {
  readonly baseUrl: string;
  /** Overrides the token address of the discovery document. */
  readonly tokenUrl?: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Takes a token from elsewhere (the run's broker) instead of asking for one. */
  readonly getToken?: (tokenUrl: string) => Promise<string>;
  readonly wanted: readonly WantedResource[];
  /** Lists the strategies that authorize the client. */
  readonly service?: ServiceInput;
  /** What the run writes. */
  readonly datasets?: readonly Dataset[];
}

/** Facts found by the checks; each is present if its check passed. */
export interface TargetFacts {
  readonly baseUrl?: string;
  readonly discovery?: Discovery;
  readonly clockSkewMs?: number;
  readonly tokenInfo?: TokenInfo;
  readonly strategies?: Strategies;
  readonly dependencies?: readonly DependencyRow[];
}
