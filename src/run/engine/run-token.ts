/** The token of a run: one broker, started when the token address is known, asked by preflight and by k6 alike. */

import type { CleanupStack } from "../../cli/cleanup-stack.ts";
import type { Installation } from "../../target/installation.ts";
import { TokenGenerations } from "../../target/token-generations.ts";
import { tokenIssuer } from "../../target/token-issuer.ts";
import { startTokenBroker, type TokenBroker } from "./token-broker.ts";

export interface RunToken {
  /** The access token, for preflight. @throws LoadTestError when the client is refused. */
  get(tokenUrl: string): Promise<string>;
  /** @throws when `get` was never called. */
  broker(): TokenBroker;
}

export function createRunToken(installation: Installation, cleanup: CleanupStack): RunToken {
  const { clientId, clientSecret } = installation;
  let broker: TokenBroker | undefined;
  const start = async (tokenUrl: string): Promise<TokenBroker> => {
    const issue = tokenIssuer({ tokenUrl, clientId, clientSecret });
    const started = await startTokenBroker(new TokenGenerations({ issue }));
    cleanup.add(() => started.close());
    return started;
  };
  return {
    get: async (tokenUrl) => {
      broker ??= await start(tokenUrl);
      return broker.tokens.current();
    },
    broker: () => {
      if (broker === undefined) throw new Error("the token broker was not started");
      return broker;
    },
  };
}
