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
    text: "Base URL of the Ed-Fi API (its discovery document). Not set: the embedded sandbox.",
  },
  oauthTokenUrl: { flag: "token-url", text: "OAuth token URL. Not set: the one in the discovery document." },
  clientId: { flag: "client-id", text: "Key of the API client." },
  clientSecret: { text: "Secret of the API client." },
  requestTimeout: { flag: "request-timeout", text: "Timeout of one request." },
  retryLimit: {
    flag: "retry-limit",
    text: "How often a request is retried after a transient failure (429, 5xx, reset, timeout).",
  },
};
