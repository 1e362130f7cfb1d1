/**
 * One token for a whole run. k6 asks this loopback server through its `url` secret source, whose answers it
 * caches for all VUs of the process; the broker turns any number of questions into one token request per lifetime.
 *
 * Keys it answers (each cached by k6 for ever, hence the numbers in them):
 * - `token-<generation>`: the access token; the next generation is asked for when the last is due or was refused.
 * - `renew-<generation>`: `at-<epoch ms>`, when to ask for the next generation.
 * - `hold-<epoch ms>`: a VU tells that the target asked for a pause until then (Retry-After).
 * - `gate-<epoch second>`: `open-<second>` or `until-<epoch ms>`: the pause that all VUs keep together.
 * - `level-<n>`: `open-level-<n> <ranges>`, answered when everything below that dependency level is finished: the barrier
 *   that k6 does not have. The ranges are items that are missing.
 * - `abort-<n>`: a VU is about to end the run: whoever waits at a level is let go.
 */

import { randomBytes, timingSafeEqual } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterTokenFailure, renewAt, type TokenFailure } from "../../lib/auth/token-policy.ts";

export interface IssuedToken {
  readonly accessToken: string;
  readonly lifetimeSeconds: number;
}

export type IssueResult =
  | { readonly token: IssuedToken }
  | { readonly failure: TokenFailure; readonly message: string };

export interface TokenBrokerOptions {
  /** Asks the OAuth server once. Never throws. */
  readonly issue: () => Promise<IssueResult>;
  readonly now?: () => number;
  readonly wait?: (ms: number) => Promise<void>;
  /** Repeats of a token request after 429, 5xx or no answer. */
  readonly attempts?: number;
}

/**
 * Resolves when everything below a dependency level is finished, with a text for the VUs: the items below it that are
 * missing (`writeRanges`), so that nobody sends what refers to them.
 */
export type LevelBarrier = (level: number) => Promise<string>;

export interface TokenBroker {
  readonly url: string;
  /** Sent by k6 in the header `x-broker-key`: other users of this machine get nothing. */
  readonly key: string;
  /** The token of now, for the runner itself; renewed when it is due. Rejects when none can be had. */
  token(): Promise<string>;
  /** Why there is no token any more; undefined while there is one. */
  readonly failure: () => string | undefined;
  /** Replaces the barrier; without one every level is open. */
  useBarrier(barrier: LevelBarrier): void;
  /** Lets everybody go who waits at a level, now or later: the run is being stopped, and what they wait for may never end. */
  openLevels(): void;
  readonly statistics: () => { readonly issued: number; readonly refused: number; readonly held: number };
  close(): Promise<void>;
}

interface Generation {
  readonly token: string;
  readonly renewAtMs: number;
}

const LONGEST_HOLD_MS = 300_000;
/** A token that is refused at once is not replaced more often than this. */
const SHORTEST_GENERATION_MS = 250;

export class TokenGenerations {
  readonly #issue: TokenBrokerOptions["issue"];
  readonly #now: () => number;
  readonly #wait: (ms: number) => Promise<void>;
  readonly #attempts: number;
  #last = -1;
  #issuedAtMs = 0;
  #current: Generation | undefined;
  #flight: Promise<void> | undefined;
  issued = 0;
  refused = 0;

  constructor(options: TokenBrokerOptions) {
    this.#issue = options.issue;
    this.#now = options.now ?? Date.now;
    this.#wait = options.wait ?? ((ms) => new Promise((resolve) => setTimeout(resolve, ms)));
    this.#attempts = options.attempts ?? 8;
  }

  /** The token of a generation, or the current one where that generation is past. Rejects when none can be had. */
  async get(generation: number): Promise<Generation> {
    while (this.#current === undefined || generation > this.#last) {
      this.#flight ??= this.#renew().finally(() => {
        this.#flight = undefined;
      });
      await this.#flight;
    }
    return this.#current;
  }

  /** The newest token that is not due yet. */
  async current(): Promise<Generation> {
    const isDue = this.#current === undefined || this.#now() >= this.#current.renewAtMs;
    return this.get(isDue ? this.#last + 1 : this.#last);
  }

  async #renew(): Promise<void> {
    const tooSoon = this.#issuedAtMs + SHORTEST_GENERATION_MS - this.#now();
    if (this.#last >= 0 && tooSoon > 0) await this.#wait(tooSoon);
    for (let attempt = 0; ; attempt++) {
      const askedAt = this.#now();
      const result = await this.#issue();
      if ("token" in result) {
        this.#current = { token: result.token.accessToken, renewAtMs: renewAt(askedAt, result.token.lifetimeSeconds) };
        this.#issuedAtMs = this.#now();
        this.#last++;
        this.issued++;
        return;
      }
      this.refused++;
      const decision = afterTokenFailure(result.failure, attempt, this.#attempts);
      if (decision.kind === "give-up") throw new Error(result.message);
      await this.#wait(decision.ms);
    }
  }
}

/** The pause that all VUs keep together after a Retry-After. */
export class Gate {
  #until = 0;
  held = 0;

  hold(untilMs: number, nowMs: number): void {
    if (untilMs <= this.#until) return;
    this.#until = Math.min(untilMs, nowMs + LONGEST_HOLD_MS);
    this.held++;
  }

  answer(second: string, nowMs: number): string {
    return this.#until > nowMs ? `until-${this.#until}` : `open-${second}`;
  }
}

export async function startTokenBroker(options: TokenBrokerOptions): Promise<TokenBroker> {
  const key = randomBytes(24).toString("hex");
  const now = options.now ?? Date.now;
  const generations = new TokenGenerations(options);
  const gate = new Gate();
  let barrier: LevelBarrier = async () => "";
  let letGo = deferred();
  let failure: string | undefined;
  const sources: Sources = {
    generations,
    gate,
    now,
    barrier: (level) => Promise.race([barrier(level), letGo.promise]),
    abort: () => letGo.resolve(""),
  };
  const server = createServer((request, response) => {
    if (!hasKey(request, key)) return reply(response, 403, "");
    answer(request.url ?? "", sources).then(
      (text) => (text === undefined ? reply(response, 404, "") : reply(response, 200, text)),
      (error: unknown) => {
        failure = error instanceof Error ? error.message : "no token";
        letGo.resolve("");
        reply(response, 502, failure);
      },
    );
  });
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    key,
    token: async () => (await generations.current()).token,
    useBarrier: (replacement) => {
      barrier = replacement;
      letGo = deferred();
    },
    openLevels: () => letGo.resolve(""),
    failure: () => failure,
    statistics: () => ({ issued: generations.issued, refused: generations.refused, held: gate.held }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

interface Sources {
  readonly generations: TokenGenerations;
  readonly gate: Gate;
  readonly now: () => number;
  readonly barrier: LevelBarrier;
  readonly abort: () => void;
}

function deferred(): { readonly promise: Promise<string>; readonly resolve: (text: string) => void } {
  let resolve: (text: string) => void = () => {};
  const promise = new Promise<string>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}

async function answer(path: string, { generations, gate, now, barrier, abort }: Sources): Promise<string | undefined> {
  const match = /^\/(token|renew|hold|gate|level|abort)-(\d+)$/.exec(path);
  if (match === null) return undefined;
  const [, kind, digits] = match as unknown as [string, string, string];
  switch (kind) {
    case "token":
      return (await generations.get(Number(digits))).token;
    case "renew":
      return `at-${(await generations.get(Number(digits))).renewAtMs}`;
    case "hold":
      gate.hold(Number(digits), now());
      return `held-${digits}`;
    case "abort":
      abort();
      return `aborted-${digits}`;
    case "level":
      return `open-level-${digits} ${await barrier(Number(digits))}`;
    default:
      return gate.answer(digits, now());
  }
}

function hasKey(request: IncomingMessage, key: string): boolean {
  const given = Buffer.from(String(request.headers["x-broker-key"] ?? ""));
  const wanted = Buffer.from(key);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

function reply(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { "content-type": "text/plain", "content-length": Buffer.byteLength(text) }).end(text);
}
