/** Asks a target for its discovery document. */
import { type Discovery, parseDiscovery } from "../../lib/edfi/discovery.ts";
import { LoadTestError } from "../../lib/errors.ts";
import { normalizeBaseUrl } from "./base-url.ts";
import { describeAnswer, type HttpAnswer, type HttpCall, nameOf, send } from "./http.ts";

export interface DiscoveredTarget {
  /** Normal form of the address that was asked, without a slash at the end. */
  readonly baseUrl: string;
  readonly discovery: Discovery;
  /** Server clock minus this machine's, in milliseconds, to about a second; absent without a Date header. */
  readonly clockSkewMs?: number;
}

const MAX_DISCOVERY_BYTES = 512 * 1024;

/** @throws LoadTestError "preflight" when the target cannot be reached or is not an Ed-Fi API, "config" for a wrong address. */
export async function discoverTarget(address: string): Promise<DiscoveredTarget> {
  const baseUrl = normalizeBaseUrl(address);
  return readDiscovery(baseUrl, await askRoot(baseUrl));
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
    ? "Set API_BASE_URL to the address of the API itself; redirects are not followed."
    : "Set API_BASE_URL to the root of the Ed-Fi API, where its discovery document is (expected status 200).";
  return new LoadTestError("preflight", `${nameOf(call)} ${describeAnswer(answer)}`, { hint });
}

/** The Date header has whole seconds, so half a second is added. */
function skewOf(answer: HttpAnswer): number | undefined {
  const serverMs = Date.parse(answer.headers.get("date") ?? "");
  return Number.isNaN(serverMs) ? undefined : Math.round(serverMs + 500 - answer.atMs);
}
