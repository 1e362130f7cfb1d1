/** Opens a sandbox for each tenant and each combination of route qualifiers; those of a tenant share its clients. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { openTenant, type Tenant } from "../access.ts";
import type { SandboxApp } from "../app.ts";
import { type ConfigRepository, ONLY_DATA_STORE } from "../config-service/state.ts";
import { createSandbox, type Sandbox, type SandboxSettings } from "../sandbox.ts";
import { type RoutePlan, storesOf } from "./route-plan.ts";
import { createTenantApp, type Part } from "./tenant-app.ts";

export interface OpenPart extends Part {
  readonly sandbox: Sandbox;
  /** Of its base address: `/a/2025`. */
  readonly path: string;
  /** For its client file. Empty: nothing outlives the process. */
  readonly directory: string;
}

export interface Parts {
  readonly app: SandboxApp;
  readonly parts: readonly OpenPart[];
  /** Writes everything down. */
  close(): Promise<void>;
}

/** @param directory empty: nothing outlives the process. */
export function openParts(plan: RoutePlan, settings: SandboxSettings, directory = ""): Parts {
  const tenants: Tenant[] = [];
  const parts: OpenPart[] = [];
  for (const name of plan.tenants.length > 0 ? plan.tenants : [undefined]) {
    const configDirectory = directory === "" ? undefined : join(directory, name ?? "");
    if (configDirectory !== undefined) mkdirSync(configDirectory, { recursive: true, mode: 0o700 });
    const tenant = openTenant({ ...settings, ...(configDirectory && { configDirectory }) }, tenants);
    tenants.push(tenant);
    for (const values of storesOf(plan))
      parts.push(openPart(plan, { settings, tenant, name, values, configDirectory }));
  }
  const [first, ...more] = parts;
  const tokens = tenants[0]?.tokens;
  if (first === undefined || tokens === undefined) throw new Error("a plan has at least one data store");
  return {
    app: createTenantApp(plan, [first, ...more], tokens),
    parts,
    close: async () => {
      for (const { sandbox } of parts) await sandbox.close();
    },
  };
}

interface PartInput {
  readonly settings: SandboxSettings;
  readonly tenant: Tenant;
  readonly name: string | undefined;
  readonly values: readonly string[];
  readonly configDirectory: string | undefined;
}

function openPart(plan: RoutePlan, { settings, tenant, name, values, configDirectory }: PartInput): OpenPart {
  const directory = configDirectory === undefined ? "" : join(configDirectory, "stores", ...values);
  const dataDirectory = directory === "" ? undefined : join(directory, "data");
  if (directory !== "") mkdirSync(directory, { recursive: true, mode: 0o700 });
  return {
    tenant: name,
    values,
    dataStoreId: obtainDataStore(tenant.repository, plan, name, values),
    sandbox: createSandbox({ ...settings, ...(dataDirectory && { dataDirectory }) }, tenant),
    path: [...(name === undefined ? [] : [name]), ...values].map((segment) => `/${segment}`).join(""),
    directory,
  };
}

/** Named after its qualifiers, or its tenant; the store of a sandbox without parts goes. */
function obtainDataStore(
  repository: ConfigRepository,
  { qualifiers }: RoutePlan,
  tenant: string | undefined,
  values: readonly string[],
): number {
  const { state } = repository;
  const name = values.join(" ") || (tenant ?? "");
  const known = state.dataStores.find((store) => store.name === name);
  if (known !== undefined) return known.id;
  const id = repository.nextId();
  const others = state.dataStores.filter((store) => store.id !== ONLY_DATA_STORE);
  state.dataStores = [...others, { id, dataStoreType: "Development", name, connectionString: "embedded=sandbox" }];
  for (const [at, { name: contextKey }] of qualifiers.entries())
    state.dataStoreContexts.push({
      id: repository.nextId(),
      dataStoreId: id,
      contextKey,
      contextValue: values[at] ?? "",
    });
  repository.save();
  return id;
}
