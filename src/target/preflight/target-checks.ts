/** Checks that the target is ready: reachable, an Ed-Fi API, healthy, and accessible to this client. */

import { LoadTestError } from "../../base/errors.ts";
import { type Health, parseHealth } from "../../base/health.ts";
import type { Dataset } from "../../lib/data/dataset.ts";
import { originOf, shorterBases } from "../../lib/edfi/api-urls.ts";
import type { DependencyRow } from "../../lib/edfi/dependency-rows.ts";
import type { TokenInfo } from "../../lib/edfi/token-info.ts";
import { readStrategies } from "../authorization/read-strategies.ts";
import type { Strategies } from "../authorization/strategies.ts";
import { reachOf } from "../authorization/token-claims.ts";
import { normalizeBaseUrl } from "../base-url.ts";
import { lookAtCertificate } from "../certificate.ts";
import type { ServiceInput } from "../client-setup/service-login.ts";
import { readableResource } from "../client-setup/verify-client.ts";
import { callData, fetchDependencies, UNKNOWN_CLAIM_SET_FIX } from "../data-call.ts";
import { askRoot, type DiscoveredTarget, FORWARDED_FIX, readDiscovery, refuseClearText } from "../discover-target.ts";
import type { Discovery } from "../discovery.ts";
import { BrokenCall, nameOf, send } from "../http.ts";
import { fetchTokenInfo, requestToken } from "../token.ts";
import { checkAuthorization } from "./authorization-check.ts";
import { checkCertificate } from "./certificate-check.ts";
import { type Check, failed, failedBy, passed, skipped, warned } from "./checklist.ts";
import { checkClaims, type WantedResource } from "./claims-check.ts";

export interface TargetInput {
  readonly baseUrl: string;
  /** Overrides the token address of the discovery document. */
  readonly tokenUrl?: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Takes a token from elsewhere (the run's broker) instead of asking for one. */
  readonly getToken?: (tokenUrl: string) => Promise<string>;
  readonly wanted: readonly WantedResource[];
  /** Knows by which strategies the client is authorized. */
  readonly service?: ServiceInput;
  /** What the run writes. */
  readonly datasets?: readonly Dataset[];
}

/** Facts found by the checks; each is present if its check passed. */
export interface TargetFacts {
  readonly baseUrl?: string;
  readonly discovery?: Discovery;
  readonly clockSkewMs?: number;
  readonly tokenInfo?: TokenInfo;
  readonly strategies?: Strategies;
  readonly dependencies?: readonly DependencyRow[];
}

export interface TargetReport {
  readonly checks: readonly Check[];
  readonly facts: TargetFacts;
}

const ELSEWHERE_FIX =
  "The target's discovery document lists this URL, but it does not work from this machine: set OAUTH_TOKEN_URL if only this URL is wrong.";

export const SKEW_WARNING_MS = 5_000;
const AFTER_TOKEN = ["claims", "authorization", "dependencies", "data"] as const;
const AFTER_TARGET = ["discovery", "health", "clock", "token", ...AFTER_TOKEN] as const;

export async function checkTarget(input: TargetInput): Promise<TargetReport> {
  const checks: Check[] = [];
  const target = await checkRoot(input, checks);
  if (target === undefined) {
    const known = new Set(checks.map((check) => check.name));
    const rest = AFTER_TARGET.filter((name) => !known.has(name));
    const why = known.has("discovery") ? "no discovery document" : "the target is not reachable";
    return { checks: [...checks, ...rest.map((name) => skipped(name, why))], facts: {} };
  }
  checks.push(await checkHealth(target.baseUrl), checkClock(target.clockSkewMs));
  const { baseUrl, discovery, clockSkewMs } = target;
  const facts: TargetFacts = { baseUrl, discovery, ...(clockSkewMs === undefined ? {} : { clockSkewMs }) };
  const token = await checkToken(input, target, checks);
  if (token === undefined) {
    return { checks: [...checks, ...AFTER_TOKEN.map((name) => skipped(name, "no token"))], facts };
  }
  return { checks, facts: { ...facts, ...(await checkAccess(input, target, token, checks)) } };
}

async function checkRoot(input: TargetInput, checks: Check[]): Promise<DiscoveredTarget | undefined> {
  try {
    const baseUrl = normalizeBaseUrl(input.baseUrl);
    const answer = await askRoot(baseUrl);
    checks.push(passed("target", `${baseUrl} is reachable`));
    if (baseUrl.startsWith("https:")) checks.push(checkCertificate(await lookAtCertificate(baseUrl), Date.now()));
    try {
      const target = readDiscovery(baseUrl, answer);
      const check = describeDiscovery(target, input.tokenUrl);
      checks.push(check);
      return check.status === "fail" ? undefined : target;
    } catch (error) {
      checks.push(failedBy("discovery", error));
    }
  } catch (error) {
    checks.push(failedBy("target", error));
  }
  return undefined;
}

/** A server behind a proxy may list URLs of another origin if it does not know its public name. */
function describeDiscovery({ baseUrl, discovery }: DiscoveredTarget, tokenUrl: string | undefined): Check {
  const models = discovery.dataModels.map((model) => `${model.name} ${model.version}`.trim()).join(", ");
  const text = `${discovery.applicationName ?? "Ed-Fi API"} ${discovery.informationalVersion ?? discovery.version}; ${models}`;
  const refusal = refuseClearText({ baseUrl, discovery }, tokenUrl);
  if (refusal !== undefined) return failedBy("discovery", refusal);
  const foreign = originOf(discovery.urls.dataManagementApi);
  if (foreign === originOf(baseUrl)) return passed("discovery", text);
  const fix =
    "Ignore this if it is intended. Otherwise set API_BASE_URL to that URL, or correct the server's forwarded headers.";
  return warned("discovery", `${text}; its data is at another origin, ${foreign}`, fix);
}

async function checkHealth(baseUrl: string): Promise<Check> {
  let health: Health = { kind: "unknown", text: "" };
  for (const base of shorterBases(baseUrl)) {
    try {
      const answer = await send({ method: "GET", url: `${base}/health`, maxBytes: 256 * 1024, attempts: 1 });
      health = parseHealth(answer.status, answer.text);
      if (answer.status !== 404) break;
    } catch (error) {
      if (!(error instanceof LoadTestError)) throw error;
      return warned("health", error.message, "Check the target's log.");
    }
  }
  if (health.kind === "healthy") return passed("health", health.text);
  if (health.kind === "unknown") return skipped("health", health.text);
  return failed(
    "health",
    health.text,
    "Fix the component that is named. DMS returns 200 even when it is unhealthy; the state is in the body.",
  );
}

function checkClock(skewMs: number | undefined): Check {
  if (skewMs === undefined) return skipped("clock", "the target sends no Date header");
  const seconds = Math.abs(skewMs) / 1000;
  if (Math.abs(skewMs) <= SKEW_WARNING_MS) return passed("clock", `within ${Math.ceil(seconds)} s of the target's`);
  const text = `this machine's clock is ${Math.round(seconds)} s ${skewMs > 0 ? "behind" : "ahead of"} the target's`;
  return warned(
    "clock",
    text,
    "Synchronize both clocks (NTP): token expiry and the timestamps of runs depend on them.",
  );
}

async function checkToken(
  input: TargetInput,
  { baseUrl, discovery }: DiscoveredTarget,
  checks: Check[],
): Promise<string | undefined> {
  const missing = [input.clientId === "" ? "CLIENT_ID" : "", input.clientSecret === "" ? "CLIENT_SECRET" : ""].filter(
    (name) => name !== "",
  );
  if (missing.length > 0) {
    checks.push(
      failed(
        "token",
        `not set: ${missing.join(", ")}`,
        "Set it, or create a client with: npm run setup-client",
        "config",
      ),
    );
    return undefined;
  }
  const tokenUrl = input.tokenUrl ?? discovery.urls.oauth;
  try {
    const client = { tokenUrl, clientId: input.clientId, clientSecret: input.clientSecret };
    if (input.getToken !== undefined) {
      const token = await input.getToken(tokenUrl);
      checks.push(passed("token", `from ${nameOf({ method: "POST", url: tokenUrl })}`));
      return token;
    }
    const token = await requestToken(client);
    checks.push(passed("token", `for client ${input.clientId}, valid for ${token.expiresInSeconds} s`));
    return token.accessToken;
  } catch (error) {
    const check = failedBy("token", error);
    const isListed = input.tokenUrl === undefined && originOf(tokenUrl) !== originOf(baseUrl);
    checks.push(
      error instanceof BrokenCall && isListed ? { ...check, fix: `${ELSEWHERE_FIX} ${FORWARDED_FIX}` } : check,
    );
    return undefined;
  }
}

async function checkAccess(
  input: TargetInput,
  target: DiscoveredTarget,
  token: string,
  checks: Check[],
): Promise<Pick<TargetFacts, "tokenInfo" | "strategies" | "dependencies">> {
  const { discovery } = target;
  const tokenInfo = await checkTokenInfo(input, discovery, token, checks);
  const strategies = await checkStrategies(input, tokenInfo, token, checks);
  const dependencies = await checkDependencies(discovery, token, checks);
  checks.push(await checkData(target, token, tokenInfo));
  return {
    ...(tokenInfo === undefined ? {} : { tokenInfo }),
    ...(strategies === undefined ? {} : { strategies }),
    ...(dependencies === undefined ? {} : { dependencies }),
  };
}

async function checkStrategies(
  { service, wanted, datasets = [] }: TargetInput,
  info: TokenInfo | undefined,
  token: string,
  checks: Check[],
): Promise<Strategies | undefined> {
  if (info?.claimSet === undefined) {
    checks.push(skipped("authorization", "the target does not name the client's claim set"));
    return undefined;
  }
  const read = await readStrategies(service, info.claimSet);
  if (read.kind === "unknown") checks.push(skipped("authorization", `strategies are not known: ${read.reason}`));
  else checks.push(checkAuthorization({ ...read, wanted, reach: reachOf(token, info), datasets }));
  return read.kind === "known" ? read.strategies : undefined;
}

async function checkTokenInfo(
  input: TargetInput,
  discovery: Discovery,
  token: string,
  checks: Check[],
): Promise<TokenInfo | undefined> {
  try {
    const result = await fetchTokenInfo(discovery, token);
    if (result.kind === "known") {
      checks.push(checkClaims(input.wanted, result.info));
      return result.info;
    }
    if (result.isClaimSetUnknown === true) {
      checks.push(failed("claims", result.reason, UNKNOWN_CLAIM_SET_FIX));
      return undefined;
    }
    checks.push(warned("claims", result.reason, "Missing permissions will only show during the run."));
  } catch (error) {
    checks.push(failedBy("claims", error));
  }
  return undefined;
}

async function checkDependencies(
  discovery: Discovery,
  token: string,
  checks: Check[],
): Promise<readonly DependencyRow[] | undefined> {
  try {
    const rows = await fetchDependencies(discovery, token);
    const last = Math.max(...rows.map((row) => row.order));
    checks.push(passed("dependencies", `${rows.length} rows, ${last} levels`));
    return rows;
  } catch (error) {
    checks.push(failedBy("dependencies", error));
    return undefined;
  }
}

async function checkData(
  { baseUrl, discovery }: DiscoveredTarget,
  token: string,
  info: TokenInfo | undefined,
): Promise<Check> {
  try {
    const result = await callData(discovery, readableResource(info), token);
    if (result.kind === "ok") return passed("data", `${result.call} returned 200`);
    return failed("data", result.text, result.fix, result.isClientAtFault ? "auth" : "preflight");
  } catch (error) {
    const check = failedBy("data", error);
    const isListed = originOf(discovery.urls.dataManagementApi) !== originOf(baseUrl);
    return error instanceof BrokenCall && isListed ? { ...check, fix: FORWARDED_FIX } : check;
  }
}
