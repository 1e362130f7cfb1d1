/** The token of a run for many callers at once: asked for when it is due, and again after the target refused it. */

import { LoadTestError } from "../base/errors.ts";
import type { TokenBroker } from "../run/engine/token-broker.ts";

export interface TokenSource {
  /** @throws LoadTestError "auth" when none can be had. */
  current(): Promise<string>;
  /** Another token than the refused one; callers that were refused together wait for one and the same request. */
  renew(refused: string): Promise<string>;
}

/** Reads from the broker that also serves k6, so that the run has one token per lifetime. */
export function brokerTokens(broker: Pick<TokenBroker, "url" | "key" | "statistics">): TokenSource {
  let token: string | undefined;
  let renewAtMs = 0;
  let flight: Promise<string> | undefined;
  const ask = async (key: string): Promise<string> => {
    const answer = await fetch(`${broker.url}/${key}`, { headers: { "x-broker-key": broker.key } });
    const text = await answer.text();
    if (answer.status !== 200) throw new LoadTestError("auth", text);
    return text;
  };
  const take = async (generation: number): Promise<string> => {
    token = await ask(`token-${generation}`);
    renewAtMs = Number((await ask(`renew-${generation}`)).slice("at-".length));
    return token;
  };
  const singly = (work: () => Promise<string>): Promise<string> => {
    flight ??= work().finally(() => {
      flight = undefined;
    });
    return flight;
  };
  const newest = (): number => Math.max(0, broker.statistics().issued - 1);
  return {
    current: async () => {
      if (token !== undefined && Date.now() < renewAtMs) return token;
      return singly(() => take(token === undefined ? newest() : newest() + 1));
    },
    renew: async (refused) => {
      if (token !== undefined && token !== refused) return token;
      return singly(async () => {
        const known = await take(newest());
        return known === refused ? take(newest() + 1) : known;
      });
    },
  };
}

/** One token that cannot be renewed. */
export function fixedToken(token: string): TokenSource {
  return { current: async () => token, renew: async () => token };
}
