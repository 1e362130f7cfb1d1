/** Command-line options of the sandbox. Strict: whatever is wrong is named in one line each. */
import { parseArgs } from "node:util";
import { LoadTestError } from "../base/errors.ts";
import type { FlavourName } from "./discovery/flavour.ts";
import { parseRateLimit, type RateLimit } from "./limits/rate-limit.ts";

export interface SandboxOptions {
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
  readonly storeDirectory: string;
  /** Begin with an empty store. */
  readonly fresh: boolean;
  /** In any order. */
  readonly openApiFiles: readonly string[];
  readonly flavour: FlavourName;
  readonly tokenLifetimeSeconds: number;
  readonly tokenLimit: number;
  readonly rateLimit: RateLimit;
  readonly faultsFile: string | undefined;
  /** Claim set of the ready-made client. */
  readonly claimSet: string;
  /** Added to the seed of every fault rule that has none. */
  readonly seed: number;
  readonly json: boolean;
  readonly exitWithParent: boolean;
}

export const SANDBOX_HELP = `Usage: npm run sandbox -- [options]

A stand-in for the Ed-Fi Data Management Service, for tests and for trying things.

  --port N               port to listen on; 0 takes any free one (0)
  --host ADDRESS         address to listen on (127.0.0.1); another than loopback needs --allow-remote
  --allow-remote         let other machines reach the sandbox
  --store DIR            where data, client and keys are kept (.sandbox)
  --fresh                begin with an empty store
  --openapi FILE         also serve the resources of this OpenAPI document (JSON, may be gzipped); may be repeated,
                         as for the resources and the descriptors of an extension
  --flavour dms|ods      addresses of DMS or of an ODS/API 7 (dms)
  --token-lifetime S     seconds a token lives (1800)
  --token-limit N        live tokens per client before 429; 0 for none (0)
  --rate-limit N/TIME    requests per window and host before 429, such as 20000/10s; off for none (20000/10s)
  --faults FILE          fault rules as JSON
  --claim-set NAME       claim set of the ready-made client (SeedLoader: everything)
  --seed N               seed of fault rules that have none (1)
  --json                 print the ready line as JSON
  --exit-with-parent     stop when standard input closes
  --help                 show this text
`;

const LOOPBACK = new Set(["127.0.0.1", "localhost", "::1"]);

/** @returns undefined when help was asked for. @throws LoadTestError naming every mistake. */
export function parseSandboxOptions(args: readonly string[]): SandboxOptions | undefined {
  const values = parseStrictly(args);
  if (values.help === true) return undefined;
  const mistakes: string[] = [];
  const whole = (name: string, text: string, minimum: number, maximum: number): number => {
    if (/^\d{1,10}$/.test(text) && Number(text) >= minimum && Number(text) <= maximum) return Number(text);
    mistakes.push(`--${name}: "${text}" is not a whole number from ${minimum} to ${maximum}`);
    return minimum;
  };
  const rateLimit = parseRateLimit(values["rate-limit"]);
  if (rateLimit === undefined) {
    mistakes.push(`--rate-limit: "${values["rate-limit"]}" is not of the form 20000/10s, and not "off"`);
  }
  if (values.flavour !== "dms" && values.flavour !== "ods") {
    mistakes.push(`--flavour: "${values.flavour}" is neither dms nor ods`);
  }
  if (!LOOPBACK.has(values.host) && !values["allow-remote"]) {
    mistakes.push(`--host: "${values.host}" is not loopback; add --allow-remote if other machines may write here`);
  }
  if (/\s/.test(values["claim-set"]) || values["claim-set"] === "") {
    mistakes.push(`--claim-set: "${values["claim-set"]}" is not a claim set name`);
  }
  const options: SandboxOptions = {
    host: values.host,
    port: whole("port", values.port, 0, 65_535),
    storeDirectory: values.store,
    fresh: values.fresh,
    openApiFiles: values.openapi,
    flavour: values.flavour === "ods" ? "ods" : "dms",
    tokenLifetimeSeconds: whole("token-lifetime", values["token-lifetime"], 1, 86_400),
    tokenLimit: whole("token-limit", values["token-limit"], 0, 100_000),
    rateLimit: rateLimit ?? { permits: 0, windowMs: 1000 },
    faultsFile: values.faults,
    claimSet: values["claim-set"],
    seed: whole("seed", values.seed, 0, 4_294_967_295),
    json: values.json,
    exitWithParent: values["exit-with-parent"],
  };
  if (mistakes.length > 0) throw usage(mistakes.join("\n"));
  return options;
}

function parseStrictly(args: readonly string[]) {
  try {
    const { values } = parseArgs({
      args: [...args],
      strict: true,
      allowPositionals: false,
      options: {
        port: { type: "string", default: "0" },
        host: { type: "string", default: "127.0.0.1" },
        "allow-remote": { type: "boolean", default: false },
        store: { type: "string", default: ".sandbox" },
        fresh: { type: "boolean", default: false },
        openapi: { type: "string", multiple: true, default: [] },
        flavour: { type: "string", default: "dms" },
        "token-lifetime": { type: "string", default: "1800" },
        "token-limit": { type: "string", default: "0" },
        "rate-limit": { type: "string", default: "20000/10s" },
        faults: { type: "string" },
        "claim-set": { type: "string", default: "SeedLoader" },
        seed: { type: "string", default: "1" },
        json: { type: "boolean", default: false },
        "exit-with-parent": { type: "boolean", default: false },
        help: { type: "boolean", short: "h", default: false },
      },
    });
    return values;
  } catch (cause) {
    throw usage(cause instanceof Error ? (cause.message.split(". ")[0] ?? cause.message) : String(cause));
  }
}

function usage(message: string): LoadTestError {
  return new LoadTestError("usage", message, { hint: "npm run sandbox -- --help lists the options" });
}
