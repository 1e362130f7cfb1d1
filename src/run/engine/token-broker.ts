/** The loopback server that k6 asks through its `url` secret source: the keys are those of the contract `broker.ts`. */

import { randomBytes, timingSafeEqual } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import {
  acknowledge,
  type BrokerKey,
  readBrokerKey,
  writeGate,
  writeLevel,
  writeRenewal,
} from "../../lib/contracts/broker.ts";
import type { Schedule } from "../../lib/pace/schedule.ts";
import type { Waiting } from "../../results/repeats.ts";
import type { TokenGenerations, TokenSource } from "../../target/token-generations.ts";
import { Gate } from "./gate.ts";
import { type LevelBarrier, LevelGate } from "./level-gate.ts";

export interface TokenBroker {
  readonly url: string;
  /** Sent by k6 in the header `x-broker-key`: other users of this machine get nothing. */
  readonly key: string;
  /** The same tokens for the runner itself. */
  readonly tokens: TokenSource;
  /** Why k6 was given no token; undefined as long as it was given one. */
  readonly failure: () => string | undefined;
  /** Replaces the barrier; without one every level is open. */
  useBarrier(barrier: LevelBarrier): void;
  /** Replaces the pace, which VUs hear of with the gate; an empty schedule is none. */
  usePace(schedule: () => Schedule): void;
  /** k6 starts, perhaps after one that was stopped. */
  openGate(): void;
  /** Lets no VU begin anything new. @returns milliseconds until nothing is under way any more: see `Gate.shut` */
  shutGate(): number;
  /** Ends all waiting at a level, now and later: the run is being stopped, and what VUs wait for may never end. */
  openLevels(): void;
  readonly statistics: () => { readonly issued: number; readonly refused: number; readonly held: number };
  /** Time that VUs waited for the target until now. */
  readonly waiting: () => Waiting;
  close(): Promise<void>;
}

interface Sources {
  readonly tokens: TokenGenerations;
  readonly gate: Gate;
  schedule: () => Schedule;
  readonly levels: LevelGate;
}

export async function startTokenBroker(tokens: TokenGenerations): Promise<TokenBroker> {
  const key = randomBytes(24).toString("hex");
  const sources: Sources = { tokens, gate: new Gate(), schedule: () => [], levels: new LevelGate() };
  const { gate, levels } = sources;
  let failure: string | undefined;
  const server = createServer((request, response) => {
    if (!hasKey(request, key)) return reply(response, 403, "");
    const asked = readBrokerKey((request.url ?? "").slice(1));
    if (asked === undefined) return reply(response, 404, "");
    answer(asked, sources).then(
      (text) => reply(response, 200, text),
      (error: unknown) => {
        failure = error instanceof Error ? error.message : "no token";
        levels.open();
        reply(response, 502, failure);
      },
    );
  });
  server.keepAliveTimeout = 60_000;
  return {
    url: await listen(server),
    key,
    tokens,
    useBarrier: (barrier) => levels.use(barrier),
    usePace: (schedule) => {
      sources.schedule = schedule;
    },
    openGate: () => gate.open(),
    shutGate: () => gate.shut(),
    openLevels: () => levels.open(),
    failure: () => failure,
    statistics: () => ({ issued: tokens.issued, refused: tokens.refused, held: gate.held }),
    waiting: () => ({ heldMs: gate.heldMs(Date.now()), tokenWaitMs: tokens.waitedMs }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** @returns the address */
async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function answer(key: BrokerKey, { tokens, gate, levels, schedule }: Sources): Promise<string> {
  const { signal, value } = key;
  switch (signal) {
    case "token":
      return (await tokens.get(value)).token;
    case "renew":
      return writeRenewal((await tokens.get(value)).renewAtMs);
    case "gate":
      gate.asked(value);
      return writeGate(value, gate.closedUntil(Date.now()), schedule());
    case "level":
      return writeLevel(value, await levels.pass(value));
    case "hold":
      gate.hold(value, Date.now());
      return acknowledge(key);
    case "abort":
      levels.open();
      return acknowledge(key);
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
