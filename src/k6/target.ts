/** What `setup()` finds out about the target: its URLs, and what the client may do. */

import { ADDRESSES, type Addresses, addressesOf, readAddresses } from "../lib/contracts/addresses.ts";
import { metadataUrlCandidates, originOf, readApiUrls } from "../lib/edfi/api-urls.ts";
import { type DependencyRow, parseDependencyRows } from "../lib/edfi/dependency-rows.ts";
import { type AllowedOperations, parseOperations } from "../lib/edfi/token-info.ts";
import { after, type MaybePromise } from "../lib/maybe-promise.ts";
import type { Session } from "./exchange.ts";
import { type Call, type Reply, send } from "./http-client.ts";
import { repeat } from "./repeat.ts";
import { checkReply, noAnswer } from "./report.ts";
import { seal, unseal } from "./seal.ts";
import { brokerSource, directSource, SharedAuthManager, type TokenSource } from "./shared-auth-manager.ts";
import { type Client, requestToken } from "./token-request.ts";

export interface TargetSettings {
  readonly apiBaseUrl: string;
  readonly oauthTokenUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly requestTimeout: number;
  readonly retryLimit: number;
}

/** Only in a direct run: under the runner, the broker has the token. */
interface SealedToken {
  readonly text: string;
  readonly salt: string;
  readonly issuedAtMs: number;
  readonly lifetimeSeconds: number;
}

export interface Target extends Addresses {
  /** Sealed, see seal.ts; null under the runner. */
  readonly sealedToken: SealedToken | null;
}

const SETUP_LIMITS = { transient: 5, timedOut: 0 };

/** Reads the discovery document, and in a direct `k6 run` the first token. @throws one line for the user if that fails */
export function openTarget(settings: TargetSettings): Target {
  const base = settings.apiBaseUrl;
  if (base === "")
    throw new Error("API_BASE_URL is not set: set it to the root of an Ed-Fi API, or use `npm run smoke`.");
  const reply = get(`${base}/`, "discovery", "GET /", settings.requestTimeout);
  const urls = reply.status === 200 ? readApiUrls(reply.body) : undefined;
  const about = { resource: "discovery", operation: "read" };
  checkReply("GET / returns a discovery document (200)", about, reply, urls !== undefined);
  if (urls === undefined) {
    throw new Error(
      reply.status === 0
        ? `GET ${base}/: ${noAnswer(reply.body)}`
        : `GET ${base}/ returned ${reply.status}: not the root of an Ed-Fi API. Run \`npm run preflight\` for details.`,
    );
  }
  const addresses = addressesOf(urls, settings.oauthTokenUrl);
  const { tokenUrl, dataUrl } = addresses;
  const open = /^https:/i.test(base) ? [tokenUrl, dataUrl].find((url) => /^http:/i.test(url)) : undefined;
  if (open !== undefined)
    throw new Error(`${open} uses http but ${base}/ uses https: secrets would be sent unencrypted.`);
  return { ...addresses, sealedToken: FOR_RUNNER ? null : firstToken(settings, tokenUrl) };
}

/** The target as the runner found it. Fetches the token once, so that not all VUs request it at the same time. */
export function givenTarget(): MaybePromise<Target> {
  const target = { ...readAddresses(__ENV[ADDRESSES]), sealedToken: null };
  const given = (): Target => target;
  // If there is none, the VUs report it.
  return Promise.resolve(brokerSource.fetch(0)).then(given, given);
}

function firstToken(settings: TargetSettings, tokenUrl: string): SealedToken {
  if (settings.clientId === "" || settings.clientSecret === "") {
    throw new Error("CLIENT_ID or CLIENT_SECRET is not set: `npm run setup-client` creates a client.");
  }
  const { value, issuedAtMs, lifetimeSeconds } = requestToken(clientOf(settings, tokenUrl));
  const salt = `${issuedAtMs}`;
  return { text: seal(value, settings.clientSecret, salt), salt, issuedAtMs, lifetimeSeconds };
}

function clientOf(settings: TargetSettings, tokenUrl: string): Client {
  return { ...settings, tokenUrl, timeoutMs: settings.requestTimeout };
}

/** A VU's session with the shared token. One per VU. */
export function openSession(settings: TargetSettings, target: Target): Session {
  return {
    auth: new SharedAuthManager(FOR_RUNNER ? brokerSource : ownSource(settings, target)),
    limits: { transient: settings.retryLimit, unresolved: settings.retryLimit },
    timeoutMs: settings.requestTimeout,
  };
}

function ownSource(settings: TargetSettings, { tokenUrl, sealedToken }: Target): TokenSource {
  const { text, salt, ...first } = sealedToken as SealedToken;
  const token = unseal(text, settings.clientSecret, salt);
  return directSource({ ...first, token }, () => requestToken(clientOf(settings, tokenUrl)));
}

/** The target's dependency order. @throws if it cannot be read */
export function readDependencies(target: Target, timeoutMs: number): readonly DependencyRow[] {
  let reply: Reply | undefined;
  for (const url of metadataUrlCandidates(target.dependenciesUrl)) {
    reply = get(url, "dependencies", "GET /metadata/dependencies", timeoutMs);
    const rows = reply.status === 200 ? parseDependencyRows(reply.body) : undefined;
    if (rows !== undefined) {
      checkReply(
        "GET /metadata/dependencies lists resources (200)",
        { resource: "dependencies", operation: "read" },
        reply,
        rows.length > 0,
      );
      return rows;
    }
  }
  throw new Error(`GET ${target.dependenciesUrl} returned ${reply?.status ?? 0}; expected a list of resources.`);
}

/** What the client may do; undefined if the target does not list it. */
export function readOperations(session: Session, target: Target): MaybePromise<AllowedOperations | undefined> {
  const url = target.tokenInfoUrl ?? `${target.tokenUrl.replace(/\/token$/, "")}/token_info`;
  const isOwn = [target.tokenUrl, target.dataUrl].some((own) => originOf(own) === originOf(url));
  if (!isOwn) return undefined;
  return after(session.auth.ready(Date.now()), (header) => {
    const token = header.slice("Bearer ".length);
    const name = "POST /oauth/token_info";
    const body = JSON.stringify({ token });
    const call: Call = { method: "POST", url, operation: "read", resource: "oauth", name, body, expect: [200, 404] };
    const reply = send(call, header, session.timeoutMs);
    return reply.status === 200 ? parseOperations(reply.body) : undefined;
  });
}

/** GET with a few repeats, so that one broken connection does not end the run before it starts. */
function get(url: string, resource: string, name: string, timeoutMs: number): Reply {
  const call: Call = { method: "GET", url, resource, name, operation: "read" };
  const ask = (): Reply => send(call, "", timeoutMs);
  return repeat(ask(), call, SETUP_LIMITS, ask).reply;
}
