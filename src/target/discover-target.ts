/** Asks a target for its discovery document. */

import { LoadTestError } from "../base/errors.ts";
import { isInTheClear, originOf } from "../lib/edfi/api-urls.ts";
import { normalizeBaseUrl } from "./base-url.ts";
import { type Discovery, parseDiscovery } from "./discovery.ts";
import { describeAnswer, type HttpAnswer, type HttpCall, nameOf, send } from "./http.ts";

export interface DiscoveredTarget {
  /** Normal form of the address that was asked, without a slash at the end. */
  readonly baseUrl: string;
  readonly discovery: Discovery;
  /** Server clock minus this machine's, in milliseconds, to about a second; absent without a Date header. */
  readonly clockSkewMs?: number;
}

const MAX_DISCOVERY_BYTES = 512 * 1024;

export const FORWARDED_FIX =
  "Configure the gateway to send X-Forwarded-Proto, -Host and -Port, and the server to use them (DMS and ODS/API: UseReverseProxyHeaders).";

/**
 * @param tokenUrl overrides the token address of the discovery document
 * @throws LoadTestError "preflight" when the target cannot be reached, is not an Ed-Fi API or would have secrets sent in the clear,
 * "config" for a wrong address.
 */
export async function discoverTarget(address: string, tokenUrl?: string): Promise<DiscoveredTarget> {
  const baseUrl = normalizeBaseUrl(address);
  const target = readDiscovery(baseUrl, await askRoot(baseUrl));
  const refusal = refuseClearText(target, tokenUrl);
  if (refusal !== undefined) throw refusal;
  return target;
}

/** A gateway terminates TLS, and the server behind it is not configured for that and lists http URLs. */
export function refuseClearText(
  { baseUrl, discovery }: DiscoveredTarget,
  tokenUrl?: string,
): LoadTestError | undefined {
  if (tokenUrl !== undefined && isInTheClear(tokenUrl, baseUrl)) {
    const seen = `OAUTH_TOKEN_URL uses http but ${baseUrl} uses https: the secret would be sent unencrypted`;
    return new LoadTestError("config", seen, { hint: "Set OAUTH_TOKEN_URL to the https URL." });
  }
  const { dataManagementApi, oauth } = discovery.urls;
  const open = [tokenUrl ?? oauth, dataManagementApi].find((url) => isInTheClear(url, baseUrl));
  if (open === undefined) return undefined;
  const seen = `${baseUrl} lists http URLs (${originOf(open)}): secrets would be sent unencrypted`;
  return new LoadTestError("preflight", seen, { hint: FORWARDED_FIX });
}

/** Whatever the target answers at its root. @throws LoadTestError "preflight" when it cannot be reached. */
export async function askRoot(baseUrl: string): Promise<HttpAnswer> {
  return await send(rootCall(baseUrl));
}

/** @throws LoadTestError "preflight" when the answer is no discovery document. */
export function readDiscovery(baseUrl: string, answer: HttpAnswer): DiscoveredTarget {
  if (answer.status !== 200) throw refused(rootCall(baseUrl), answer);
  const result = parseDiscovery(answer.text, baseUrl);
  if (result.kind === "refused") throw new LoadTestError("preflight", result.reason, { hint: result.fix });
  const clockSkewMs = skewOf(answer);
  return { baseUrl, discovery: result.discovery, ...(clockSkewMs === undefined ? {} : { clockSkewMs }) };
}

function rootCall(baseUrl: string): HttpCall {
  return { method: "GET", url: `${baseUrl}/`, maxBytes: MAX_DISCOVERY_BYTES };
}

function refused(call: HttpCall, answer: HttpAnswer): LoadTestError {
  const isRedirect = answer.status >= 300 && answer.status < 400;
  const hint = isRedirect
    ? "Set API_BASE_URL to the URL of the API itself; redirects are not followed."
    : /^50[234]$/.test(String(answer.status))
      ? "Check that the API is up: the response comes from a gateway in front of it, or from an API that is not ready."
      : rootFix(call.url);
  return new LoadTestError("preflight", `${nameOf(call)} ${describeAnswer(answer)}`, { hint });
}

function rootFix(url: string): string {
  const fix = "Set API_BASE_URL to the root of the Ed-Fi API, the URL of its discovery document (expected status 200)";
  const { pathname } = new URL(url);
  if (pathname === "/") return `${fix}.`;
  const [root, beyond] = url.split(PARTS_OF_AN_API);
  return beyond === undefined ? `${fix}.${QUALIFIERS_FIX}` : `${fix}: ${root}`;
}

/** Where the addresses of an Ed-Fi API go on behind its root: `/data/v3`, `/oauth/token`. */
const PARTS_OF_AN_API = /\/(?:data|oauth|connect|metadata|health)(?:\/.*)?$/i;

const QUALIFIERS_FIX =
  " A target without tenants, school years or instances in its URLs takes no --tenant, --route-school-year or --instance.";

/** The Date header has whole seconds, so half a second is added. */
function skewOf(answer: HttpAnswer): number | undefined {
  const serverMs = Date.parse(answer.headers.get("date") ?? "");
  return Number.isNaN(serverMs) ? undefined : Math.round(serverMs + 500 - answer.atMs);
}
