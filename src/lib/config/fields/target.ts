/** Settings of the target and its client. */

import type { Field, WordsOf } from "../field.ts";

export const TARGET_FIELDS = [
  { key: "apiBaseUrl", env: "API_BASE_URL", kind: "url", default: "" },
  { key: "oauthTokenUrl", env: "OAUTH_TOKEN_URL", kind: "url", default: "" },
  { key: "clientId", env: "CLIENT_ID", kind: "text", default: "" },
  { key: "clientSecret", env: "CLIENT_SECRET", kind: "text", default: "", secret: true },
  { key: "requestTimeout", env: "REQUEST_TIMEOUT", kind: "duration", default: "60s", min: 100, max: 600_000 },
  { key: "retryLimit", env: "RETRY_LIMIT", kind: "integer", default: "10", min: 0, max: 100 },
] as const satisfies readonly Field[];

export const TARGET_WORDS: WordsOf<typeof TARGET_FIELDS> = {
  apiBaseUrl: {
    flag: "target",
    text: "Base URL of the Ed-Fi API, which returns the discovery document. Not set: the embedded sandbox.",
  },
  oauthTokenUrl: { flag: "token-url", text: "OAuth token URL. Not set: the one in the discovery document." },
  clientId: { flag: "client-id", text: "Key of the API client." },
  clientSecret: { text: "Secret of the API client." },
  requestTimeout: { flag: "request-timeout", text: "Timeout of one request." },
  retryLimit: {
    flag: "retry-limit",
    text: "Maximum number of retries after transient failures (429, 5xx, reset, timeout).",
  },
};

/** For runs at several tenants at the same time. */
export const TENANTS_FIELDS = [
  { key: "tenants", env: "API_TENANTS", kind: "text", default: "" },
] as const satisfies readonly Field[];

export const TENANTS_WORDS: WordsOf<typeof TENANTS_FIELDS> = {
  tenants: {
    flag: "tenants",
    text:
      "Several tenants, separated by commas, for one run at each of them at the same time. Their clients are in " +
      "CLIENT_ID_<TENANT> and CLIENT_SECRET_<TENANT> (not set: CLIENT_ID and CLIENT_SECRET).",
  },
};

/** For an installation that serves several tenants, instances or school years below one base URL. */
export const TARGET_ROUTE_FIELDS = [
  { key: "tenant", env: "API_TENANT", kind: "text", default: "" },
  { key: "instance", env: "API_INSTANCE", kind: "text", default: "" },
  { key: "routeSchoolYear", env: "API_SCHOOL_YEAR", kind: "text", default: "" },
] as const satisfies readonly Field[];

export const TARGET_ROUTE_WORDS: WordsOf<typeof TARGET_ROUTE_FIELDS> = {
  tenant: {
    flag: "tenant",
    text: "Tenant of a multi-tenant API. Appended to the base URL, and sent to the Configuration Service as its Tenant header.",
  },
  instance: {
    flag: "instance",
    text: "Further route qualifiers after the tenant, such as a district or an instance, separated by slashes.",
  },
  routeSchoolYear: {
    flag: "route-school-year",
    text: "School year in the URL, the last route qualifier. The school year of the dataset is --school-year.",
  },
};
