/** Deletes what the set-up has created for an owner, and nothing else. */

import { LoadTestError } from "../../base/errors.ts";
import { type AdminSession, openAdminSession, ServiceFailure } from "../config-service/admin-session.ts";
import { type ClaimSet, listClaimSets } from "../config-service/claim-sets.ts";
import { type Application, deleteRecord, listApplications } from "../config-service/config-service.ts";
import { loginOf } from "../config-service/service-login.ts";
import { discoverTarget } from "../discover-target.ts";
import type { ClientSetupInput } from "./client-setup.ts";
import { findVendor, isOfOwner, isOfOwnVendor } from "./obtain-client.ts";
import { isSameName, OWN_CLAIM_SET } from "./own-claim-set.ts";
import { tryClient } from "./settle-client.ts";
import { forgetClient, readStoredClient } from "./stored-client.ts";

/** What was deleted, each by its name. */
export interface Removed {
  readonly applications: readonly string[];
  readonly claimSets: readonly string[];
  readonly vendors: readonly string[];
}

/**
 * The applications of this owner with their clients; the tool's claim set and vendor when no application is left that
 * uses them; and the client in the file when it no longer works.
 * @throws LoadTestError naming the call, its status and the fix.
 */
export async function removeClient(input: ClientSetupInput): Promise<Removed> {
  const { log } = input;
  const session = await openAdminSession(loginOf(input, "The client must be removed"));
  const all = (await listApplications(session)) ?? [];
  const own = all.filter(({ applicationName }) => isOfOwner(applicationName, input));
  for (const { id, applicationName } of own) {
    await deleteRecord(session, `/v3/applications/${id}`);
    log(`Deleted application ${id} "${applicationName}" with its client`);
  }
  const left = all.filter((application) => !own.includes(application));
  const claimSets = await removeClaimSet(session, left, log);
  const vendors = await removeVendor(session, left, input);
  await removeStoredClient(input);
  return { applications: own.map(({ applicationName }) => applicationName), claimSets, vendors };
}

async function removeClaimSet(
  session: AdminSession,
  left: readonly Application[],
  log: (line: string) => void,
): Promise<readonly string[]> {
  const known = (await knownClaimSets(session)).find(({ name }) => isSameName(name, OWN_CLAIM_SET));
  if (known === undefined || known.isSystemReserved) return [];
  const users = left.filter(({ claimSetName }) => isSameName(claimSetName, OWN_CLAIM_SET));
  if (users.length > 0) {
    log(`Kept claim set ${known.name}: used by ${namesOf(users)}`);
    return [];
  }
  await deleteRecord(session, `/v3/claimSets/${known.id}`);
  log(`Deleted claim set ${known.name}`);
  return [known.name];
}

/** None when the service does not show any: then none was created. */
async function knownClaimSets(session: AdminSession): Promise<readonly ClaimSet[]> {
  try {
    return await listClaimSets(session);
  } catch (error) {
    if (error instanceof ServiceFailure && error.isRefusal) return [];
    throw error;
  }
}

async function removeVendor(
  session: AdminSession,
  left: readonly Application[],
  { vendor: company, log }: ClientSetupInput,
): Promise<readonly string[]> {
  const vendor = await findVendor(session, company);
  if (vendor === undefined) return [];
  const users = left.filter(({ vendorId }) => vendorId === vendor.id);
  if (users.length > 0 || !isOfOwnVendor(vendor)) {
    const why = users.length > 0 ? `it has ${namesOf(users)}` : "it was not created by setup-client";
    log(`Kept vendor ${vendor.id} "${vendor.company}": ${why}`);
    return [];
  }
  await deleteRecord(session, `/v3/vendors/${vendor.id}`);
  log(`Deleted vendor ${vendor.id} "${vendor.company}"`);
  return [vendor.company];
}

/** Takes the client out of the file when the target rejects it now. */
async function removeStoredClient(input: ClientSetupInput): Promise<void> {
  const { envFile, log, tokenUrl } = input;
  try {
    const target = await discoverTarget(input.baseUrl, tokenUrl);
    const stored = await readStoredClient(input, target.baseUrl, log);
    if (stored === undefined || (await tryClient({ target, tokenUrl }, stored)).kind !== "refused") return;
    await forgetClient(input);
    log(`Removed client ${stored.clientId} from ${envFile}`);
  } catch (error) {
    if (!(error instanceof LoadTestError)) throw error;
    log(`Not checked whether the client in ${envFile} still works: ${error.message}`);
  }
}

function namesOf(applications: readonly Application[]): string {
  return applications.map(({ id, applicationName }) => `application ${id} "${applicationName}"`).join(", ");
}
