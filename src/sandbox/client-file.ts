/** The ready-made client: an application like any other, its key and secret kept in `client.env`. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseEnv } from "node:util";
import { createApplication } from "./config-service/applications.ts";
import { DEVELOPMENT_SECRET } from "./config-service/service.ts";
import { type Application, type ConfigRepository, ONLY_DATA_STORE, writePrivateFile } from "./config-service/state.ts";
import { generatePlainSecret } from "./oauth/secrets.ts";
import { CLIENT_FILE } from "./store-directory.ts";

const VENDOR = "Sandbox";
const APPLICATION = "Ready-made client";
/** Covers every namespace. */
const NAMESPACE_PREFIXES = "uri://";

export interface ClientFileOptions {
  readonly directory: string;
  readonly repository: ConfigRepository;
  readonly claimSetName: string;
  readonly educationOrganizationIds: readonly number[];
  readonly baseUrl: string;
  readonly configServiceUrl: string;
  /** Absent: not multi-tenant. */
  readonly tenant?: string | undefined;
  readonly dataStoreId?: number;
}

/** Makes sure that the client exists with the wanted claim set and education organizations. @returns the file's path. */
export function writeClientFile(options: ClientFileOptions): string {
  const file = join(options.directory, CLIENT_FILE);
  const { key, secret } = readyMadeClient(options, existsSync(file) ? parseEnv(readFileSync(file, "utf8")) : {});
  writePrivateFile(
    file,
    [
      "# Written by the sandbox at each start; its port changes.",
      `API_BASE_URL=${options.baseUrl}`,
      `CONFIG_SERVICE_URL=${options.configServiceUrl}`,
      `CLIENT_ID=${key}`,
      `CLIENT_SECRET=${secret}`,
      `CONFIG_SERVICE_CLIENT_SECRET=${DEVELOPMENT_SECRET}`,
      ...(options.tenant === undefined ? [] : [`API_TENANT=${options.tenant}`]),
      "",
    ].join("\n"),
  );
  return file;
}

function readyMadeClient(
  { repository, claimSetName, educationOrganizationIds, dataStoreId = ONLY_DATA_STORE }: ClientFileOptions,
  known: Readonly<Record<string, string | undefined>>,
): { key: string; secret: string } {
  const { state } = repository;
  const key = known.CLIENT_ID;
  const secret = known.CLIENT_SECRET;
  const client = state.apiClients.find(({ clientId }) => clientId === key);
  const application = state.applications.find(({ id }) => id === client?.applicationId);
  if (key !== undefined && secret !== undefined && client !== undefined && application !== undefined) {
    const wanted = { ...application, claimSetName, educationOrganizationIds };
    if (JSON.stringify(wanted) !== JSON.stringify(application)) {
      state.applications = state.applications.map((entry) => (entry === application ? wanted : entry));
      repository.save();
    }
    return { key, secret };
  }
  return createClient(repository, { claimSetName, educationOrganizationIds, dataStoreIds: [dataStoreId] });
}

function createClient(
  repository: ConfigRepository,
  rights: Pick<Application, "claimSetName" | "educationOrganizationIds" | "dataStoreIds">,
): { key: string; secret: string } {
  const { state } = repository;
  let vendor = state.vendors.find(({ company }) => company === VENDOR);
  if (vendor === undefined) {
    vendor = {
      id: repository.nextId(),
      company: VENDOR,
      contactName: "Sandbox",
      contactEmailAddress: "sandbox@example.org",
      namespacePrefixes: NAMESPACE_PREFIXES,
    };
    state.vendors.push(vendor);
  }
  const vendorId = vendor.id;
  const isOld = (entry: Application): boolean =>
    entry.vendorId === vendorId &&
    entry.applicationName === APPLICATION &&
    entry.dataStoreIds.join() === rights.dataStoreIds.join();
  const old = state.applications.find(isOld);
  state.applications = state.applications.filter((entry) => entry !== old);
  state.apiClients = state.apiClients.filter(({ applicationId }) => applicationId !== old?.id);
  const application = {
    applicationName: APPLICATION,
    vendorId,
    ...rights,
    profileIds: [],
  };
  return createApplication(repository, application, generatePlainSecret);
}
