/** What a command runs against: the embedded sandbox, or the target of the settings, with a client that works. */

import { join, resolve } from "node:path";
import { LoadTestError } from "../base/errors.ts";
import type { CommandContext } from "../cli/command-context.ts";
import { isConfirmed } from "../cli/confirm.ts";
import { datasetSettings } from "../lib/config/dataset-settings.ts";
import type { Config } from "../lib/config/fields.ts";
import { createDataset } from "../lib/data/create-dataset.ts";
import { readEnvFile } from "../settings/env-file/env-file.ts";
import { CLIENT_FILE } from "../settings/profile.ts";
import { PROJECT_ROOT, USER_ROOT } from "../settings/root.ts";
import type { Settings } from "../settings/settings.ts";
import { educationOrganizationIds } from "./authorization/organization-ids.ts";
import { type ClientSetupInput, setUpClient } from "./client-setup/client-setup.ts";
import { ownerOf } from "./client-setup/obtain-client.ts";
import { OWN_CLAIM_SET, RELATIONSHIPS_CLAIM_SET } from "./client-setup/own-claim-set.ts";
import { readStoredClient } from "./client-setup/stored-client.ts";
import type { ServiceInput } from "./config-service/service-login.ts";
import { useRequestTimeout } from "./http.ts";
import { findRoute, takeRoute } from "./route.ts";
import { startSandbox } from "./sandbox-process.ts";
import { smokeDatasets } from "./smoke-datasets.ts";

export interface Installation {
  readonly kind: "sandbox" | "target";
  readonly baseUrl: string;
  /** Overrides the discovery document. */
  readonly tokenUrl: string | undefined;
  readonly clientId: string;
  readonly clientSecret: string;
  /** The sandbox's admin address, for its ledger. */
  readonly adminUrl: string | undefined;
  /** The Configuration Service, as far as it is known. */
  readonly service?: ServiceInput;
}

/** @throws LoadTestError when there is no client and none can be created. */
export async function openInstallation(context: CommandContext): Promise<Installation> {
  const { config } = context.settings;
  await prepareCalls(config);
  return config.apiBaseUrl === "" ? openSandbox(context) : openTarget(context);
}

/** The runner waits as long for an answer as k6 does, and asks at the same address. */
export async function prepareCalls({ requestTimeout, apiBaseUrl }: Config): Promise<void> {
  useRequestTimeout(requestTimeout);
  if (apiBaseUrl !== "") takeRoute(await findRoute(apiBaseUrl));
}

async function openSandbox({ settings, output, cleanup }: CommandContext): Promise<Installation> {
  const { config } = settings;
  const directory = resolve(USER_ROOT, config.sandboxDirectory);
  const sandbox = await startSandbox({
    cliPath: join(PROJECT_ROOT, "dist/cli/sandbox.js"),
    storeDirectory: directory,
    args: sandboxArguments(settings),
  });
  cleanup.add(() => sandbox.stop());
  output.progress(`sandbox   ${sandbox.baseUrl} (no target is set; data in ${config.sandboxDirectory}/)`);
  const client = await readEnvFile(sandbox.clientEnvFile);
  return {
    kind: "sandbox",
    baseUrl: sandbox.baseUrl,
    tokenUrl: undefined,
    clientId: client.CLIENT_ID ?? "",
    clientSecret: client.CLIENT_SECRET ?? "",
    adminUrl: sandbox.adminUrl,
    service: {
      configServiceUrl: sandbox.configServiceUrl,
      adminClientId: config.configServiceClientId,
      adminClientSecret: client.CONFIG_SERVICE_CLIENT_SECRET ?? "",
      ...(client.API_TENANT === undefined ? {} : { tenant: client.API_TENANT }),
    },
  };
}

/** What the user wrote comes later, and counts. */
export function sandboxArguments({ config, origins }: Settings): readonly string[] {
  // The rate limit is for other clients: a run would only measure that.
  const isLimited = origins.rateLimit !== "default";
  return [
    ...(isLimited ? [] : ["--rate-limit=off"]),
    `--education-organizations=${organizationsOf(config).join(",")}`,
    ...config.sandboxArguments.split(/\s+/).filter((part) => part !== ""),
  ];
}

async function openTarget({ settings, output }: CommandContext): Promise<Installation> {
  const { config } = settings;
  const common = {
    kind: "target" as const,
    baseUrl: config.apiBaseUrl,
    tokenUrl: config.oauthTokenUrl === "" ? undefined : config.oauthTokenUrl,
    adminUrl: undefined,
    service: serviceInput(config),
  };
  if (config.clientId !== "" && config.clientSecret !== "") {
    return { ...common, clientId: config.clientId, clientSecret: config.clientSecret };
  }
  if (config.configServiceUrl === "") throw withoutClient(config);
  output.progress("client    not set: creating one through the Configuration Service");
  const input = clientSetupInput(settings, (line) => output.progress(`          ${line}`));
  await setUpClient(input);
  const client = await readStoredClient(input, config.apiBaseUrl, () => {});
  if (client === undefined) throw withoutClient(config);
  return { ...common, ...client };
}

function withoutClient(config: Config): LoadTestError {
  const missing = [config.clientId === "" ? "CLIENT_ID" : "", config.clientSecret === "" ? "CLIENT_SECRET" : ""];
  const names = missing.filter((name) => name !== "").join(" and ");
  return new LoadTestError("config", `${names} not set for ${config.apiBaseUrl}.`, {
    hint: `Set them in ${CLIENT_FILE} or the environment, or set CONFIG_SERVICE_URL and run: npm run setup-client`,
  });
}

export function serviceInput(config: Config): ServiceInput {
  const some = <T extends object>(text: string, value: T): T | Record<string, never> => (text === "" ? {} : value);
  return {
    ...some(config.configServiceUrl, { configServiceUrl: config.configServiceUrl }),
    ...some(config.configServiceTokenUrl, { adminTokenUrl: config.configServiceTokenUrl }),
    adminClientId: config.configServiceClientId,
    ...some(config.configServiceClientSecret, { adminClientSecret: config.configServiceClientSecret }),
    register: config.configServiceRegister,
    ...some(config.tenant, { tenant: config.tenant }),
  };
}

/** Settings of the client set-up, for `npm run setup-client` and for commands that find no client. */
export function clientSetupInput({ config, origins }: Settings, log: (line: string) => void): ClientSetupInput {
  useRequestTimeout(config.requestTimeout);
  const some = <T extends object>(present: boolean, value: T): T | Record<string, never> => (present ? value : {});
  return {
    baseUrl: config.apiBaseUrl,
    ...some(config.oauthTokenUrl !== "", { tokenUrl: config.oauthTokenUrl }),
    ...serviceInput(config),
    vendor: config.vendor,
    namespacePrefixes: config.namespacePrefixes.split(",").map((prefix) => prefix.trim()),
    applicationName: config.applicationName,
    owner: [ownerOf(config.owner), config.saveAs].filter((part) => part !== "").join("-"),
    claimSetName: claimSetName(config),
    isClaimSetFixed: origins.claimSet !== "default" || origins.authorization !== "default",
    claimSetWaitMs: config.claimSetWait,
    educationOrganizationIds: organizationsOf(config),
    wantedResources: createDataset(datasetSettings(config)).endpoints,
    confirm: async (question) => config.assumeYes || (await isConfirmed(question)),
    ...some(config.dataStore !== "", { dataStore: config.dataStore }),
    ...some(config.createDataStore, { create: { connectionString: config.dataStoreConnectionString } }),
    envFile: join(USER_ROOT, CLIENT_FILE),
    address: routeOf(config),
    ...some(config.saveAs !== "", { clientName: config.saveAs }),
    log,
  };
}

/** As it is written to a file. */
export function routeOf({ tenant, tenants, instance, routeSchoolYear }: Config): Record<string, string | undefined> {
  const route = { API_TENANT: tenant, API_TENANTS: tenants, API_INSTANCE: instance, API_SCHOOL_YEAR: routeSchoolYear };
  return Object.fromEntries(Object.entries(route).map(([name, value]) => [name, value === "" ? undefined : value]));
}

function claimSetName({ claimSet, authorization }: Config): string {
  if (claimSet !== "") return claimSet;
  return authorization === "relationships" ? RELATIONSHIPS_CLAIM_SET : OWN_CLAIM_SET;
}

/**
 * Of the profile's dataset and of the smoke phase's own: claim sets with relationships require them on the client.
 * Schools are left out: an agency's ID covers those below it.
 */
function organizationsOf(config: Config): number[] {
  const settings = [datasetSettings(config), ...smokeDatasets(config).map((dataset) => dataset.settings)];
  return settings.flatMap((each) => educationOrganizationIds(each).slice(0, -each.schools));
}
