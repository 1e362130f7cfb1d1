/**
 * One token for all VUs. Under the runner it comes from the token broker through k6's secret manager, which caches one
 * value per key for the whole process. In a direct `k6 run`, every VU starts with the token of `setup()` and renews it
 * near its end, at a time of its own. Each VU has its own instance; the token is what they share.
 */

import exec from "k6/execution";
import secrets from "k6/secrets";
import { renewAt } from "../lib/auth/token-policy.ts";
import { readRenewal, writeBrokerKey } from "../lib/contracts/broker.ts";
import { after, type MaybePromise } from "../lib/maybe-promise.ts";

export interface TokenSource {
  /** Returns the token of a generation: 0 is the first, each later one replaces its predecessor. */
  fetch(generation: number): MaybePromise<{ readonly token: string; readonly renewAtMs: number }>;
}

/** New tokens to try after a 401. */
const GENERATIONS_TO_TRY = 50;

export class SharedAuthManager {
  readonly #source: TokenSource;
  #generation = -1;
  /** When to replace the token, in epoch milliseconds; 0 before `ready`. */
  renewAtMs = 0;
  /** Empty before `ready`, and without a token. */
  header = "";

  constructor(source: TokenSource) {
    this.#source = source;
  }

  /** Returns the header; a promise if a token has to be fetched. */
  ready(nowMs: number): MaybePromise<string> {
    return nowMs < this.renewAtMs ? this.header : after(this.#advance(), () => this.ready(Date.now()));
  }

  /** Replaces a rejected token. @returns false if there is none */
  refused(): MaybePromise<boolean> {
    return this.#replace(this.header, 0);
  }

  #replace(refused: string, tried: number): MaybePromise<boolean> {
    if (tried >= GENERATIONS_TO_TRY) return false;
    return after(this.#advance(), () => this.header !== refused || this.#replace(refused, tried + 1));
  }

  #advance(): MaybePromise<void> {
    this.#generation++;
    return after(this.#source.fetch(this.#generation), ({ token, renewAtMs }) => {
      this.header = token === "" ? "" : `Bearer ${token}`;
      this.renewAtMs = renewAtMs;
    });
  }
}

/** Fetches tokens from the runner's broker. */
export const brokerSource: TokenSource = {
  fetch: async (generation) => {
    const token = await secrets.get(writeBrokerKey("token", generation));
    const renewal = await secrets.get(writeBrokerKey("renew", generation));
    return { token, renewAtMs: readRenewal(renewal) };
  },
};

/** @param request fetches a token from the OAuth server; called when `first` is near its end */
export function directSource(
  first: { readonly token: string; readonly issuedAtMs: number; readonly lifetimeSeconds: number },
  request: () => { readonly value: string; readonly issuedAtMs: number; readonly lifetimeSeconds: number },
): TokenSource {
  const spread = (exec.vu.idInTest * 0.618034) % 1;
  return {
    fetch: (generation) => {
      if (generation === 0) {
        return { token: first.token, renewAtMs: renewAt(first.issuedAtMs, first.lifetimeSeconds, spread) };
      }
      const { value, issuedAtMs, lifetimeSeconds } = request();
      return { token: value, renewAtMs: renewAt(issuedAtMs, lifetimeSeconds, spread) };
    },
  };
}
