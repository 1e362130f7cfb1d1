/** Asks the OAuth server for a token, with the client's credentials in a Basic header as DMS requires. */

import encoding from "k6/encoding";
import { lifetimeOf } from "../lib/auth/token-policy.ts";
import { asRecord, asText, parseJson } from "../lib/edfi/json.ts";
import { type Reply, send } from "./http-client.ts";
import { repeat } from "./repeat.ts";
import { noAnswer } from "./report.ts";

export interface Client {
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly timeoutMs: number;
  /** Repeats after 429, 5xx and no answer. */
  readonly retryLimit: number;
}

export interface Token {
  readonly value: string;
  readonly issuedAtMs: number;
  readonly lifetimeSeconds: number;
}

/** Pause before the first repeat: token servers have lower rate limits than others. */
const FIRST_PAUSE_MS = 250;

const TOKEN_CALL = {
  method: "POST",
  operation: "read",
  op: "token",
  resource: "oauth",
  name: "POST /oauth/token",
  body: "grant_type=client_credentials",
  headers: { "Content-Type": "application/x-www-form-urlencoded" },
} as const;

/** @throws if the server rejects the client, or does not respond */
export function requestToken(client: Client): Token {
  let issuedAtMs = 0;
  const ask = (): Reply => {
    issuedAtMs = Date.now();
    return askOnce(client);
  };
  const { reply } = repeat(ask(), TOKEN_CALL, { transient: client.retryLimit, firstPauseMs: FIRST_PAUSE_MS }, ask);
  const answer = reply.status === 200 ? asRecord(parseJson(reply.body)) : undefined;
  const value = asText(answer?.access_token);
  if (value !== undefined && /^[!-~]+$/.test(value)) {
    return { value, issuedAtMs, lifetimeSeconds: lifetimeOf(answer?.expires_in, issuedAtMs) };
  }
  const seen =
    reply.status === 0 ? `: ${noAnswer(reply.body)}` : ` returned ${reply.status}; expected 200 with a token.`;
  throw new Error(`POST ${client.tokenUrl}${seen}${reply.status === 0 ? "" : " Check CLIENT_ID and CLIENT_SECRET."}`);
}

function askOnce({ tokenUrl, clientId, clientSecret, timeoutMs }: Client): Reply {
  const credentials = encoding.b64encode(`${encodeURIComponent(clientId)}:${encodeURIComponent(clientSecret)}`);
  return send({ ...TOKEN_CALL, url: tokenUrl }, `Basic ${credentials}`, timeoutMs);
}
