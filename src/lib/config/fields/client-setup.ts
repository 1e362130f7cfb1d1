/** Settings of `npm run setup-client` and of the set-up that other commands do by themselves. */

import type { Field, WordsOf } from "../field.ts";

export const CLIENT_SETUP_FIELDS = [
  { key: "configServiceUrl", env: "CONFIG_SERVICE_URL", kind: "url", default: "" },
  { key: "configServiceTokenUrl", env: "CONFIG_SERVICE_TOKEN_URL", kind: "url", default: "" },
  { key: "configServiceClientId", env: "CONFIG_SERVICE_CLIENT_ID", kind: "text", default: "DmsConfigurationService" },
  { key: "configServiceClientSecret", env: "CONFIG_SERVICE_CLIENT_SECRET", kind: "text", default: "", secret: true },
  { key: "configServiceRegister", env: "CONFIG_SERVICE_REGISTER", kind: "boolean", default: "false" },
  { key: "claimSet", env: "CLAIM_SET", kind: "text", default: "E2E-NoFurtherAuthRequiredClaimSet" },
  { key: "vendor", env: "VENDOR", kind: "text", default: "Load Test" },
  {
    key: "namespacePrefixes",
    env: "NAMESPACE_PREFIXES",
    kind: "text",
    default: "uri://ed-fi.org,uri://load-test.ed-fi.org",
  },
  { key: "applicationName", env: "APPLICATION_NAME", kind: "text", default: "Load test" },
  { key: "dataStore", env: "DATA_STORE", kind: "text", default: "" },
  { key: "createDataStore", env: "CREATE_DATA_STORE", kind: "boolean", default: "false" },
  { key: "dataStoreConnectionString", env: "DATA_STORE_CONNECTION_STRING", kind: "text", default: "", secret: true },
] as const satisfies readonly Field[];

export const CLIENT_SETUP_WORDS: WordsOf<typeof CLIENT_SETUP_FIELDS> = {
  configServiceUrl: { flag: "config-service", text: "Base URL of the Configuration Service that creates clients." },
  configServiceTokenUrl: {
    flag: "config-service-token-url",
    text: "Token URL for the Configuration Service, for example of Keycloak. Not set: its own /connect/token.",
  },
  configServiceClientId: {
    flag: "config-service-client-id",
    text: "Administrative client of the Configuration Service.",
  },
  configServiceClientSecret: { text: "Secret of the administrative client." },
  configServiceRegister: {
    flag: "register",
    text: "Register the administrative client first, if the service allows registration.",
  },
  claimSet: { flag: "claim-set", text: "Claim set of the new client." },
  vendor: { flag: "vendor", text: "Vendor that owns the application." },
  namespacePrefixes: { flag: "namespace-prefixes", text: "Namespace prefixes of the vendor, separated by commas." },
  applicationName: { flag: "application", text: "Application to create for the client." },
  dataStore: { flag: "data-store", text: "ID or name of the data store. Not set: the only existing one." },
  createDataStore: {
    flag: "create-data-store",
    text: "Create the data store if there is none, with DATA_STORE_CONNECTION_STRING.",
  },
  dataStoreConnectionString: {
    text: "Connection string for a new data store, as the DMS host reaches the database.",
  },
};
