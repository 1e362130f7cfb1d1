/** Settings of the client set-up, from those of a command. */

import { join } from "node:path";
import { isConfirmed } from "../../cli/confirm.ts";
import { datasetSettings } from "../../lib/config/dataset-settings.ts";
import type { Config } from "../../lib/config/fields.ts";
import { createDataset } from "../../lib/data/create-dataset.ts";
import { CLIENT_FILE } from "../../settings/profile.ts";
import { USER_ROOT } from "../../settings/root.ts";
import type { Settings } from "../../settings/settings.ts";
import { educationOrganizationIds } from "../authorization/organization-ids.ts";
import type { ServiceInput } from "../config-service/service-login.ts";
import { useRequestTimeout } from "../http.ts";
import { smokeDatasets } from "../smoke-datasets.ts";
import type { ClientSetupInput } from "./client-setup.ts";
import { ownerOf } from "./obtain-client.ts";
import { OWN_CLAIM_SET, RELATIONSHIPS_CLAIM_SET } from "./own-claim-set.ts";

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
export function organizationsOf(config: Config): number[] {
  const settings = [datasetSettings(config), ...smokeDatasets(config).map((dataset) => dataset.settings)];
  return settings.flatMap((each) => educationOrganizationIds(each).slice(0, -each.schools));
}
