/** A client is settled when the target lets it read data: it is tried out, and its permissions are printed. */

import { LoadTestError } from "../../base/errors.ts";
import { operationsOn, type TokenInfo } from "../../lib/edfi/token-info.ts";
import type { Attempt } from "../../lib/http/retry-policy.ts";
import type { AdminSession } from "../config-service/admin-session.ts";
import type { ServiceInput } from "../config-service/service-login.ts";
import { UNKNOWN_CLAIM_SET_FIX } from "../data-call.ts";
import type { DiscoveredTarget } from "../discover-target.ts";
import { repeat } from "../repeat.ts";
import type { AccessToken } from "../token.ts";
import type { ClaimSetChoice } from "./own-claim-set.ts";
import type { StoredClient } from "./stored-client.ts";
import { type ClientCheck, checkClient } from "./verify-client.ts";
import { reloadClaimSets, waitForClaimSet } from "./wait-for-claim-set.ts";

export interface Trial {
  readonly target: DiscoveredTarget;
  /** Overrides the token address of the discovery document. */
  readonly tokenUrl?: string | undefined;
  /** Says what the client may do where the target does not. */
  readonly service?: ServiceInput | undefined;
  /** Longest wait until the target has read a new claim set. */
  readonly claimSetWaitMs: number;
  /** Endpoints of the dataset. */
  readonly wantedResources: readonly string[];
  /** A claim set that the target should have. */
  readonly alternative: string;
  readonly log: (line: string) => void;
}

export interface Coverage {
  readonly allowed: number;
  readonly wanted: number;
}

type Works = ClientCheck & { readonly kind: "works" };

/** A new client may take a moment until the target's caches know it. */
const LIMITS = { transient: 3, firstPauseMs: 500 };

export function tryClient(
  { target, tokenUrl, service }: Pick<Trial, "target" | "tokenUrl" | "service">,
  client: StoredClient,
  token?: AccessToken,
): Promise<ClientCheck> {
  const { discovery } = target;
  return checkClient(discovery, { ...client, tokenUrl: tokenUrl ?? discovery.urls.oauth }, { known: token, service });
}

/**
 * Waits for the target where that helps.
 * @param session of the Configuration Service, to have the target read claim sets anew
 * @throws LoadTestError when the client does not work in the end
 */
export async function settleClient(
  trial: Trial,
  client: StoredClient,
  choice: ClaimSetChoice,
  session: AdminSession | undefined,
): Promise<Works> {
  const { target, log, alternative, claimSetWaitMs: longestMs } = trial;
  let check = await tryClient(trial, client);
  const isBehind = choice.isChanged || check.kind === "claim set unknown";
  if (isBehind && session !== undefined && (await reloadClaimSets(session, target))) {
    log("The target has reloaded its claim sets (/management/reload-claimsets)");
    check = await tryClient(trial, client);
  } else if (choice.isChanged && check.kind === "works") {
    log(
      "The target applies the changed claim set when it reads claim sets again: DMS within 10 minutes, or at a restart",
    );
  }
  if (check.kind === "claim set unknown") {
    const { claimSet = choice.name } = check;
    const again = (token: AccessToken | undefined): Promise<ClientCheck> => tryClient(trial, client, token);
    check = await waitForClaimSet(check, { claimSet, longestMs, alternative, check: again, log });
  }
  if (check.kind !== "works") check = await tryAgain(trial, client);
  if (check.kind !== "works") throw notWorking(client, check);
  log(`Client ${client.clientId} works: ${check.call} returned 200`);
  return check;
}

async function tryAgain(trial: Trial, client: StoredClient): Promise<ClientCheck> {
  const attempt = async (): Promise<ClientCheck & Attempt> => {
    const check = await tryClient(trial, client);
    return { ...check, outcome: check.kind === "works" ? "read" : "unavailable" };
  };
  return (await repeat(attempt, { limits: LIMITS, chance: () => 1 })).last;
}

function notWorking({ clientId }: StoredClient, check: Exclude<ClientCheck, Works>): LoadTestError {
  if (check.kind !== "refused") return new LoadTestError("preflight", check.text, { hint: UNKNOWN_CLAIM_SET_FIX });
  const { kind, message, hint = "" } = check.error;
  return new LoadTestError(kind, message, {
    hint: `The client ${clientId} does not work. ${hint}`.trimEnd(),
    cause: check.error,
  });
}

/** Undefined when the target does not list what the client may do. */
export function coverageOf(info: TokenInfo | undefined, wantedResources: readonly string[]): Coverage | undefined {
  if (info?.operations === undefined) return undefined;
  const allowed = wantedResources.filter((resource) => operationsOn(info, resource)?.has("Create") === true);
  return { allowed: allowed.length, wanted: wantedResources.length };
}

/** `may create 55 of the dataset's 122 resources` */
export function describeCoverage({ allowed, wanted }: Coverage): string {
  return `may create ${allowed} of the dataset's ${wanted} resources`;
}
