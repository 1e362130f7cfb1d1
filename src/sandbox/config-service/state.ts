/** The state of the Configuration Service, and its file. */
import { chmodSync, existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { LoadTestError } from "../../base/errors.ts";
import { type StoredClaimSet, systemClaimSets } from "../claims/registry.ts";

/** A client of the Configuration Service itself. */
export interface AdminClient {
  readonly clientId: string;
  readonly displayName: string;
  readonly secretHash: string;
  readonly scopes: readonly string[];
}

export interface Vendor {
  readonly id: number;
  readonly company: string;
  readonly contactName: string;
  readonly contactEmailAddress: string;
  /** Comma-separated. */
  readonly namespacePrefixes: string;
}

export interface Application {
  readonly id: number;
  readonly applicationName: string;
  readonly vendorId: number;
  readonly claimSetName: string;
  readonly educationOrganizationIds: readonly number[];
  readonly dataStoreIds: readonly number[];
  readonly profileIds: readonly number[];
}

/** Key and secret of an application. */
export interface ApiClientRecord {
  readonly id: number;
  readonly applicationId: number;
  readonly name: string;
  readonly clientId: string;
  readonly clientUuid: string;
  readonly secretHash: string;
  readonly isApproved: boolean;
  readonly dataStoreIds: readonly number[];
}

export interface DataStore {
  readonly id: number;
  readonly dataStoreType: string;
  readonly name: string;
  readonly connectionString: string;
}

export interface DataStoreContext {
  readonly id: number;
  readonly dataStoreId: number;
  readonly contextKey: string;
  readonly contextValue: string;
}

export interface ConfigState {
  lastId: number;
  adminClients: AdminClient[];
  vendors: Vendor[];
  applications: Application[];
  apiClients: ApiClientRecord[];
  dataStores: DataStore[];
  dataStoreContexts: DataStoreContext[];
  claimSets: StoredClaimSet[];
  /** Of the last time that claims were replaced as a whole. */
  claimsReloadId?: string;
}

export interface ConfigRepository {
  readonly state: ConfigState;
  /** The next unused id; ids are unique over all kinds. */
  nextId(): number;
  /** Writes the state; to be called after each change. */
  save(): void;
}

/** Of a sandbox without tenants and route qualifiers. */
export const ONLY_DATA_STORE = 1;
const STATE_FILE = "config-service.json";

function emptyState(): ConfigState {
  const claimSets = systemClaimSets();
  return {
    lastId: 0,
    adminClients: [],
    vendors: [],
    applications: [],
    apiClients: [],
    dataStores: [
      {
        id: ONLY_DATA_STORE,
        dataStoreType: "Development",
        name: "Embedded sandbox store",
        connectionString: "embedded=sandbox",
      },
    ],
    dataStoreContexts: [],
    claimSets,
  };
}

/**
 * @param directory of the store; absent: nothing is kept.
 * @param lastIdElsewhere of other repositories that must have other ids
 */
export function openConfigRepository(
  directory: string | undefined,
  lastIdElsewhere: () => number = () => 0,
): ConfigRepository {
  const file = directory === undefined ? undefined : join(directory, STATE_FILE);
  const state = file !== undefined && existsSync(file) ? readState(file) : emptyState();
  state.lastId = Math.max(
    state.lastId,
    ...state.claimSets.map(({ id }) => id),
    ...state.dataStores.map(({ id }) => id),
  );
  return {
    state,
    nextId: () => {
      state.lastId = Math.max(state.lastId, lastIdElsewhere()) + 1;
      return state.lastId;
    },
    save: () => {
      if (file !== undefined) writePrivateFile(file, `${JSON.stringify(state, undefined, 1)}\n`);
    },
  };
}

function readState(file: string): ConfigState {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as ConfigState;
  } catch (cause) {
    throw new LoadTestError("preflight", `reading ${file}: it is not a state file of the sandbox`, {
      hint: "start with --fresh to begin with an empty store",
      cause,
    });
  }
}

/** Replaces a file in one step, readable by its owner only. */
export function writePrivateFile(file: string, content: string | Buffer): void {
  const temporary = `${file}.${process.pid}.tmp`;
  writeFileSync(temporary, content, { mode: 0o600 });
  chmodSync(temporary, 0o600);
  renameSync(temporary, file);
}
