/**
 * One token for all VUs. Under the runner it comes from the token broker through k6's secret manager, which keeps one
 * value per key for the whole process; in a direct `k6 run` every VU starts with the token of `setup()` and renews by
 * itself only near the end, spread in time. An instance lives in one VU (k6 gives each VU its own module state): what
 * is shared is the token.
 */

import exec from "k6/execution";
import secrets from "k6/secrets";
import { renewAt } from "../lib/auth/token-policy.ts";
import { readRenewal, writeBrokerKey } from "../lib/contracts/broker.ts";
import { after, type MaybePromise } from "../lib/maybe-promise.ts";

export interface TokenSource {
  /** The token of a generation: 0 is the first, each higher one replaces the one before. */
  fetch(generation: number): MaybePromise<{ readonly token: string; readonly renewAtMs: number }>;
}

/** Refusals of new tokens in a row after which a 401 is final. */
const GENERATIONS_TO_TRY = 50;

export class SharedAuthManager {
  readonly #source: TokenSource;
  #generation = -1;
  /** When the header has to be replaced: at once before `ready`. Milliseconds since 1970. */
  renewAtMs = 0;
  /** Empty before `ready`, and where no token is asked for. */
  header = "";

  constructor(source: TokenSource) {
    this.#source = source;
  }

  /** The header, at once unless a token has to be fetched. */
  ready(nowMs: number): MaybePromise<string> {
    return nowMs < this.renewAtMs ? this.header : after(this.#advance(), () => this.ready(Date.now()));
  }

  /** Takes the next token. False: there is none. */
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

/** Asks the runner's broker. */
export const brokerSource: TokenSource = {
  fetch: async (generation) => {
    const token = await secrets.get(writeBrokerKey("token", generation));
    const renewal = await secrets.get(writeBrokerKey("renew", generation));
    return { token, renewAtMs: readRenewal(renewal) };
  },
};

/** @param request asks the OAuth server; used only when `first` is near its end. */
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
