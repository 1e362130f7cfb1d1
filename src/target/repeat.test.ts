import { expect, it } from "vitest";
import type { Outcome } from "../lib/http/outcome.ts";
import { repeat } from "./repeat.ts";

/** Outcomes in turn, the last again and again. */
function inTurn(...outcomes: readonly Outcome[]): () => Promise<{ outcome: Outcome }> {
  let at = 0;
  return async () => ({ outcome: outcomes[Math.min(at++, outcomes.length - 1)] as Outcome });
}

const waits: number[] = [];
const options = { limits: { transient: 5 }, pause: async (ms: number) => void waits.push(ms), chance: () => 1 };

it("repeats until the outcome stands, with the pauses of the policy", async () => {
  waits.length = 0;
  const { last, repeats } = await repeat(inTurn("cut-off", "unavailable", "read"), options);
  expect([last.outcome, repeats, waits]).toEqual(["read", 2, [100, 200]]);
});

it("gets another token where it can, which is no repeat", async () => {
  let renewals = 0;
  const renewToken = async (): Promise<void> => void renewals++;
  expect(await repeat(inTurn("unauthorized", "read"), { ...options, renewToken })).toMatchObject({ repeats: 0 });
  expect((await repeat(inTurn("unauthorized", "read"), options)).last.outcome).toBe("unauthorized");
  expect(renewals).toBe(1);
});

it("does not begin a pause that is longer than the time left", async () => {
  waits.length = 0;
  const { last, repeats } = await repeat(inTurn("throttled"), { ...options, leftMs: () => 300 });
  expect([last.outcome, repeats, waits]).toEqual(["throttled", 2, [100, 200]]);
});
