import { describe, expect, it } from "vitest";
import { LoadTestError } from "../base/errors.ts";
import type { Outcome } from "../lib/http/outcome.ts";
import { type IssueResult, TokenGenerations } from "./token-generations.ts";

const token = (name: string, lifetimeSeconds = 1800): IssueResult => ({
  outcome: "read",
  token: { accessToken: name, lifetimeSeconds },
});
const failure = (outcome: Outcome, retryAfterMs?: number): IssueResult => ({
  outcome,
  retryAfterMs,
  error: new LoadTestError("auth", `it was ${outcome}`),
});

/** Results in turn; the waits are noted instead of kept. */
function generationsOf(...results: readonly IssueResult[]): { tokens: TokenGenerations; waits: number[] } {
  const left = [...results];
  const waits: number[] = [];
  const tokens = new TokenGenerations({
    issue: async () => left.shift() ?? failure("unauthorized"),
    now: () => 1_000_000,
    wait: async (ms) => void waits.push(ms),
  });
  return { tokens, waits };
}

describe("TokenGenerations", () => {
  it("asks once however many wait", async () => {
    const { tokens } = generationsOf(token("a"), token("b"));
    const answers = await Promise.all(Array.from({ length: 50 }, () => tokens.get(0)));
    expect(new Set(answers.map((each) => each.token))).toEqual(new Set(["a"]));
    expect(tokens.issued).toBe(1);
  });

  it("asks again only for the next generation, and answers past ones with the current token", async () => {
    const { tokens } = generationsOf(token("a"), token("b"));
    await tokens.get(0);
    await Promise.all([tokens.get(1), tokens.get(1)]);
    expect((await tokens.get(0)).token).toBe("b");
    expect(tokens.issued).toBe(2);
  });

  it("renews once for all who were refused together, and not for a token that is past already", async () => {
    const { tokens } = generationsOf(token("a"), token("b"));
    expect(await tokens.current()).toBe("a");
    expect(await Promise.all([tokens.renew("a"), tokens.renew("a"), tokens.current()])).toEqual(["b", "b", "a"]);
    expect(await tokens.renew("a")).toBe("b");
    expect(tokens.issued).toBe(2);
  });

  it("renews what is due", async () => {
    const { tokens } = generationsOf(token("a", 0), token("b"));
    expect([await tokens.current(), await tokens.current(), await tokens.current()]).toEqual(["a", "b", "b"]);
  });

  it("knows for how long there was no token, where the server failed", async () => {
    let nowMs = 1_000_000;
    const answers = [token("a"), failure("unavailable"), failure("unavailable"), token("b"), token("c")];
    const tokens = new TokenGenerations({
      issue: async () => answers.shift() as IssueResult,
      now: () => nowMs,
      wait: async (ms) => {
        nowMs += ms;
      },
    });
    await tokens.get(0);
    expect(tokens.waitedMs).toBe(0);
    await tokens.get(1);
    expect(tokens.waitedMs).toBe(nowMs - 1_000_000 - 250);
    expect(tokens.refused).toBe(2);
    const before = tokens.waitedMs;
    nowMs += 60_000;
    await tokens.get(2);
    expect(tokens.waitedMs).toBe(before);
  });

  it("waits between two refused generations", async () => {
    const { tokens, waits } = generationsOf(token("a"), token("b"));
    await tokens.renew(await tokens.current());
    expect(waits).toEqual([250]);
  });

  it("waits longer each time while every token is refused at once, up to ten seconds", async () => {
    const { tokens, waits } = generationsOf(...Array.from({ length: 9 }, (_, index) => token(`t${index}`)));
    let current = await tokens.current();
    for (let time = 0; time < 8; time++) current = await tokens.renew(current);
    expect(waits).toEqual([250, 500, 1000, 2000, 4000, 8000, 10_000, 10_000]);
  });

  it("waits no longer than at first for a token that was accepted for a while, or is over", async () => {
    let nowMs = 1_000_000;
    let issued = 0;
    const waits: number[] = [];
    const tokens = new TokenGenerations({
      issue: async () => token(`t${issued++}`, 1),
      now: () => nowMs,
      wait: async (ms) => {
        waits.push(ms);
        nowMs += ms;
      },
    });
    let current = await tokens.current();
    for (let time = 0; time < 2; time++) current = await tokens.renew(current);
    for (let time = 0; time < 3; time++) {
      nowMs += 900;
      current = await tokens.current();
    }
    expect(waits).toEqual([250, 500]);
    await tokens.renew(current);
    expect(waits).toEqual([250, 500, 250]);
  });

  it("gives up when the server issues the refused token again and again", async () => {
    const { tokens, waits } = generationsOf(...Array.from({ length: 20 }, () => token("same")));
    const renewed = async (): Promise<void> => {
      const refused = await tokens.current();
      while ((await tokens.renew(refused)) === refused);
    };
    await expect(renewed()).rejects.toMatchObject({
      kind: "auth",
      message: "the target rejects the token, and the token URL issues the same one again",
    });
    expect(waits).toEqual([250, 500, 1000, 2000, 4000]);
  });

  it("waits as long as Retry-After says, then asks again", async () => {
    const { tokens, waits } = generationsOf(failure("throttled", 2000), token("a"));
    expect(await tokens.current()).toBe("a");
    expect(waits).toEqual([2025]);
  });

  it("waits twice as long each time, up to ten seconds, for more than half a minute", async () => {
    const { tokens, waits } = generationsOf(...Array.from({ length: 9 }, () => failure("unavailable")));
    await expect(tokens.current()).rejects.toThrow("it was unavailable");
    expect(waits).toEqual([250, 500, 1000, 2000, 4000, 8000, 10_000, 10_000]);
    expect(tokens.refused).toBe(9);
  });

  it("gives up at once on a wrong secret, and can be asked again", async () => {
    const { tokens } = generationsOf(failure("unauthorized"), token("a"));
    await expect(tokens.get(0)).rejects.toMatchObject({ kind: "auth", message: "it was unauthorized" });
    expect((await tokens.get(0)).token).toBe("a");
  });
});
