/**
 * Makes sure that `.env.load-test` contains a client that works on a target, with as little done at the
 * Configuration Service as that takes.
 */

import { LoadTestError } from "../../base/errors.ts";
import { checkWritable, tightenMode } from "../../settings/env-file/env-file.ts";
import { type AdminSession, openAdminSession } from "../config-service/admin-session.ts";
import { applicationOfClient, listApplications } from "../config-service/config-service.ts";
import { isServiceSet, loginOf, type ServiceInput } from "../config-service/service-login.ts";
import { type DiscoveredTarget, discoverTarget } from "../discover-target.ts";
import { chooseDataStore, type DataStoreChoice } from "./choose-data-store.ts";
import {
  type ApplicationIdentity,
  bringUpToDate,
  isOfOwner,
  nameOfApplication,
  obtainCredentials,
  obtainVendor,
} from "./obtain-client.ts";
import {
  type ClaimSetChoice,
  type ClaimSetInput,
  isSameName,
  OWN_CLAIM_SET,
  provideClaimSet,
  USUAL_CLAIM_SET,
} from "./own-claim-set.ts";
import { type Coverage, coverageOf, describeCoverage, settleClient, type Trial, tryClient } from "./settle-client.ts";
import { type ClientPlace, readStoredClient, type StoredClient, storeAddress, storeClient } from "./stored-client.ts";
import type { ClientCheck } from "./verify-client.ts";

export interface ClientSetupInput
  extends ServiceInput,
    DataStoreChoice,
    ApplicationIdentity,
    ClaimSetInput,
    ClientPlace,
    Pick<Trial, "claimSetWaitMs" | "wantedResources"> {
  readonly baseUrl: string;
  /** Overrides the token address of the discovery document. */
  readonly tokenUrl?: string;
  readonly vendor: string;
  readonly namespacePrefixes: readonly string[];
  /** The claim set was asked for: a client with another one is not used, even if it works. */
  readonly isClaimSetFixed?: boolean;
  readonly educationOrganizationIds: readonly number[];
  readonly tenant?: string;
}

export interface ClientSetupResult {
  readonly clientId: string;
  /** False when the client in the file works already. */
  readonly created: boolean;
  readonly claimSet?: string;
  /** How many of the wanted resources the client may create, if the target lists them. */
  readonly resources?: Coverage;
}

interface Refreshed {
  readonly session: AdminSession | undefined;
  readonly choice: ClaimSetChoice;
  /** The client has another data store than the one that was asked for. */
  readonly isElsewhere?: boolean;
}

/**
 * Idempotent: a client in the file that gets a token and is allowed in stays, and nothing is created.
 * @throws LoadTestError naming the call, its status and the fix.
 */
export async function setUpClient(input: ClientSetupInput): Promise<ClientSetupResult> {
  const target = await discoverTarget(input.baseUrl, input.tokenUrl);
  const stored = await readStoredClient(input, target.baseUrl, input.log);
  if (stored !== undefined) {
    const check = await tryClient({ target, tokenUrl: input.tokenUrl, service: input }, stored);
    const unfit = rejectionReason(input, check);
    if (unfit === undefined) return await keepClient(input, target, stored, check);
    input.log(`The client in ${input.envFile} ${unfit}`);
  }
  return await createClient(input, target);
}

function rejectionReason(input: ClientSetupInput, check: ClientCheck): string | undefined {
  if (check.kind === "refused") return `was rejected (${check.error.message})`;
  const { claimSet } = check;
  if (input.isClaimSetFixed !== true || claimSet === undefined || isSameName(claimSet, input.claimSetName))
    return undefined;
  return `has the claim set ${claimSet}`;
}

async function keepClient(
  input: ClientSetupInput,
  target: DiscoveredTarget,
  stored: StoredClient,
  check: ClientCheck,
): Promise<ClientSetupResult> {
  if (await tightenMode(input.envFile)) input.log(`${input.envFile} was readable by other users: mode set to 0600`);
  await storeAddress(input, target.baseUrl);
  const refreshed = await refresh(input, stored, check).catch((error: unknown): Refreshed => {
    if (check.kind !== "works" || !(error instanceof LoadTestError)) throw error;
    input.log(`Not compared with the Configuration Service: ${error.message}`);
    return { session: undefined, choice: unchanged(input) };
  });
  if (refreshed.isElsewhere === true) return await createClient(input, target);
  const works = await settleClient(trialOf(input, target), stored, refreshed.choice, refreshed.session);
  return report(input, stored, works, { created: false, wantedName: input.claimSetName });
}

/** Claim set and application of a client that stays, as far as they were created here, are updated. */
async function refresh(input: ClientSetupInput, stored: StoredClient, check: ClientCheck): Promise<Refreshed> {
  if (!isServiceSet(input) || check.kind === "refused") return { session: undefined, choice: unchanged(input) };
  const session = await openAdminSession(loginOf(input, "The client must be compared with the Configuration Service"));
  const { claimSet } = check;
  const isOurs = claimSet !== undefined && (isSameName(claimSet, OWN_CLAIM_SET) || check.kind !== "works");
  const choice = isOurs ? await provideClaimSet(session, { ...input, claimSetName: claimSet }) : unchanged(input);
  const applicationId = await applicationOfClient(session, stored.clientId);
  const application = (await listApplications(session))?.find(({ id }) => id === applicationId);
  if (application === undefined) return { session, choice };
  const { dataStoreIds } = application;
  if (input.dataStore !== undefined && !dataStoreIds.includes(await chooseDataStore(session, input, input.log)))
    return { session, choice, isElsewhere: true };
  if (isOfOwner(application.applicationName, input)) {
    const { educationOrganizationIds } = input;
    await bringUpToDate(session, application, { dataStoreIds, educationOrganizationIds }, input.log);
  }
  return { session, choice };
}

function unchanged({ claimSetName }: ClientSetupInput): ClaimSetChoice {
  return { name: claimSetName, isChanged: false };
}

async function createClient(input: ClientSetupInput, target: DiscoveredTarget): Promise<ClientSetupResult> {
  const login = loginOf(input, "A client must be created");
  await checkWritable(input.envFile);
  const session = await openAdminSession(login);
  const dataStoreId = await chooseDataStore(session, input, input.log);
  const choice = await provideClaimSet(session, input);
  const vendorId = await obtainVendor(session, input.vendor, input.namespacePrefixes);
  const { educationOrganizationIds } = input;
  const application = {
    vendorId,
    applicationName: nameOfApplication(input, choice.name, dataStoreId),
    claimSetName: choice.name,
    educationOrganizationIds,
    dataStoreIds: [dataStoreId],
  };
  const { key: clientId, secret: clientSecret } = await obtainCredentials(session, application, input.log);
  const client = { clientId, clientSecret };
  // Written before it is tried out: the service shows a secret only once.
  await storeClient(input, target.baseUrl, client);
  input.log(`Client ${clientId} written to ${input.envFile}`);
  const works = await settleClient(trialOf(input, target), client, choice, session);
  const { refusal } = choice;
  return report(input, client, works, { created: true, wantedName: choice.name, ...(refusal && { refusal }) });
}

function trialOf(input: ClientSetupInput, target: DiscoveredTarget): Trial {
  return { ...input, tokenUrl: input.tokenUrl, service: input, target, alternative: USUAL_CLAIM_SET };
}

/** Prints what the client may do and what it lacks, as far as the target lists it. */
function report(
  { log, wantedResources }: ClientSetupInput,
  { clientId }: StoredClient,
  { claimSet, tokenInfo }: ClientCheck & { kind: "works" },
  { created, wantedName, refusal }: { created: boolean; wantedName: string; refusal?: string },
): ClientSetupResult {
  const resources = coverageOf(tokenInfo, wantedResources);
  const ability = resources === undefined ? "" : `: it ${describeCoverage(resources)}`;
  log(`Its claim set is ${claimSet ?? "not known"}${ability}`);
  if (refusal !== undefined)
    log(`Note: not ${OWN_CLAIM_SET}, because the Configuration Service refused it (${refusal}); loads skip the rest`);
  else if (claimSet !== undefined && !isSameName(claimSet, wantedName))
    log(`Note: not ${wantedName}; use --claim-set ${wantedName} to create another client`);
  if (tokenInfo?.operations?.size === 0)
    log(`Note: it has no permissions at all; check that the claim set ${claimSet ?? wantedName} exists on the target`);
  return { clientId, created, ...(claimSet && { claimSet }), ...(resources && { resources }) };
}
