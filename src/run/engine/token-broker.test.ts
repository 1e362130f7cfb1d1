import { afterEach, describe, expect, it } from "vitest";
import { LoadTestError } from "../../base/errors.ts";
import { gateMs } from "../../lib/contracts/broker.ts";
import { withStep } from "../../lib/pace/schedule.ts";
import { type IssueResult, TokenGenerations } from "../../target/token-generations.ts";
import { Gate } from "./gate.ts";
import { startTokenBroker, type TokenBroker } from "./token-broker.ts";

describe("Gate", () => {
  it("holds everybody until the latest moment asked for, and opens by itself", () => {
    const gate = new Gate();
    expect(gate.closedUntil(10_000)).toBe(0);
    gate.hold(13_000, 10_000);
    gate.hold(12_000, 10_000);
    expect(gate.closedUntil(11_000)).toBe(13_000);
    expect(gate.closedUntil(13_000)).toBe(0);
  });

  it("knows for how long it was closed until now, however often it was closed", () => {
    const gate = new Gate();
    gate.hold(13_000, 10_000);
    gate.hold(14_000, 12_000);
    expect(gate.heldMs(11_000)).toBe(1000);
    expect(gate.heldMs(20_000)).toBe(4000);
    gate.hold(31_000, 30_000);
    expect(gate.heldMs(30_500)).toBe(4500);
  });

  it("never holds longer than five minutes", () => {
    const gate = new Gate();
    gate.hold(Number.MAX_SAFE_INTEGER, 0);
    expect(gate.closedUntil(0)).toBe(300_000);
  });

  it("lets nobody begin anything when it is shut, and knows when everybody has asked", () => {
    const gate = new Gate();
    expect(gate.shut()).toBe(0);
    gate.open();
    gate.asked(1000);
    expect(gate.closedUntil(1_000_000)).toBe(0);
    for (const second of [1003, 1003, 1006]) gate.asked(second);
    expect(gate.shut()).toBe(gateMs(3) + 1000);
    expect(gate.closedUntil(1_006_000)).toBeGreaterThan(1_060_000);
    gate.open();
    expect(gate.closedUntil(1_006_000)).toBe(0);
    expect(gate.shut()).toBe(0);
  });
});

describe("startTokenBroker", () => {
  let broker: TokenBroker | undefined;
  afterEach(() => broker?.close());

  async function start(result: IssueResult): Promise<TokenBroker> {
    broker = await startTokenBroker(new TokenGenerations({ issue: async () => result }));
    return broker;
  }

  async function ask(name: string): Promise<string> {
    const { key = "", url } = broker ?? {};
    return (await fetch(`${url}/${name}`, { headers: { "x-broker-key": key } })).text();
  }

  const issued: IssueResult = { outcome: "read", token: { accessToken: "secret-token", lifetimeSeconds: 1800 } };

  it("answers only who has the key", async () => {
    const { url, key } = await start(issued);
    expect((await fetch(`${url}/token-0`)).status).toBe(403);
    expect((await fetch(`${url}/other`, { headers: { "x-broker-key": key } })).status).toBe(404);
    expect(await ask("token-0")).toBe("secret-token");
    expect(await ask("renew-0")).toMatch(/^at-\d{13}$/);
  });

  it("holds all VUs for as long as one was asked to", async () => {
    const { statistics } = await start(issued);
    const untilMs = Date.now() + 60_000;
    expect(await ask(`hold-${untilMs}`)).not.toBe("");
    expect(await ask("gate-1")).toBe(`until-${untilMs}`);
    expect(statistics()).toEqual({ issued: 0, refused: 0, held: 1 });
  });

  it("tells the pace with the pause, step after step", async () => {
    const { usePace } = await start(issued);
    let schedule = withStep([], 10_000, 20);
    usePace(() => schedule);
    expect(await ask("gate-1")).toBe("open-1 10000:0:20");
    schedule = withStep(schedule, 15_000, 0.5);
    expect(await ask("gate-1")).toBe("open-1 10000:0:20,15000:100:0.5");
    // The next run on this target has a pace of its own, or none.
    usePace(() => []);
    expect(await ask("gate-2")).toBe("open-2");
  });

  it("lets everybody go who waits at a level, now or later, until there is another barrier", async () => {
    const { useBarrier, openLevels } = await start(issued);
    useBarrier(() => new Promise(() => {}));
    const waiting = ask("level-2");
    openLevels();
    expect(await waiting).toBe("open-level-2 ");
    expect(await ask("level-3")).toBe("open-level-3 ");
    useBarrier(async (level) => [[level, 1]]);
    expect(await ask("level-4")).toBe("open-level-4 4-1");
  });

  it("lets go who waits at a level when a VU ends the run, or when there is no token", async () => {
    const { useBarrier, failure } = await start({
      outcome: "rejected",
      error: new LoadTestError("auth", "no such client"),
    });
    for (const end of ["abort-0", "token-0"]) {
      useBarrier(() => new Promise(() => {}));
      const waiting = ask("level-2");
      await ask(end);
      expect(await waiting).toBe("open-level-2 ");
    }
    expect(failure()).toBe("no such client");
  });
});
