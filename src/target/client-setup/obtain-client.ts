/** Vendor, application and a key with its secret, created only where they are missing. */
import { hostname, userInfo } from "node:os";
import type { LoadTestError } from "../../base/errors.ts";
import { isReadByShells } from "../../settings/env-file/env-text.ts";
import type { AdminSession } from "../config-service/admin-session.ts";
import {
  type Application,
  type ApplicationInput,
  type Credentials,
  createApplication,
  deleteRecord,
  listApplications,
  listVendors,
  resetCredential,
  saveVendor,
  updateApplication,
  type Vendor,
} from "../config-service/config-service.ts";

const CONTACT = { contactName: "Load Test", contactEmailAddress: "load-test@example.org" } as const;
const MOST_NAMES = 100;
/** Secrets are random: one in three has characters that not all readers of an env file read the same. */
const MOST_SECRETS = 6;

/** What the name of an application is made of, so that it is found again and belongs to one owner. */
export interface ApplicationIdentity {
  /** `Load test` */
  readonly applicationName: string;
  /** `ann@laptop` */
  readonly owner: string;
}

/** @param owner as given; empty: user and host */
export function ownerOf(owner: string): string {
  const name = owner.trim() === "" ? `${userName()}@${hostname()}` : owner.trim();
  return name.replace(/[\s,]+/g, "-").slice(0, 100);
}

/** A container's user may have no name. */
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return "user";
  }
}

/** One application per claim set, data store and owner. */
export function nameOfApplication(
  { applicationName, owner }: ApplicationIdentity,
  claimSetName: string,
  dataStoreId: number,
): string {
  return `${applicationName}: ${claimSetName}, data store ${dataStoreId}, ${owner}`;
}

/** Whether an application was created here for this owner, for any claim set and data store. */
export function isOfOwner(name: string, { applicationName, owner }: ApplicationIdentity): boolean {
  const [head = "", dataStore = "", ownerPart = "", ...more] = name.toLowerCase().split(", ");
  return (
    more.length === 0 &&
    head.startsWith(`${applicationName.toLowerCase()}: `) &&
    /^data store \d+$/.test(dataStore) &&
    ownerPart.replace(/ \d+$/, "") === owner.toLowerCase()
  );
}

export function isOfOwnVendor(vendor: Vendor): boolean {
  return vendor.contactEmailAddress === CONTACT.contactEmailAddress;
}

export async function findVendor(session: AdminSession, company: string): Promise<Vendor | undefined> {
  const vendors = await listVendors(session);
  return vendors?.find((vendor) => vendor.company.toLowerCase() === company.toLowerCase());
}

/** Finds or creates the vendor; prefixes that it has are never taken away. Returns its id. */
export async function obtainVendor(
  session: AdminSession,
  company: string,
  namespacePrefixes: readonly string[],
): Promise<number> {
  const known = await findVendor(session, company);
  const prefixes = [...new Set([...(known?.namespacePrefixes ?? []), ...namespacePrefixes])];
  if (known !== undefined && prefixes.length === known.namespacePrefixes.length) return known.id;
  return await saveVendor(session, { ...CONTACT, company, ...known, namespacePrefixes: prefixes });
}

/**
 * A key and secret for the wanted application. One of this name is used again: updated, with a new secret.
 * A secret that not every reader of an env file would read the same is replaced, a few times at most.
 */
export async function obtainCredentials(
  session: AdminSession,
  wanted: ApplicationInput,
  log: (line: string) => void,
): Promise<Credentials> {
  const ofVendor = ((await listApplications(session)) ?? []).filter(({ vendorId }) => vendorId === wanted.vendorId);
  const known = ofVendor.find(({ applicationName }) => isSame(applicationName, wanted.applicationName));
  let credentials =
    known === undefined
      ? await createNumbered(session, wanted, ofVendor, log)
      : await reuseApplication(session, known, wanted, log);
  for (let secrets = 1; secrets < MOST_SECRETS && !isReadByShells(credentials.secret); secrets += 1) {
    credentials = await renew(session, credentials.id, wanted);
  }
  return credentials;
}

/** Assigns the wanted IDs. False: they differ, and the service has no call to change an application. */
export async function bringUpToDate(
  session: AdminSession,
  known: Application,
  wanted: Pick<ApplicationInput, "educationOrganizationIds" | "dataStoreIds">,
  log: (line: string) => void,
): Promise<boolean> {
  const { educationOrganizationIds, dataStoreIds } = wanted;
  const isCurrent =
    isSameIds(known.educationOrganizationIds, educationOrganizationIds) && isSameIds(known.dataStoreIds, dataStoreIds);
  if (isCurrent) return true;
  const { id, ...fields } = known;
  if (!(await updateApplication(session, id, { ...fields, educationOrganizationIds, dataStoreIds }))) return false;
  log(`Application ${id}: education organizations ${educationOrganizationIds.join(", ")}`);
  return true;
}

async function reuseApplication(
  session: AdminSession,
  known: Application,
  wanted: ApplicationInput,
  log: (line: string) => void,
): Promise<Credentials> {
  const isUpToDate = await bringUpToDate(session, known, wanted, log);
  log(`New secret for application ${known.id} "${known.applicationName}"`);
  return isUpToDate ? await renew(session, known.id, wanted) : await replace(session, known.id, wanted);
}

/** A service that resets no secrets (the default of DMS) gets the application anew. */
async function renew(session: AdminSession, id: number, wanted: ApplicationInput): Promise<Credentials> {
  return (await resetCredential(session, id)) ?? (await replace(session, id, wanted));
}

async function replace(session: AdminSession, id: number, wanted: ApplicationInput): Promise<Credentials> {
  await deleteRecord(session, `/v3/applications/${id}`);
  return await createNumbered(session, wanted, [], () => {});
}

async function createNumbered(
  session: AdminSession,
  wanted: ApplicationInput,
  others: readonly Application[],
  log: (line: string) => void,
): Promise<Credentials> {
  const taken = new Set(others.map((application) => application.applicationName.toLowerCase()));
  let failure: LoadTestError | undefined;
  for (let number = 1; number <= MOST_NAMES; number += 1) {
    const applicationName = number === 1 ? wanted.applicationName : `${wanted.applicationName} ${number}`;
    if (taken.has(applicationName.toLowerCase())) continue;
    const result = await createApplication(session, { ...wanted, applicationName });
    if (result.kind === "created") {
      const why = number === 1 ? "" : `, because "${wanted.applicationName}" is in use`;
      log(`Application ${result.credentials.id} "${applicationName}" created${why}`);
      return result.credentials;
    }
    failure = result.failure;
  }
  throw failure ?? new Error(`no name is left for application ${wanted.applicationName}`);
}

function isSameIds(one: readonly number[], other: readonly number[]): boolean {
  return one.length === other.length && one.every((id) => other.includes(id));
}

function isSame(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
