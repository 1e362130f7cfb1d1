/** Checks that the target is ready: reachable, an Ed-Fi API, healthy, and accessible to this client. */

import { LoadTestError } from "../../base/errors.ts";
import { type Health, parseHealth } from "../../base/health.ts";
import { originOf, shorterBases } from "../../lib/edfi/api-urls.ts";
import { normalizeBaseUrl } from "../base-url.ts";
import { lookAtCertificate } from "../certificate.ts";
import { askRoot, type DiscoveredTarget, FORWARDED_FIX, readDiscovery, refuseClearText } from "../discover-target.ts";
import { type DataModel, type Discovery, dataStandardOf } from "../discovery.ts";
import { BrokenCall, nameOf, send } from "../http.ts";
import { requestToken } from "../token.ts";
import { checkAccess } from "./access-checks.ts";
import { checkCertificate } from "./certificate-check.ts";
import { type Check, failed, failedBy, passed, skipped, warned } from "./checklist.ts";
import type { TargetFacts, TargetInput } from "./target-facts.ts";

export interface TargetReport {
  readonly checks: readonly Check[];
  readonly facts: TargetFacts;
}

const ELSEWHERE_FIX =
  "The target's discovery document lists this URL, but it does not work from this machine: set OAUTH_TOKEN_URL if only this URL is wrong.";

export const SKEW_WARNING_MS = 5_000;
const AFTER_TOKEN = ["claims", "authorization", "dependencies", "data"] as const;
const AFTER_TARGET = ["discovery", "data standard", "health", "clock", "token", ...AFTER_TOKEN] as const;

export async function checkTarget(input: TargetInput): Promise<TargetReport> {
  const checks: Check[] = [];
  const target = await checkRoot(input, checks);
  if (target === undefined) {
    const known = new Set(checks.map((check) => check.name));
    const rest = AFTER_TARGET.filter((name) => !known.has(name));
    const why = known.has("discovery") ? "no discovery document" : "the target is not reachable";
    return { checks: [...checks, ...rest.map((name) => skipped(name, why))], facts: {} };
  }
  const { baseUrl, discovery, clockSkewMs } = target;
  checks.push(describeDataStandard(discovery), await checkHealth(baseUrl), checkClock(clockSkewMs));
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
  const text = `${discovery.applicationName ?? "Ed-Fi API"} ${discovery.informationalVersion ?? discovery.version}`;
  const refusal = refuseClearText({ baseUrl, discovery }, tokenUrl);
  if (refusal !== undefined) return failedBy("discovery", refusal);
  const foreign = originOf(discovery.urls.dataManagementApi);
  if (foreign === originOf(baseUrl)) return passed("discovery", text);
  const fix =
    "Ignore this if it is intended. Otherwise set API_BASE_URL to that URL, or correct the server's forwarded headers.";
  return warned("discovery", `${text}; its data is at another origin, ${foreign}`, fix);
}

function describeDataStandard(discovery: Discovery): Check {
  const standard = dataStandardOf(discovery);
  if (standard === undefined) return skipped("data standard", "the discovery document does not name it");
  const named = ({ name, version }: DataModel): string => `${name} ${version}`.trim();
  const { informationalVersion: title } = standard;
  const extensions = discovery.dataModels.filter((model) => model !== standard).map(named);
  const text = `${named(standard)}${title === undefined ? "" : ` (${title})`}`;
  return passed("data standard", extensions.length === 0 ? text : `${text}; extensions: ${extensions.join(", ")}`);
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
