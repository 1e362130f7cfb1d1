/** Waits until a target has read a claim set: DMS does so at its start and every ten minutes. */

import { setTimeout as sleep } from "node:timers/promises";
import { LoadTestError } from "../../base/errors.ts";
import { formatDuration } from "../../lib/config/value.ts";
import { isInTheClear, shorterBases } from "../../lib/edfi/api-urls.ts";
import type { AdminSession } from "../config-service/admin-session.ts";
import type { DiscoveredTarget } from "../discover-target.ts";
import { send } from "../http.ts";
import type { AccessToken } from "../token.ts";
import type { ClientCheck } from "./verify-client.ts";

const POLL_MS = 3_000;
const LINE_MS = 30_000;
/** A token is not used up to its last second. */
const TOKEN_MARGIN_MS = 60_000;

export interface Wait {
  readonly claimSet: string;
  readonly longestMs: number;
  /** A claim set that the target has. */
  readonly alternative: string;
  readonly check: (token: AccessToken | undefined) => Promise<ClientCheck>;
  readonly log: (line: string) => void;
}

/**
 * @returns the first check that finds the claim set
 * @throws LoadTestError "preflight" when the time is up; a later set-up continues to wait.
 */
export async function waitForClaimSet(
  first: ClientCheck & { kind: "claim set unknown" },
  wait: Wait,
): Promise<ClientCheck> {
  const { claimSet, longestMs, alternative, log } = wait;
  log(`The target has not read claim set ${claimSet} yet: DMS reads claim sets at its start and every 10 minutes`);
  log(`A restart of the DMS makes it known at once; --claim-set ${alternative} gives a client that works now`);
  log(`Waiting up to ${formatDuration(longestMs)}; after Ctrl-C, npm run setup-client continues`);
  const found = process.stderr.isTTY
    ? await (await import("zx")).spinner(`waiting for claim set ${claimSet}`, () => poll(first, wait, () => {}))
    : await poll(first, wait, log);
  if (found !== undefined) return found;
  const text = `The target has not read claim set ${claimSet} within ${formatDuration(longestMs)}: ${first.text}`;
  throw new LoadTestError("preflight", text, {
    hint:
      "The client is saved: restart the DMS, or run npm run setup-client again, which continues to wait " +
      `(--claim-set-wait); or use --claim-set ${alternative}`,
  });
}

async function poll(
  first: ClientCheck & { kind: "claim set unknown" },
  { claimSet, longestMs, check }: Wait,
  log: (line: string) => void,
): Promise<ClientCheck | undefined> {
  const startMs = Date.now();
  let lineMs = startMs + LINE_MS;
  let { token } = first;
  while (Date.now() - startMs < longestMs) {
    await sleep(Math.min(POLL_MS, longestMs - (Date.now() - startMs)));
    const isOver = Date.now() > token.receivedAtMs + token.expiresInSeconds * 1000 - TOKEN_MARGIN_MS;
    const next = await check(isOver ? undefined : token).catch(ignoreExpected);
    if (next !== undefined && next.kind !== "claim set unknown") return next;
    token = next?.token ?? token;
    if (Date.now() < lineMs) continue;
    lineMs += LINE_MS;
    log(`Waiting for claim set ${claimSet} (${Math.round((Date.now() - startMs) / 1000)} s)`);
  }
  return undefined;
}

/** Ignores expected errors: the DMS may be restarted meanwhile. */
function ignoreExpected(error: unknown): undefined {
  if (!(error instanceof LoadTestError)) throw error;
}

/**
 * Has the target read claim sets anew, where its operator has enabled that (404: not enabled, the default of DMS).
 * The administrative token is only sent to an address that asks for one.
 * @returns whether it did
 */
export async function reloadClaimSets(session: AdminSession, { baseUrl }: DiscoveredTarget): Promise<boolean> {
  for (const base of shorterBases(baseUrl)) {
    const url = `${base}/management/reload-claimsets`;
    const { status } = await send({ method: "POST", url });
    if (status === 200) return true;
    if (status === 401 && !isInTheClear(url, session.baseUrl))
      return (await session.callElsewhere("POST", url)).status === 200;
  }
  return false;
}
