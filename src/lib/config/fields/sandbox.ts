/** Settings of `npm run sandbox`. The embedded sandbox reads them too, besides SANDBOX_ARGS. */

import type { Field, WordsOf } from "../field.ts";

export const SANDBOX_FIELDS = [
  { key: "sandboxPort", env: "SANDBOX_PORT", kind: "integer", default: "0", min: 0, max: 65_535 },
  { key: "sandboxHost", env: "SANDBOX_HOST", kind: "text", default: "127.0.0.1" },
  { key: "sandboxAllowRemote", env: "SANDBOX_ALLOW_REMOTE", kind: "boolean", default: "false" },
  { key: "sandboxFresh", env: "SANDBOX_FRESH", kind: "boolean", default: "false" },
  { key: "sandboxOpenApi", env: "SANDBOX_OPENAPI", kind: "paths", default: "" },
  { key: "sandboxStandard", env: "SANDBOX_DATA_STANDARD", kind: "text", default: "5.2" },
  { key: "sandboxFlavour", env: "SANDBOX_FLAVOUR", kind: "choice", choices: ["dms", "ods"], default: "dms" },
  { key: "sandboxTenants", env: "SANDBOX_TENANTS", kind: "text", default: "" },
  { key: "sandboxRouteQualifiers", env: "SANDBOX_ROUTE_QUALIFIERS", kind: "text", default: "" },
  { key: "tokenLifetime", env: "SANDBOX_TOKEN_LIFETIME", kind: "integer", default: "1800", min: 1, max: 86_400 },
  { key: "tokenLimit", env: "SANDBOX_TOKEN_LIMIT", kind: "integer", default: "0", min: 0, max: 100_000 },
  { key: "rateLimit", env: "SANDBOX_RATE_LIMIT", kind: "text", default: "20000/10s" },
  { key: "faultsFile", env: "SANDBOX_FAULTS", kind: "path", default: "" },
  { key: "capacityFile", env: "SANDBOX_CAPACITY", kind: "path", default: "" },
  { key: "sandboxClaimSet", env: "SANDBOX_CLAIM_SET", kind: "text", default: "SeedLoader" },
  { key: "sandboxOrganizations", env: "SANDBOX_EDUCATION_ORGANIZATIONS", kind: "text", default: "" },
  { key: "claimSetCache", env: "SANDBOX_CLAIM_SET_CACHE", kind: "duration", default: "0s", min: 0, max: 3_600_000 },
  { key: "faultSeed", env: "SANDBOX_SEED", kind: "integer", default: "1", min: 0, max: 4_294_967_295 },
  { key: "exitWithParent", env: "SANDBOX_EXIT_WITH_PARENT", kind: "boolean", default: "false" },
] as const satisfies readonly Field[];

export const SANDBOX_WORDS: WordsOf<typeof SANDBOX_FIELDS> = {
  sandboxPort: { flag: "port", text: "Port to listen on. 0: any free port." },
  sandboxHost: { flag: "host", text: "Address to listen on. Addresses other than loopback require --allow-remote." },
  sandboxAllowRemote: { flag: "allow-remote", text: "Allow other machines to reach the sandbox." },
  sandboxFresh: { flag: "fresh", text: "Start with an empty store." },
  sandboxOpenApi: {
    flag: "openapi",
    text: "Also serve the resources of this OpenAPI document (JSON, optionally gzipped). Can be repeated.",
  },
  sandboxStandard: {
    flag: "data-standard",
    text: "Version of the data standard. With a version other than 5.2, only the resources in the --openapi documents are served.",
  },
  sandboxFlavour: { flag: "flavour", text: "URL layout: that of DMS, or of an ODS/API 7." },
  sandboxTenants: { flag: "tenants", text: "Tenants, separated by commas. Each has its own clients and items." },
  sandboxRouteQualifiers: {
    flag: "route-qualifiers",
    text: "Route qualifiers, each with its values: schoolYear=2025,2026, several with slashes. Each combination has its own items.",
  },
  tokenLifetime: { flag: "token-lifetime", unit: "seconds", text: "Lifetime of a token." },
  tokenLimit: {
    flag: "token-limit",
    text: "Maximum number of live tokens per client, with status 429 above it. 0: no limit.",
  },
  rateLimit: {
    flag: "rate-limit",
    text: "Maximum number of requests per host and time window, such as 20000/10s, with status 429 above it. off: no limit.",
  },
  faultsFile: { flag: "faults", text: "JSON file with fault rules." },
  capacityFile: {
    flag: "capacity",
    text: "JSON file with the capacity of the sandbox: workers, service times, queue (docs/load-test-guide.md).",
  },
  sandboxClaimSet: { flag: "claim-set", text: "Claim set of the ready-to-use client. SeedLoader allows everything." },
  sandboxOrganizations: {
    flag: "education-organizations",
    text: "Education organization IDs of the ready-to-use client, separated by commas, for claim sets with relationships.",
  },
  claimSetCache: {
    flag: "claim-set-cache",
    text: "Time until the API applies changed claim sets, as in DMS (10m), without /management. 0s: immediately.",
  },
  faultSeed: { flag: "seed", text: "Seed for fault rules that have no seed of their own." },
  exitWithParent: { flag: "exit-with-parent", text: "Stop when standard input is closed." },
};
