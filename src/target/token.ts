/** Tokens by client credentials (RFC 6749 section 4.4) and what they allow. */

import { LoadTestError } from "../base/errors.ts";
import { lifetimeOf } from "../lib/auth/token-policy.ts";
import { isInTheClear, originOf } from "../lib/edfi/api-urls.ts";
import { asRecord, asText, parseJson } from "../lib/edfi/json.ts";
import { parseTokenInfo, type TokenInfo } from "../lib/edfi/token-info.ts";
import type { Discovery } from "./discovery.ts";
import { describeAnswer, type HttpAnswer, type HttpCall, mask, nameOf, send } from "./http.ts";

export interface ClientCredentials {
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

export interface AccessToken {
  readonly accessToken: string;
  /** From the response; 1800 if it has none (the DMS default). */
  readonly expiresInSeconds: number;
  /** This machine's clock when the token came. */
  readonly receivedAtMs: number;
}

const MAX_TOKEN_BYTES = 256 * 1024;

/** Error texts of servers that require the credentials in the body. */
const WANTS_BODY: Readonly<Record<number, RegExp>> = {
  400: /client_?id|client_?secret|basic|authorization header|client authentication/i,
  401: /\bbasic\b|client_secret_post|authentication method|missing client/i,
};

/**
 * Asks for a token with the credentials in a Basic header, each half percent-encoded. A server that
 * rejects this header gets one more request with the credentials in the body.
 * @throws LoadTestError "auth" when the client is refused, "preflight" when there is no token for another reason.
 */
export async function requestToken(client: ClientCredentials): Promise<AccessToken> {
  const { token, refusal } = await askForToken(client);
  if (token === undefined) throw refusal();
  return token;
}

/** The same for callers that interpret a refusal themselves. Throws only when there is no answer. */
export async function askForToken(
  client: ClientCredentials,
  attempts = 3,
): Promise<{
  readonly token: AccessToken | undefined;
  readonly answer: HttpAnswer;
  readonly refusal: () => LoadTestError;
}> {
  const basic = { ...basicCall(client), attempts };
  let answer = await send(basic);
  if (WANTS_BODY[answer.status]?.test(answer.text) === true) {
    const second = await send({ ...bodyCall(client), attempts });
    if (second.status === 200) answer = second;
  }
  const token = answer.status === 200 ? readToken(answer) : undefined;
  return { token, answer, refusal: () => refused(basic, answer, client) };
}

export type TokenInfoResult =
  | { readonly kind: "known"; readonly info: TokenInfo }
  /** The server has no such call, or its answer cannot be read: see `reason`. */
  | { readonly kind: "unknown"; readonly reason: string; readonly isClaimSetUnknown?: boolean };

/** Asks what a token allows. Never throws for an answer; the network may. */
export async function fetchTokenInfo(discovery: Discovery, accessToken: string): Promise<TokenInfoResult> {
  const url = tokenInfoUrl(discovery);
  if (url === undefined) return { kind: "unknown", reason: "the discovery document lists no tokenInfo URL" };
  const own = [discovery.urls.oauth, discovery.urls.dataManagementApi].map(originOf);
  if (!own.includes(originOf(url)))
    return {
      kind: "unknown",
      reason: `the token is not sent to ${originOf(url)}, which is the origin of neither the data nor the OAuth URL`,
    };
  if (isInTheClear(url, discovery.urls.dataManagementApi))
    return {
      kind: "unknown",
      reason: `the token is not sent to ${originOf(url)}, because it would be unencrypted`,
    };
  const call: HttpCall = {
    method: "POST",
    url,
    headers: { authorization: `Bearer ${accessToken}`, "content-type": "application/x-www-form-urlencoded" },
    body: `token=${encodeURIComponent(accessToken)}`,
    attempts: 3,
  };
  const answer = await send(call);
  if (answer.status !== 200) {
    // A DMS with tenants says it of every token.
    if (answer.status === 401 && /resolve application context/i.test(answer.text))
      return { kind: "unknown", reason: "token_info returned 401, as it does with tenants" };
    const isClaimSetUnknown = answer.status === 401 && /claim ?set was not found/i.test(answer.text);
    return { kind: "unknown", reason: `${nameOf(call)} ${describeAnswer(answer, [accessToken])}`, isClaimSetUnknown };
  }
  const info = parseTokenInfo(mask(answer.text, [accessToken]));
  return info === undefined
    ? { kind: "unknown", reason: `${nameOf(call)} returned no token information` }
    : { kind: "known", info };
}

/** ODS/API serves `/oauth/token_info` beside its token address without listing it. */
function tokenInfoUrl(discovery: Discovery): string | undefined {
  const { tokenInfo, oauth } = discovery.urls;
  if (tokenInfo !== undefined) return tokenInfo;
  return oauth.endsWith("/oauth/token") ? `${oauth}_info` : undefined;
}

function basicCall(client: ClientCredentials): HttpCall {
  return tokenCall(client, "grant_type=client_credentials", {
    authorization: `Basic ${Buffer.from(basicPair(client)).toString("base64")}`,
  });
}

function basicPair(client: ClientCredentials): string {
  return `${encodeURIComponent(client.clientId)}:${encodeURIComponent(client.clientSecret)}`;
}

function bodyCall(client: ClientCredentials): HttpCall {
  const { clientId, clientSecret } = client;
  const form = { grant_type: "client_credentials", client_id: clientId, client_secret: clientSecret };
  return tokenCall(client, new URLSearchParams(form).toString(), {});
}

function tokenCall(client: ClientCredentials, body: string, headers: Readonly<Record<string, string>>): HttpCall {
  return {
    method: "POST",
    url: client.tokenUrl,
    headers: { ...headers, "content-type": "application/x-www-form-urlencoded" },
    body,
    attempts: 3,
    maxBytes: MAX_TOKEN_BYTES,
  };
}

/** Undefined when the answer holds no token. */
export function readToken(answer: HttpAnswer): AccessToken | undefined {
  const record = asRecord(parseJson(answer.text));
  const accessToken = asText(record?.access_token);
  if (accessToken === undefined || /[\s\p{Cc}]/u.test(accessToken)) return undefined;
  const receivedAtMs = Date.now();
  return { accessToken, expiresInSeconds: lifetimeOf(record?.expires_in, receivedAtMs), receivedAtMs };
}

function refused(call: HttpCall, answer: HttpAnswer, client: ClientCredentials): LoadTestError {
  const seen = `${nameOf(call)} ${answer.status === 200 ? "returned 200 without an access_token" : describeAnswer(answer, [client.clientSecret, basicPair(client)])}`;
  const { status } = answer;
  if (status === 400 || status === 401 || status === 403) {
    const hint = "Check CLIENT_ID and CLIENT_SECRET, or create a new client with: npm run setup-client";
    return new LoadTestError("auth", seen, { hint });
  }
  if (status === 429) {
    const hint = "The server limits token requests or live tokens; wait and try again.";
    return new LoadTestError("auth", seen, { hint });
  }
  const hint =
    status >= 500
      ? "The token service of the target failed; check its log (DMS: check that the Configuration Service is up)."
      : "Check the token URL: OAUTH_TOKEN_URL, or urls.oauth in the target's discovery document.";
  return new LoadTestError("preflight", seen, { hint });
}
