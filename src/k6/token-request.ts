/** One request to the OAuth server, with the client's credentials in a Basic header as DMS wants them. */

import { sleep } from "k6";
import encoding from "k6/encoding";
import http from "k6/http";
import { afterTokenFailure, lifetimeOf } from "../lib/auth/token-policy.ts";
import { asRecord, asText, parseJson } from "../lib/edfi/json.ts";
import { parseRetryAfter } from "../lib/http/retry-after.ts";
import { noAnswer } from "./report.ts";

export interface Client {
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

export interface Token {
  readonly value: string;
  readonly issuedAtMs: number;
  readonly lifetimeSeconds: number;
}

/** Waits and repeats after 429, 5xx and no answer. @throws when the server refuses the client. */
export function requestToken(client: Client, attempts: number): Token {
  for (let attempt = 0; ; attempt++) {
    const issuedAtMs = Date.now();
    const response = ask(client);
    const body = response.status === 200 ? asRecord(parseJson(String(response.body))) : undefined;
    const value = asText(body?.access_token);
    if (value !== undefined && /^[!-~]+$/.test(value)) {
      return { value, issuedAtMs, lifetimeSeconds: lifetimeOf(body?.expires_in) };
    }
    const retryAfterMs = parseRetryAfter(response.headers["Retry-After"], issuedAtMs, response.headers.Date);
    const failure =
      retryAfterMs === undefined ? { status: response.status } : { status: response.status, retryAfterMs };
    const decision = afterTokenFailure(failure, attempt, attempts);
    if (decision.kind === "give-up") {
      throw new Error(
        response.status === 0
          ? `POST ${client.tokenUrl}: ${noAnswer(response.error)}`
          : `POST ${client.tokenUrl} returned ${response.status}; expected 200 with a token. Check CLIENT_ID and CLIENT_SECRET.`,
      );
    }
    sleep(decision.ms / 1000);
  }
}

function ask(client: Client): ReturnType<typeof http.post> {
  const credentials = `${encodeURIComponent(client.clientId)}:${encodeURIComponent(client.clientSecret)}`;
  return http.post(client.tokenUrl, "grant_type=client_credentials", {
    headers: {
      Authorization: `Basic ${encoding.b64encode(credentials)}`,
      "Content-Type": "application/x-www-form-urlencoded",
      Accept: "application/json",
    },
    tags: { name: "POST /oauth/token", resource: "oauth", op: "token" },
    redirects: 0,
  });
}
