/** Vendor, application and a key with its secret, made anew only where they are missing. */
import { randomBytes } from "node:crypto";
import type { LoadTestError } from "../../base/errors.ts";
import type { AdminSession } from "../config-service/admin-session.ts";
import {
  type Application,
  type ApplicationInput,
  addApiClient,
  type Credentials,
  createApplication,
  listApplications,
  listVendors,
  resetCredential,
  saveVendor,
} from "../config-service/config-service.ts";

const CONTACT = { contactName: "Load Test", contactEmailAddress: "load-test@example.org" } as const;
const MOST_NAMES = 100;

/** Finds or creates the vendor; prefixes that it has are never taken away. Returns its id. */
export async function obtainVendor(
  session: AdminSession,
  company: string,
  namespacePrefixes: readonly string[],
): Promise<number> {
  const vendors = await listVendors(session);
  const known = vendors?.find((vendor) => vendor.company.toLowerCase() === company.toLowerCase());
  const prefixes = [...new Set([...(known?.namespacePrefixes ?? []), ...namespacePrefixes])];
  if (known !== undefined && prefixes.length === known.namespacePrefixes.length) return known.id;
  return await saveVendor(session, { ...CONTACT, company, ...known, namespacePrefixes: prefixes });
}

/**
 * A key and secret for the wanted application. An application that is there and fits gets a new secret
 * (reset-credential, where the service maps it) or one more API client; else an application is created,
 * with a number behind its name when the vendor uses the name otherwise.
 */
export async function obtainCredentials(
  session: AdminSession,
  wanted: ApplicationInput,
  log: (line: string) => void,
): Promise<Credentials> {
  const ofVendor = ((await listApplications(session)) ?? []).filter(({ vendorId }) => vendorId === wanted.vendorId);
  const fitting = ofVendor.find((application) => isVersionOf(application, wanted) && fits(application, wanted));
  if (fitting !== undefined) {
    const renewed = await renewCredentials(session, fitting, log);
    if (renewed !== undefined) return renewed;
  }
  const taken = new Set(ofVendor.map((application) => application.applicationName.toLowerCase()));
  return await createNumbered(session, wanted, taken, log);
}

async function renewCredentials(
  session: AdminSession,
  application: Application,
  log: (line: string) => void,
): Promise<Credentials | undefined> {
  const name = `application ${application.id} "${application.applicationName}"`;
  const reset = await resetCredential(session, application.id);
  if (reset !== undefined) {
    log(`New secret for ${name}`);
    return reset;
  }
  const client = await addApiClient(session, {
    applicationId: application.id,
    name: `load-test-${randomBytes(4).toString("hex")}`,
    dataStoreIds: application.dataStoreIds,
  });
  if (client !== undefined) log(`Additional API client for ${name}: the service does not support resetting secrets`);
  return client;
}

async function createNumbered(
  session: AdminSession,
  wanted: ApplicationInput,
  taken: ReadonlySet<string>,
  log: (line: string) => void,
): Promise<Credentials> {
  let failure: LoadTestError | undefined;
  for (let number = 1; number <= MOST_NAMES; number += 1) {
    const applicationName = number === 1 ? wanted.applicationName : `${wanted.applicationName} ${number}`;
    if (taken.has(applicationName.toLowerCase())) continue;
    const result = await createApplication(session, { ...wanted, applicationName });
    if (result.kind === "created") {
      const why = number === 1 ? "" : `, because "${wanted.applicationName}" is in use`;
      log(
        `Application ${result.credentials.id} "${applicationName}" created with claim set ${wanted.claimSetName}${why}`,
      );
      return result.credentials;
    }
    failure = result.failure;
  }
  throw failure ?? new Error(`no name is left for application ${wanted.applicationName}`);
}

/** The same name, or the name with a number behind it. */
function isVersionOf(application: Application, wanted: ApplicationInput): boolean {
  const name = application.applicationName.toLowerCase();
  const base = wanted.applicationName.toLowerCase();
  return name === base || (name.startsWith(`${base} `) && /^\d+$/.test(name.slice(base.length + 1)));
}

function fits(application: Application, wanted: ApplicationInput): boolean {
  const holds = (all: readonly number[], some: readonly number[]): boolean => some.every((id) => all.includes(id));
  return (
    application.claimSetName.toLowerCase() === wanted.claimSetName.toLowerCase() &&
    holds(application.educationOrganizationIds, wanted.educationOrganizationIds) &&
    holds(application.dataStoreIds, wanted.dataStoreIds)
  );
}
