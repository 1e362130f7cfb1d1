/** Typed calls of the Configuration Service (`/v3`): data stores, vendors, applications, credentials. */

import type { LoadTestError } from "../../base/errors.ts";
import { asRecord, asText, type JsonRecord, parseJson } from "../../lib/edfi/json.ts";
import type { HttpAnswer } from "../http.ts";
import type { AdminSession } from "./admin-session.ts";
import { listAll } from "./paging.ts";

export interface DataStore {
  readonly id: number;
  readonly name: string;
  readonly dataStoreType: string;
}

export interface Vendor {
  readonly id: number;
  readonly company: string;
  readonly contactName?: string;
  readonly contactEmailAddress?: string;
  readonly namespacePrefixes: readonly string[];
}

export type VendorInput = Required<Omit<Vendor, "id">>;

export interface ApplicationInput {
  readonly vendorId: number;
  readonly applicationName: string;
  readonly claimSetName: string;
  readonly educationOrganizationIds: readonly number[];
  readonly dataStoreIds: readonly number[];
}

export interface Application extends ApplicationInput {
  readonly id: number;
}

export interface Credentials {
  /** Of the application, or of the API client for `addApiClient`; 0 if the response has none. */
  readonly id: number;
  readonly key: string;
  /** Shown by the service only once. */
  readonly secret: string;
}

export async function listDataStores(session: AdminSession): Promise<readonly DataStore[]> {
  const rows = await listAll(session, "/v3/dataStores");
  if (rows === undefined) throw session.failure("GET", "/v3/dataStores", await session.call("GET", "/v3/dataStores"));
  return rows.flatMap((row) => {
    const id = idOf(row.id);
    const name = asText(row.name) ?? "";
    return id === undefined ? [] : [{ id, name, dataStoreType: asText(row.dataStoreType) ?? "" }];
  });
}

/** `connectionString` is as seen from the target's server, not from here. Returns the id. */
export async function createDataStore(
  session: AdminSession,
  store: { readonly name: string; readonly dataStoreType: string; readonly connectionString: string },
): Promise<number> {
  const path = "/v3/dataStores";
  const answer = await session.call("POST", path, store);
  const id = answer.status === 201 || answer.status === 200 ? idFromAnswer(answer) : undefined;
  if (id !== undefined) return id;
  // The body may quote the connection string with its password.
  const quiet = { ...answer, text: answer.text.replaceAll(store.connectionString, "***") };
  throw session.failure("POST", path, quiet);
}

/** Undefined when the service cannot list vendors. */
export async function listVendors(session: AdminSession): Promise<readonly Vendor[] | undefined> {
  const rows = await listAll(session, "/v3/vendors");
  return rows?.flatMap((row) => {
    const id = idOf(row.id);
    const company = asText(row.company);
    if (id === undefined || company === undefined) return [];
    const contactName = asText(row.contactName);
    const contactEmailAddress = asText(row.contactEmailAddress);
    return [
      {
        id,
        company,
        ...(contactName === undefined ? {} : { contactName }),
        ...(contactEmailAddress === undefined ? {} : { contactEmailAddress }),
        namespacePrefixes: prefixesOf(row.namespacePrefixes),
      },
    ];
  });
}

/** Creates a vendor, or updates the one with this company name (the service answers 201 or 200). Returns the id. */
export async function saveVendor(session: AdminSession, vendor: VendorInput): Promise<number> {
  const path = "/v3/vendors";
  const answer = await session.call("POST", path, {
    company: vendor.company,
    contactName: vendor.contactName,
    contactEmailAddress: vendor.contactEmailAddress,
    namespacePrefixes: vendor.namespacePrefixes.join(","),
  });
  const id = answer.status === 201 || answer.status === 200 ? idFromAnswer(answer) : undefined;
  if (id === undefined) throw session.failure("POST", path, answer);
  return id;
}

/** Undefined when the service cannot list applications. */
export async function listApplications(session: AdminSession): Promise<readonly Application[] | undefined> {
  const rows = await listAll(session, "/v3/applications");
  return rows?.flatMap((row) => {
    const id = idOf(row.id);
    const vendorId = idOf(row.vendorId);
    const applicationName = asText(row.applicationName);
    if (id === undefined || vendorId === undefined || applicationName === undefined) return [];
    const claimSetName = asText(row.claimSetName) ?? "";
    const educationOrganizationIds = idsOf(row.educationOrganizationIds);
    return [
      { id, vendorId, applicationName, claimSetName, educationOrganizationIds, dataStoreIds: idsOf(row.dataStoreIds) },
    ];
  });
}

export type ApplicationResult =
  | { readonly kind: "created"; readonly credentials: Credentials }
  /** The vendor already has an application of this name. */
  | { readonly kind: "name-taken"; readonly failure: LoadTestError };

/** @throws LoadTestError for every failure but a name that is taken. */
export async function createApplication(
  session: AdminSession,
  application: ApplicationInput,
): Promise<ApplicationResult> {
  const path = "/v3/applications";
  const answer = await session.call("POST", path, { ...application, profileIds: [] });
  const credentials = credentialsOf(answer);
  if (credentials !== undefined) return { kind: "created", credentials };
  const failure = session.failure("POST", path, answer, applicationFix(answer, application));
  if (isNameTaken(answer)) return { kind: "name-taken", failure };
  throw failure;
}

/** False when the service has no such call. */
export async function updateApplication(
  session: AdminSession,
  id: number,
  application: ApplicationInput,
): Promise<boolean> {
  const path = `/v3/applications/${id}`;
  const answer = await session.call("PUT", path, { id, ...application, profileIds: [] });
  if (answer.status === 404 || answer.status === 405) return false;
  if (answer.status !== 204 && answer.status !== 200) throw session.failure("PUT", path, answer);
  return true;
}

/** @param path of a vendor, an application or a claim set: `/v3/vendors/7`. What is missing counts as deleted. */
export async function deleteRecord(session: AdminSession, path: string): Promise<void> {
  const answer = await session.call("DELETE", path);
  if (answer.status !== 204 && answer.status !== 200 && answer.status !== 404)
    throw session.failure("DELETE", path, answer);
}

/** The application that a client belongs to; undefined if the service does not return it. */
export async function applicationOfClient(session: AdminSession, clientId: string): Promise<number | undefined> {
  const answer = await session.call("GET", `/v3/apiClients/${encodeURIComponent(clientId)}`);
  return answer.status === 200 ? idOf(asRecord(parseJson(answer.text))?.applicationId) : undefined;
}

/** A new secret for an application; undefined when the service does not map this call (its default). */
export async function resetCredential(session: AdminSession, applicationId: number): Promise<Credentials | undefined> {
  const path = `/v3/applications/${applicationId}/reset-credential`;
  const answer = await session.call("PUT", path, {});
  if (answer.status === 404 || answer.status === 405) return undefined;
  const credentials = credentialsOf(answer);
  if (credentials === undefined) throw session.failure("PUT", path, answer);
  return credentials;
}

function applicationFix(answer: HttpAnswer, application: ApplicationInput): string | undefined {
  if (answer.status === 409 && /data ?store/i.test(answer.text)) {
    return `The data store ${application.dataStoreIds.join(", ")} does not exist; choose one from GET /v3/dataStores.`;
  }
  if (answer.status === 409) return `The vendor ${application.vendorId} no longer exists; run setup-client again.`;
  if (answer.status === 400) {
    return "Correct the value named in the response. The name of a claim set must not contain white space.";
  }
  return undefined;
}

function isNameTaken(answer: HttpAnswer): boolean {
  if (answer.status !== 400 && answer.status !== 409) return false;
  return /non-unique-identity|application.{0,400}(?:already exists|duplicate|must be unique|in use)/is.test(
    answer.text,
  );
}

function credentialsOf(answer: HttpAnswer): Credentials | undefined {
  if (answer.status !== 200 && answer.status !== 201) return undefined;
  const record = asRecord(parseJson(answer.text));
  const key = asText(record?.key);
  const secret = asText(record?.secret);
  if (key === undefined || secret === undefined) return undefined;
  return { id: idOf(record?.id) ?? idFromAnswer(answer) ?? 0, key, secret };
}

/** From the end of `Location`, else from `id` in the body. */
function idFromAnswer(answer: HttpAnswer): number | undefined {
  const last = /\/(\d+)\/?(?:[?#].*)?$/.exec(answer.headers.get("location") ?? "")?.[1];
  return idOf(last) ?? idOf(asRecord(parseJson(answer.text))?.id);
}

function idOf(value: unknown): number | undefined {
  const id = typeof value === "string" && value !== "" ? Number(value) : value;
  return typeof id === "number" && Number.isSafeInteger(id) && id > 0 ? id : undefined;
}

function idsOf(value: JsonRecord[string]): readonly number[] {
  return Array.isArray(value) ? value.map(Number).filter((id) => Number.isSafeInteger(id)) : [];
}

/** The service writes prefixes as one text with commas; a list is taken too. */
function prefixesOf(value: unknown): readonly string[] {
  const texts = Array.isArray(value) ? value.map(String) : String(value ?? "").split(",");
  return texts.map((text) => text.trim()).filter((text) => text !== "");
}
