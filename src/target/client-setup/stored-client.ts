/** The clients in `.env.load-test`, and the address that they are for. */

import { originOf } from "../../lib/edfi/api-urls.ts";
import { type ClientVariables, COMMON_CLIENT, clientVariables } from "../../settings/client-variables.ts";
import { readEnvFile, writeEnvFile } from "../../settings/env-file/env-file.ts";
import { withNamedClient } from "../../settings/target-layers.ts";

export interface StoredClient {
  readonly clientId: string;
  readonly clientSecret: string;
}

/** Where a client is stored. */
export interface ClientPlace {
  /** Path of `.env.load-test`. */
  readonly envFile: string;
  readonly tenant?: string;
  /** Of one of several clients: it is stored in variables with this name. */
  readonly clientName?: string;
  /** What is stored with it, instead of the target's address alone; undefined removes a setting. */
  readonly address?: Readonly<Record<string, string | undefined>>;
}

type Values = Readonly<Record<string, string | undefined>>;

/** Undefined when it is incomplete or belongs to another server, which must not see its secret. */
export async function readStoredClient(
  place: ClientPlace,
  baseUrl: string,
  log: (line: string) => void,
): Promise<StoredClient | undefined> {
  const { envFile } = place;
  const { values, variables } = viewFor(place, await readEnvFile(envFile));
  const { id, secret } = variables;
  const { [id]: clientId = "", [secret]: clientSecret = "", API_BASE_URL = "" } = values;
  if (clientId === "" && clientSecret === "") return undefined;
  if (clientId === "" || clientSecret === "") {
    log(`${envFile} contains only ${clientId === "" ? secret : id}`);
    return undefined;
  }
  if (isOtherServer(API_BASE_URL, baseUrl)) {
    log(`${envFile} contains a client for another target, ${originOf(API_BASE_URL)}`);
    return undefined;
  }
  return { clientId, clientSecret };
}

/** The client of another tenant stays in the file, under its name; those of another server do not. */
export async function storeClient(place: ClientPlace, baseUrl: string, client: StoredClient): Promise<void> {
  const file = await readEnvFile(place.envFile);
  const { values, variables } = viewFor(place, file);
  const foreign = isOtherServer(file.API_BASE_URL ?? "", baseUrl) ? namedIn(file) : changesBetween(file, values);
  const own = { [variables.id]: client.clientId, [variables.secret]: client.clientSecret };
  const address = isOneOfSeveral(place, file, baseUrl) ? {} : { API_BASE_URL: baseUrl, ...place.address };
  await writeEnvFile(place.envFile, { ...foreign, ...address, ...own });
}

/** Of a client that stays. An address in the file stays, too, while it leads to the same tenant. */
export async function storeAddress(place: ClientPlace, baseUrl: string): Promise<void> {
  const file = await readEnvFile(place.envFile);
  if (isOneOfSeveral(place, file, baseUrl)) return;
  const { values } = viewFor(place, file);
  const { API_BASE_URL: _, ...route } = place.address ?? {};
  const isSame = Object.entries(route).every(([name, value]) => file[name] === value);
  if (isSame && file.API_BASE_URL !== undefined) return;
  const changes = changesBetween(file, values);
  await writeEnvFile(place.envFile, { ...changes, API_BASE_URL: baseUrl, ...place.address });
}

export async function forgetClient(place: ClientPlace): Promise<void> {
  const { variables } = viewFor(place, await readEnvFile(place.envFile));
  await writeEnvFile(place.envFile, { [variables.id]: undefined, [variables.secret]: undefined });
}

/** The file as it is for this client: a common client is that of its tenant alone. */
function viewFor(
  { tenant, clientName }: ClientPlace,
  file: Values,
): { readonly values: Values; readonly variables: ClientVariables } {
  const named = clientName ?? tenant;
  const own = named === undefined ? COMMON_CLIENT : clientVariables(named);
  const isNamed = clientName !== undefined || file[own.id] !== undefined;
  const isOfTenant = !isNamed && (file.API_TENANT ?? tenant) === tenant;
  return { values: isOfTenant ? file : withNamedClient(file), variables: isNamed ? own : COMMON_CLIENT };
}

/** The file is for several tenants, this one among them: it stays so. */
function isOneOfSeveral({ tenant = "", clientName }: ClientPlace, file: Values, baseUrl: string): boolean {
  const { API_TENANTS = "", API_BASE_URL = "" } = file;
  const isAmong = API_TENANTS.split(",").some((name) => name.trim() === tenant);
  const hasClient = file[clientVariables(tenant).id] !== undefined;
  return isAmong && hasClient && clientName === undefined && !isOtherServer(API_BASE_URL, baseUrl);
}

function changesBetween(before: Values, after: Values): Values {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return Object.fromEntries(names.filter((name) => before[name] !== after[name]).map((name) => [name, after[name]]));
}

function namedIn(file: Values): Values {
  const names = Object.keys(file).filter((name) => /^CLIENT_(ID|SECRET)_\w+$/.test(name));
  return Object.fromEntries(names.map((name) => [name, undefined]));
}

function isOtherServer(stored: string, baseUrl: string): boolean {
  return stored !== "" && originOf(stored) !== originOf(baseUrl);
}
