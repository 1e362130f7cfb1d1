/** Settings that say what is loaded and who loads it. */

import type { Field } from "../field.ts";

export const TARGET_FIELDS = [
  {
    key: "apiBaseUrl",
    env: "API_BASE_URL",
    flag: "target",
    kind: "url",
    default: "",
    text: "Root of the Ed-Fi API (its discovery document). Not set: the embedded sandbox.",
  },
  {
    key: "oauthTokenUrl",
    env: "OAUTH_TOKEN_URL",
    flag: "token-url",
    kind: "url",
    default: "",
    text: "OAuth token address. Not set: the one in the discovery document.",
  },
  {
    key: "clientId",
    env: "CLIENT_ID",
    flag: "client-id",
    kind: "text",
    default: "",
    text: "Key of the API client.",
  },
  {
    key: "clientSecret",
    env: "CLIENT_SECRET",
    kind: "text",
    default: "",
    secret: true,
    text: "Secret of the API client.",
  },
  {
    key: "requestTimeout",
    env: "REQUEST_TIMEOUT",
    flag: "request-timeout",
    kind: "duration",
    default: "60s",
    min: 100,
    max: 600_000,
    text: "Longest wait for one answer.",
  },
  {
    key: "retryLimit",
    env: "RETRY_LIMIT",
    flag: "retry-limit",
    kind: "integer",
    default: "10",
    min: 0,
    max: 100,
    text: "How often one request is repeated after a transient failure (429, 5xx, reset, time-out).",
  },
] as const satisfies readonly Field[];
