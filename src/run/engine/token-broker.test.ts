import { afterEach, describe, expect, it } from "vitest";
import { Gate, type IssueResult, startTokenBroker, type TokenBroker, TokenGenerations } from "./token-broker.ts";

let broker: TokenBroker | undefined;
afterEach(() => broker?.close());

function issuer(results: IssueResult[]): () => Promise<IssueResult> {
  return async () => results.shift() ?? { failure: { status: 401 }, message: "no more" };
}

const token = (name: string, lifetimeSeconds = 1800): IssueResult => ({
  token: { accessToken: name, lifetimeSeconds },
});

describe("TokenGenerations", () => {
  const quick = { now: () => 1_000_000, wait: async () => {} };

  it("asks once however many wait", async () => {
    const generations = new TokenGenerations({ ...quick, issue: issuer([token("a"), token("b")]) });
    const answers = await Promise.all(Array.from({ length: 50 }, () => generations.get(0)));
    expect(new Set(answers.map((each) => each.token))).toEqual(new Set(["a"]));
    expect(generations.issued).toBe(1);
  });

  it("asks again only for the next generation, and answers past ones with the current token", async () => {
    const generations = new TokenGenerations({ ...quick, issue: issuer([token("a"), token("b")]) });
    await generations.get(0);
    await Promise.all([generations.get(1), generations.get(1)]);
    expect((await generations.get(0)).token).toBe("b");
    expect(generations.issued).toBe(2);
  });

  it("waits as long as Retry-After says, then asks again", async () => {
    const waits: number[] = [];
    const generations = new TokenGenerations({
      now: () => 0,
      wait: async (ms) => void waits.push(ms),
      issue: issuer([{ failure: { status: 429, retryAfterMs: 2000 }, message: "" }, token("a")]),
    });
    expect((await generations.get(0)).token).toBe("a");
    expect(waits).toEqual([2000]);
  });

  it("gives up at once on a wrong secret, and can be asked again", async () => {
    const generations = new TokenGenerations({
      ...quick,
      issue: issuer([{ failure: { status: 401 }, message: "wrong secret" }, token("a")]),
    });
    await expect(generations.get(0)).rejects.toThrow("wrong secret");
    expect((await generations.get(0)).token).toBe("a");
  });
});

describe("Gate", () => {
  it("holds everybody until the latest moment asked for, and opens by itself", () => {
    const gate = new Gate();
    expect(gate.answer("10", 10_000)).toBe("open-10");
    gate.hold(13_000, 10_000);
    gate.hold(12_000, 10_000);
    expect(gate.answer("11", 11_000)).toBe("until-13000");
    expect(gate.answer("13", 13_000)).toBe("open-13");
  });

  it("never holds longer than five minutes", () => {
    const gate = new Gate();
    gate.hold(Number.MAX_SAFE_INTEGER, 0);
    expect(gate.answer("0", 0)).toBe("until-300000");
  });
});

describe("startTokenBroker", () => {
  it("answers only who has the key", async () => {
    broker = await startTokenBroker({ issue: issuer([token("secret-token")]) });
    expect((await fetch(`${broker.url}/token-0`)).status).toBe(403);
    const answer = await fetch(`${broker.url}/token-0`, { headers: { "x-broker-key": broker.key } });
    expect(await answer.text()).toBe("secret-token");
    const unknown = await fetch(`${broker.url}/other`, { headers: { "x-broker-key": broker.key } });
    expect(unknown.status).toBe(404);
  });

  it("lets everybody go who waits at a level, now or later, until there is another barrier", async () => {
    broker = await startTokenBroker({ issue: issuer([]) });
    const { key, url } = broker;
    const ask = async (name: string) => (await fetch(`${url}/${name}`, { headers: { "x-broker-key": key } })).text();
    broker.useBarrier(() => new Promise(() => {}));
    const waiting = ask("level-2");
    broker.openLevels();
    expect(await waiting).toBe("open-level-2 ");
    expect(await ask("level-3")).toBe("open-level-3 ");
    broker.useBarrier(async (level) => `${level}-1`);
    expect(await ask("level-4")).toBe("open-level-4 4-1");
  });

  it("tells when to renew", async () => {
    broker = await startTokenBroker({ issue: issuer([token("t", 1800)]), now: () => 0 });
    const answer = await fetch(`${broker.url}/renew-0`, { headers: { "x-broker-key": broker.key } });
    expect(await answer.text()).toBe("at-1740000");
  });
});
