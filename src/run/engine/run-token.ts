/** The token of a run: one broker, started when the token address is known, asked by preflight and by k6 alike. */

import { LoadTestError } from "../../base/errors.ts";
import type { CleanupStack } from "../../cli/cleanup-stack.ts";
import { parseRetryAfter } from "../../lib/http/retry-after.ts";
import { BrokenCall } from "../../target/http.ts";
import type { Installation } from "../../target/installation.ts";
import { askForToken } from "../../target/token.ts";
import { type IssueResult, startTokenBroker, type TokenBroker } from "./token-broker.ts";

const REFUSALS: ReadonlySet<number> = new Set([400, 401, 403, 429]);

export interface RunToken {
  /** The access token, for preflight. @throws LoadTestError when the client is refused. */
  get(tokenUrl: string): Promise<string>;
  /** @throws when `get` was never called. */
  broker(): TokenBroker;
}

export function createRunToken(installation: Installation, cleanup: CleanupStack): RunToken {
  let broker: TokenBroker | undefined;
  let refusal: LoadTestError | undefined;
  let wasIssued = false;
  const start = async (tokenUrl: string): Promise<TokenBroker> => {
    const client = { tokenUrl, clientId: installation.clientId, clientSecret: installation.clientSecret };
    const issue = async (): Promise<IssueResult> => {
      try {
        const { token, answer, refusal: describe } = await askForToken(client, 1);
        if (token !== undefined) {
          wasIssued = true;
          return { token: { accessToken: token.accessToken, lifetimeSeconds: token.expiresInSeconds } };
        }
        refusal = describe();
        const retryAfterMs = parseRetryAfter(
          answer.headers.get("retry-after") ?? undefined,
          Date.now(),
          answer.headers.get("date") ?? undefined,
        );
        // In the middle of a run a gateway's page instead of a token passes; what is said of the client stands.
        const status = wasIssued && !REFUSALS.has(answer.status) ? Math.max(500, answer.status) : answer.status;
        const failure = { status, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
        return { failure, message: refusal.message };
      } catch (error) {
        if (!(error instanceof LoadTestError)) throw error;
        refusal = error;
        const isLasting = !wasIssued && !(error instanceof BrokenCall && error.isTransient);
        return { failure: { status: 0, isLasting }, message: error.message };
      }
    };
    const started = await startTokenBroker({ issue });
    cleanup.add(() => started.close());
    return started;
  };
  const started = (): TokenBroker => {
    if (broker === undefined) throw new Error("the token broker was not started");
    return broker;
  };
  const current = async (): Promise<string> => {
    try {
      return await started().token();
    } catch (error) {
      throw refusal ?? error;
    }
  };
  return {
    get: async (tokenUrl) => {
      broker ??= await start(tokenUrl);
      return current();
    },
    broker: started,
  };
}
