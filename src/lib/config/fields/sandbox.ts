/** Settings of `npm run sandbox`. The embedded sandbox reads them too, besides SANDBOX_ARGS. */

import type { Field, WordsOf } from "../field.ts";

export const SANDBOX_FIELDS = [
  { key: "sandboxPort", env: "SANDBOX_PORT", kind: "integer", default: "0", min: 0, max: 65_535 },
  { key: "sandboxHost", env: "SANDBOX_HOST", kind: "text", default: "127.0.0.1" },
  { key: "sandboxAllowRemote", env: "SANDBOX_ALLOW_REMOTE", kind: "boolean", default: "false" },
  { key: "sandboxFresh", env: "SANDBOX_FRESH", kind: "boolean", default: "false" },
  { key: "sandboxOpenApi", env: "SANDBOX_OPENAPI", kind: "paths", default: "" },
  { key: "sandboxFlavour", env: "SANDBOX_FLAVOUR", kind: "choice", choices: ["dms", "ods"], default: "dms" },
  { key: "tokenLifetime", env: "SANDBOX_TOKEN_LIFETIME", kind: "integer", default: "1800", min: 1, max: 86_400 },
  { key: "tokenLimit", env: "SANDBOX_TOKEN_LIMIT", kind: "integer", default: "0", min: 0, max: 100_000 },
  { key: "rateLimit", env: "SANDBOX_RATE_LIMIT", kind: "text", default: "20000/10s" },
  { key: "faultsFile", env: "SANDBOX_FAULTS", kind: "path", default: "" },
  { key: "sandboxClaimSet", env: "SANDBOX_CLAIM_SET", kind: "text", default: "SeedLoader" },
  { key: "faultSeed", env: "SANDBOX_SEED", kind: "integer", default: "1", min: 0, max: 4_294_967_295 },
  { key: "exitWithParent", env: "SANDBOX_EXIT_WITH_PARENT", kind: "boolean", default: "false" },
] as const satisfies readonly Field[];

export const SANDBOX_WORDS: WordsOf<typeof SANDBOX_FIELDS> = {
  sandboxPort: { flag: "port", text: "Port to listen on. 0: any free one." },
  sandboxHost: { flag: "host", text: "Address to listen on; another than loopback requires --allow-remote." },
  sandboxAllowRemote: { flag: "allow-remote", text: "Let other machines reach the sandbox." },
  sandboxFresh: { flag: "fresh", text: "Begin with an empty store." },
  sandboxOpenApi: {
    flag: "openapi",
    text: "Serve the resources of this OpenAPI document too (JSON, may be gzipped); the flag may be repeated.",
  },
  sandboxFlavour: { flag: "flavour", text: "Addresses of DMS, or of an ODS/API 7." },
  tokenLifetime: { flag: "token-lifetime", unit: "seconds", text: "How long a token is valid." },
  tokenLimit: { flag: "token-limit", text: "Live tokens of a client, before 429. 0: any number." },
  rateLimit: {
    flag: "rate-limit",
    text: "Requests of a host in a time, before 429, such as 20000/10s; off: any number.",
  },
  faultsFile: { flag: "faults", text: "Fault rules, as JSON." },
  sandboxClaimSet: { flag: "claim-set", text: "Claim set of the ready-made client; SeedLoader: everything." },
  faultSeed: { flag: "seed", text: "Seed of fault rules that have none." },
  exitWithParent: { flag: "exit-with-parent", text: "Stop when standard input is closed." },
};
