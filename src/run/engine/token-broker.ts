/** Answers the requests of k6 to the runner: token, pause, barrier, pace. */

import { acknowledge, type BrokerKey, writeGate, writeLevel, writeRenewal } from "../../lib/contracts/broker.ts";
import type { Schedule } from "../../lib/pace/schedule.ts";
import type { Waiting } from "../../results/repeats.ts";
import type { TokenGenerations, TokenSource } from "../../target/token-generations.ts";
import { startAnswerServer } from "./answer-server.ts";
import { Gate } from "./gate.ts";
import { type LevelBarrier, LevelGate } from "./level-gate.ts";

/** What a k6 process needs of it. */
export interface EngineBroker {
  readonly url: string;
  /** Sent by k6 in the header `x-broker-key`: other users of this machine get nothing. */
  readonly key: string;
  /** k6 starts, perhaps after one that was stopped. */
  openGate(): void;
  /** Lets no VU begin anything new. @returns milliseconds until nothing is under way any more: see `Gate.shut` */
  shutGate(): number;
  /** Ends all waiting at a level, now and later: the run is being stopped, and what VUs wait for may never end. */
  openLevels(): void;
}

export interface TokenBroker extends EngineBroker {
  /** For k6 on other ways than the server. @throws when there is no token */
  answer(asked: BrokerKey): Promise<string>;
  /** The same tokens for the runner itself. */
  readonly tokens: TokenSource;
  /** Why k6 got no token; undefined as long as it got one. */
  readonly failure: () => string | undefined;
  /** Replaces the barrier; without one every level is open. */
  useBarrier(barrier: LevelBarrier): void;
  /** Replaces the pace, which VUs hear of with the gate; an empty schedule is none. */
  usePace(schedule: () => Schedule): void;
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
  const sources: Sources = { tokens, gate: new Gate(), schedule: () => [], levels: new LevelGate() };
  const { gate, levels } = sources;
  let failure: string | undefined;
  const answerOrFail = (asked: BrokerKey): Promise<string> =>
    answer(asked, sources).catch((error: unknown) => {
      failure = error instanceof Error ? error.message : "no token";
      levels.open();
      throw new Error(failure);
    });
  return {
    ...(await startAnswerServer(answerOrFail)),
    answer: answerOrFail,
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
  };
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
