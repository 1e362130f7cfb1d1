/** Requests the token of a run, and decides whether a retry can help. */

import { LoadTestError } from "../base/errors.ts";
import { outcomeOf } from "../lib/http/outcome.ts";
import type { Attempt } from "../lib/http/retry-policy.ts";
import { BrokenCall, type HttpAnswer, retryAfterOf } from "./http.ts";
import { askForToken, type ClientCredentials } from "./token.ts";
import type { IssueResult } from "./token-generations.ts";

/** Answers about the client: they stand. */
const REFUSALS: ReadonlySet<number> = new Set([400, 401, 403, 429]);

export function tokenIssuer(client: ClientCredentials): () => Promise<IssueResult> {
  let wasIssued = false;
  return async () => {
    try {
      const { token, answer, refusal } = await askForToken(client, 1);
      if (token === undefined) return { ...refusedBy(answer, wasIssued), error: refusal() };
      wasIssued = true;
      const { accessToken, expiresInSeconds } = token;
      return { outcome: "read", token: { accessToken, lifetimeSeconds: expiresInSeconds } };
    } catch (error) {
      if (!(error instanceof LoadTestError)) throw error;
      const mayPass = wasIssued || (error instanceof BrokenCall && error.isTransient);
      return { outcome: mayPass ? "cut-off" : "rejected", error };
    }
  };
}

/** In the middle of a run a gateway's page instead of a token passes. */
function refusedBy(answer: HttpAnswer, wasIssued: boolean): Attempt {
  const status = wasIssued && !REFUSALS.has(answer.status) ? Math.max(500, answer.status) : answer.status;
  return { outcome: outcomeOf("read", { status }), retryAfterMs: retryAfterOf(answer) };
}
