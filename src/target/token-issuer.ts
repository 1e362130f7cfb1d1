/** Asks the OAuth server for the token of a run, and says whether asking again can help. */

import { LoadTestError } from "../base/errors.ts";
import { parseRetryAfter } from "../lib/http/retry-after.ts";
import { BrokenCall, type HttpAnswer } from "./http.ts";
import { askForToken, type ClientCredentials } from "./token.ts";
import type { IssueResult } from "./token-generations.ts";

/** Answers about the client: they stand. */
const REFUSALS: ReadonlySet<number> = new Set([400, 401, 403, 429]);

export function tokenIssuer(client: ClientCredentials): () => Promise<IssueResult> {
  let wasIssued = false;
  return async () => {
    try {
      const { token, answer, refusal } = await askForToken(client, 1);
      if (token === undefined) return { failure: failureOf(answer, wasIssued), error: refusal() };
      wasIssued = true;
      return { token: { accessToken: token.accessToken, lifetimeSeconds: token.expiresInSeconds } };
    } catch (error) {
      if (!(error instanceof LoadTestError)) throw error;
      const isLasting = !wasIssued && !(error instanceof BrokenCall && error.isTransient);
      return { failure: { status: 0, isLasting }, error };
    }
  };
}

/** In the middle of a run a gateway's page instead of a token passes. */
function failureOf({ status, headers }: HttpAnswer, wasIssued: boolean): { status: number; retryAfterMs?: number } {
  const header = (name: string): string | undefined => headers.get(name) ?? undefined;
  const retryAfterMs = parseRetryAfter(header("retry-after"), Date.now(), header("date"));
  const counted = wasIssued && !REFUSALS.has(status) ? Math.max(500, status) : status;
  return { status: counted, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
}
