/** Settings of `npm run setup-client` and of the set-up that other commands do by themselves. */

import type { Field, WordsOf } from "../field.ts";

export const CLIENT_SETUP_FIELDS = [
  { key: "configServiceUrl", env: "CONFIG_SERVICE_URL", kind: "url", default: "" },
  { key: "configServiceTokenUrl", env: "CONFIG_SERVICE_TOKEN_URL", kind: "url", default: "" },
  { key: "configServiceClientId", env: "CONFIG_SERVICE_CLIENT_ID", kind: "text", default: "DmsConfigurationService" },
  { key: "configServiceClientSecret", env: "CONFIG_SERVICE_CLIENT_SECRET", kind: "text", default: "", secret: true },
  { key: "configServiceRegister", env: "CONFIG_SERVICE_REGISTER", kind: "boolean", default: "false" },
  {
    key: "authorization",
    env: "AUTHORIZATION",
    kind: "choice",
    choices: ["none", "relationships"],
    default: "none",
  },
  { key: "claimSet", env: "CLAIM_SET", kind: "text", default: "" },
  { key: "claimSetWait", env: "CLAIM_SET_WAIT", kind: "duration", default: "11m", min: 0, max: 86_400_000 },
  { key: "vendor", env: "VENDOR", kind: "text", default: "Load Test" },
  {
    key: "namespacePrefixes",
    env: "NAMESPACE_PREFIXES",
    kind: "text",
    default: "uri://ed-fi.org,uri://load-test.ed-fi.org",
  },
  { key: "applicationName", env: "APPLICATION_NAME", kind: "text", default: "Load test" },
  { key: "owner", env: "CLIENT_OWNER", kind: "text", default: "" },
  { key: "dataStore", env: "DATA_STORE", kind: "text", default: "" },
  { key: "createDataStore", env: "CREATE_DATA_STORE", kind: "boolean", default: "false" },
  { key: "dataStoreConnectionString", env: "DATA_STORE_CONNECTION_STRING", kind: "text", default: "", secret: true },
] as const satisfies readonly Field[];

/** Of `npm run setup-client` alone. */
export const SETUP_CLIENT_FIELDS = [
  { key: "saveAs", env: "SAVE_AS", kind: "text", default: "" },
  { key: "showClient", env: "SHOW_CLIENT", kind: "boolean", default: "false" },
  { key: "removeClient", env: "REMOVE_CLIENT", kind: "boolean", default: "false" },
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
  authorization: {
    flag: "authorization",
    text: "Authorization of the new client beyond its claim set: none, or by relationships and namespaces.",
  },
  claimSet: {
    flag: "claim-set",
    text: "Claim set of the client. Not set: EdFiLoadTest, which allows everything; with relationships: EdFiSandbox.",
  },
  claimSetWait: {
    flag: "claim-set-wait",
    text: "Maximum time to wait until the API has read a new claim set. DMS reads claim sets every 10 minutes.",
  },
  vendor: { flag: "vendor", text: "Vendor that owns the application." },
  namespacePrefixes: { flag: "namespace-prefixes", text: "Namespace prefixes of the vendor, separated by commas." },
  applicationName: {
    flag: "application",
    text: "Prefix of the application's name. Claim set, data store and owner are appended.",
  },
  owner: {
    flag: "owner",
    text: "Owner of the application. The same owner gets the same application again. Not set: user@host.",
  },
  dataStore: { flag: "data-store", text: "ID or name of the data store. Not set: the only existing one." },
  createDataStore: {
    flag: "create-data-store",
    text: "Create the data store if there is none, with DATA_STORE_CONNECTION_STRING.",
  },
  dataStoreConnectionString: {
    text: "Connection string for a new data store, as used by the DMS host.",
  },
};

export const SETUP_CLIENT_WORDS: WordsOf<typeof SETUP_CLIENT_FIELDS> = {
  saveAs: {
    flag: "save-as",
    text: "Name of one of several clients (see --clients). Saved as CLIENT_ID_<NAME> and CLIENT_SECRET_<NAME>.",
  },
  showClient: { flag: "show", text: "Print the permissions of the current client by resource. Changes nothing." },
  removeClient: {
    flag: "remove",
    text: "Delete the owner's clients and applications, and the claim set and vendor if nothing else uses them.",
  },
};
