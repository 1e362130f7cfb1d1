/**
 * The token of a run: one request to the OAuth server per lifetime, however many callers ask. Each new token is the next
 * generation: it is asked for when the last one is due, or was refused.
 */

import { setTimeout as sleep } from "node:timers/promises";
import { LoadTestError } from "../base/errors.ts";
import { renewAt } from "../lib/auth/token-policy.ts";
import type { Attempt } from "../lib/http/retry-policy.ts";
import { repeat } from "./repeat.ts";

/** A token for many callers at once. */
export interface TokenSource {
  /** @throws LoadTestError when there is none */
  current(): Promise<string>;
  /** Another token than the refused one; callers that were refused together wait for one request. */
  renew(refused: string): Promise<string>;
}

/** One token that cannot be renewed. */
export function fixedToken(token: string): TokenSource {
  return { current: async () => token, renew: async () => token };
}

export interface IssuedToken {
  readonly accessToken: string;
  readonly lifetimeSeconds: number;
}

/** A token, or why there is none; the outcome shows whether a retry can help. */
export type IssueResult = Attempt &
  ({ readonly token: IssuedToken } | { readonly token?: never; readonly error: LoadTestError });

export interface TokenOptions {
  /** Asks the OAuth server once. Never throws. */
  readonly issue: () => Promise<IssueResult>;
  readonly now?: () => number;
  readonly wait?: (ms: number) => Promise<unknown>;
}

export interface Generation {
  readonly token: string;
  readonly renewAtMs: number;
}

/** Token servers limit requests more than others do. */
const LIMITS = { transient: 8, firstPauseMs: 250 };
/** A request that takes longer is reported. */
const SLOW_MS = 1000;
/** A token that is refused at once is not replaced more often than this: twice as long each time, as it may be for good. */
const SHORTEST_GENERATION_MS = 250;
const LONGEST_GENERATION_MS = 10_000;
/** Times in a row that a server issued a refused token again: a gateway may cache tokens. */
const MOST_SAME_TOKENS = 5;

export class TokenGenerations implements TokenSource {
  readonly #issue: TokenOptions["issue"];
  readonly #now: () => number;
  readonly #wait: (ms: number) => Promise<unknown>;
  #last = -1;
  #issuedAtMs = 0;
  /** Shortest life of the current token, if it is refused. */
  #shortestMs = SHORTEST_GENERATION_MS;
  #same = 0;
  #current: Generation | undefined;
  #flight: Promise<void> | undefined;
  /** Token requests that were answered with a token, and those that were not. */
  issued = 0;
  refused = 0;
  /** Time without a token, because the server failed or was slow. */
  waitedMs = 0;

  constructor({ issue, now = Date.now, wait = sleep }: TokenOptions) {
    this.#issue = issue;
    this.#now = now;
    this.#wait = wait;
  }

  /** The token of a generation, or the current one where that generation is past. @throws LoadTestError when there is none */
  async get(generation: number): Promise<Generation> {
    while (this.#current === undefined || generation > this.#last) {
      this.#flight ??= this.#next().finally(() => {
        this.#flight = undefined;
      });
      await this.#flight;
    }
    return this.#current;
  }

  async current(): Promise<string> {
    const isDue = this.#current === undefined || this.#now() >= this.#current.renewAtMs;
    return (await this.get(isDue ? this.#last + 1 : this.#last)).token;
  }

  async renew(refused: string): Promise<string> {
    return (await this.get(this.#current?.token === refused ? this.#last + 1 : this.#last)).token;
  }

  async #next(): Promise<void> {
    const before = this.#current;
    const isRefused = before !== undefined && this.#now() < before.renewAtMs;
    await this.#waitForTurn(before !== undefined, isRefused);
    const startedMs = this.#now();
    const { refused } = this;
    let askedAtMs = 0;
    const ask = async (): Promise<IssueResult> => {
      askedAtMs = this.#now();
      const result = await this.#issue();
      if (result.token === undefined) this.refused++;
      return result;
    };
    const { last } = await repeat(ask, { limits: LIMITS, pause: this.#wait, chance: () => 1 });
    const tookMs = this.#now() - startedMs;
    if (this.refused > refused || tookMs > SLOW_MS) this.waitedMs += tookMs;
    if (last.token === undefined) throw last.error;
    const { accessToken, lifetimeSeconds } = last.token;
    this.#same = isRefused && before.token === accessToken ? this.#same + 1 : 0;
    if (this.#same >= MOST_SAME_TOKENS) throw sameToken();
    this.#current = { token: accessToken, renewAtMs: renewAt(askedAtMs, lifetimeSeconds) };
    this.#issuedAtMs = this.#now();
    this.#last++;
    this.issued++;
  }
  async #waitForTurn(isRenewal: boolean, isRefused: boolean): Promise<void> {
    const shortestMs = isRefused ? this.#shortestMs : SHORTEST_GENERATION_MS;
    const tooSoonMs = this.#issuedAtMs + shortestMs - this.#now();
    const isTooSoon = isRenewal && tooSoonMs > 0;
    this.#shortestMs =
      isRefused && isTooSoon ? Math.min(LONGEST_GENERATION_MS, 2 * shortestMs) : SHORTEST_GENERATION_MS;
    if (isTooSoon) await this.#wait(tooSoonMs);
  }
}

function sameToken(): LoadTestError {
  const hint = "Look for a gateway that caches tokens, and compare the issuer and audience settings of the target.";
  return new LoadTestError("auth", "the target rejects the token, and the token URL issues the same one again", {
    hint,
  });
}
