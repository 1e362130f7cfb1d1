/**
 * Makes sure that `.env.load-test` holds a client that works on a target, with as little done at the
 * Configuration Service as that takes.
 */

import { LoadTestError } from "../../base/errors.ts";
import { originOf } from "../../lib/edfi/api-urls.ts";
import type { TokenInfo } from "../../lib/edfi/token-info.ts";
import type { Attempt } from "../../lib/http/retry-policy.ts";
import { checkWritable, readEnvFile, tightenMode, writeEnvFile } from "../../settings/env-file/env-file.ts";
import { type AdminLogin, openAdminSession } from "../config-service/admin-session.ts";
import { type DiscoveredTarget, discoverTarget } from "../discover-target.ts";
import { repeat } from "../repeat.ts";
import { chooseDataStore, type DataStoreChoice } from "./choose-data-store.ts";
import { obtainCredentials, obtainVendor } from "./obtain-client.ts";
import { type ClientCheck, checkClient } from "./verify-client.ts";

export interface ClientSetupInput extends Omit<AdminLogin, "configServiceUrl" | "adminClientSecret">, DataStoreChoice {
  /** Both needed only when a client has to be made. */
  readonly configServiceUrl?: string;
  readonly adminClientSecret?: string;
  readonly baseUrl: string;
  /** Overrides the token address of the discovery document. */
  readonly tokenUrl?: string;
  readonly vendor: string;
  readonly namespacePrefixes: readonly string[];
  readonly applicationName: string;
  readonly claimSetName: string;
  /** The claim set was asked for by name: a client with another one does not do, even if it works. */
  readonly isClaimSetFixed?: boolean;
  readonly educationOrganizationIds: readonly number[];
  /** Path of `.env.load-test`. */
  readonly envFile: string;
  /** One line per step; never holds a secret. */
  readonly log: (line: string) => void;
}

export interface ClientSetupResult {
  readonly clientId: string;
  /** False when the client in the file works already. */
  readonly created: boolean;
}

interface StoredClient {
  readonly clientId: string;
  readonly clientSecret: string;
}

/** A new client may take a moment until the target's caches know it. */
const VERIFICATION_LIMITS = { transient: 3, firstPauseMs: 500 };

/**
 * Idempotent: a client in the file that gets a token and is let in stays, and nothing is created.
 * @throws LoadTestError naming the call, its status and the fix.
 */
export async function setUpClient(input: ClientSetupInput): Promise<ClientSetupResult> {
  const target = await discoverTarget(input.baseUrl, input.tokenUrl);
  const stored = await storedClient(input, target);
  if (stored !== undefined) {
    const check = await checkClient(target.discovery, { ...stored, tokenUrl: tokenUrlOf(input, target) });
    const unfit = reasonAgainst(input, check);
    if (check.kind === "works" && unfit === undefined) return await keep(input, target, stored, check);
    input.log(`The client in ${input.envFile} ${unfit}; creating another client`);
  }
  return await makeClient(input, target);
}

function reasonAgainst(input: ClientSetupInput, check: ClientCheck): string | undefined {
  if (check.kind === "refused") return `was rejected (${check.error.message})`;
  const claimSet = check.tokenInfo?.claimSet;
  if (input.isClaimSetFixed !== true || claimSet === undefined || isSameName(claimSet, input.claimSetName))
    return undefined;
  return `has the claim set ${claimSet}`;
}

/** DMS compares names of claim sets without regard to case. */
function isSameName(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

async function keep(
  input: ClientSetupInput,
  target: DiscoveredTarget,
  stored: StoredClient,
  check: ClientCheck & { kind: "works" },
): Promise<ClientSetupResult> {
  if (await tightenMode(input.envFile)) input.log(`${input.envFile} was readable by other users: mode set to 0600`);
  const values = await readEnvFile(input.envFile);
  if (values.API_BASE_URL === undefined) await writeEnvFile(input.envFile, { API_BASE_URL: target.baseUrl });
  input.log(`Client ${stored.clientId} works: ${check.call} returned 200`);
  for (const line of differences(input, check.tokenInfo)) input.log(line);
  return { clientId: stored.clientId, created: false };
}

async function makeClient(input: ClientSetupInput, target: DiscoveredTarget): Promise<ClientSetupResult> {
  const login = loginOf(input);
  await checkWritable(input.envFile);
  const session = await openAdminSession(login);
  const dataStoreId = await chooseDataStore(session, input, input.log);
  const vendorId = await obtainVendor(session, input.vendor, input.namespacePrefixes);
  const { applicationName, claimSetName, educationOrganizationIds } = input;
  const application = {
    vendorId,
    applicationName,
    claimSetName,
    educationOrganizationIds,
    dataStoreIds: [dataStoreId],
  };
  const { key: clientId, secret: clientSecret } = await obtainCredentials(session, application, input.log);
  // Written before it is tried out: the service shows a secret only once.
  await writeEnvFile(input.envFile, { API_BASE_URL: target.baseUrl, CLIENT_ID: clientId, CLIENT_SECRET: clientSecret });
  input.log(`Client ${clientId} written to ${input.envFile}`);
  const check = await verify(input, target, { clientId, clientSecret });
  input.log(`Client ${clientId} works: ${check.call} returned 200`);
  for (const line of differences(input, check.tokenInfo)) input.log(line);
  return { clientId, created: true };
}

async function verify(
  input: ClientSetupInput,
  target: DiscoveredTarget,
  client: StoredClient,
): Promise<ClientCheck & { kind: "works" }> {
  const attempt = async (): Promise<ClientCheck & Attempt> => {
    const check = await checkClient(target.discovery, { ...client, tokenUrl: tokenUrlOf(input, target) });
    return { ...check, outcome: check.kind === "works" ? "read" : "unavailable" };
  };
  const { last } = await repeat(attempt, { limits: VERIFICATION_LIMITS, chance: () => 1 });
  if (last.kind === "works") return last;
  const hint = `The new client ${client.clientId} does not work. ${last.error.hint ?? ""}`.trimEnd();
  throw new LoadTestError(last.error.kind, last.error.message, { hint, cause: last.error });
}

/** The client in the file, unless it is incomplete or belongs to another server, which must not see its secret. */
async function storedClient(input: ClientSetupInput, target: DiscoveredTarget): Promise<StoredClient | undefined> {
  const values = await readEnvFile(input.envFile);
  const { CLIENT_ID: clientId = "", CLIENT_SECRET: clientSecret = "", API_BASE_URL: baseUrl = "" } = values;
  if (clientId === "" && clientSecret === "") return undefined;
  if (clientId === "" || clientSecret === "") {
    input.log(
      `${input.envFile} contains only ${clientId === "" ? "CLIENT_SECRET" : "CLIENT_ID"}; creating another client`,
    );
    return undefined;
  }
  if (baseUrl !== "" && originOf(baseUrl) !== originOf(target.baseUrl)) {
    input.log(`${input.envFile} contains a client for another target, ${originOf(baseUrl)}; creating another client`);
    return undefined;
  }
  return { clientId, clientSecret };
}

function loginOf(input: ClientSetupInput): AdminLogin {
  const { configServiceUrl = "", adminClientSecret = "" } = input;
  const missing = [
    configServiceUrl === "" ? "CONFIG_SERVICE_URL" : "",
    adminClientSecret === "" ? "CONFIG_SERVICE_CLIENT_SECRET" : "",
  ].filter((name) => name !== "");
  if (missing.length > 0) {
    throw new LoadTestError("config", `A client must be created, but ${missing.join(" and ")} is not set`, {
      hint: "Set it, or put the CLIENT_ID and CLIENT_SECRET of an existing client into .env.load-test.",
    });
  }
  return { ...input, configServiceUrl, adminClientSecret };
}

function tokenUrlOf(input: ClientSetupInput, target: DiscoveredTarget): string {
  return input.tokenUrl ?? target.discovery.urls.oauth;
}

/** What the client lacks of what was asked for, as far as the target tells. */
function differences(input: ClientSetupInput, info: TokenInfo | undefined): readonly string[] {
  if (info === undefined) return [];
  const lines: string[] = [];
  if (info.claimSet !== undefined && !isSameName(info.claimSet, input.claimSetName)) {
    lines.push(
      `Note: its claim set is ${info.claimSet}, not ${input.claimSetName}; use --claim-set to create another client`,
    );
  }
  if (info.operations?.size === 0) {
    lines.push(
      `Note: it has no permissions at all; check that the claim set ${info.claimSet ?? input.claimSetName} exists on the target`,
    );
  }
  return lines;
}
