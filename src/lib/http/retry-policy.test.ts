import { describe, expect, it } from "vitest";
import type { Operation, Outcome } from "./outcome.ts";
import { decideRetry } from "./retry-policy.ts";

const LIMITS = { transient: 3, unresolved: 5 };
const decide = (
  outcome: Outcome,
  repeats = 0,
  more: { retryAfterMs?: number; chance?: number; operation?: Operation } = {},
) => decideRetry({ outcome, repeats, chance: 0, ...more }, LIMITS);

describe("decideRetry", () => {
  it.each([
    "created",
    "updated",
    "read",
    "deleted",
    "rejected",
    "forbidden",
    "not-found",
    "precondition-failed",
  ] as const)("lets %s stand", (outcome) => expect(decide(outcome)).toEqual({ kind: "done" }));

  it.each(["throttled", "unavailable", "timed-out", "cut-off"] as const)("repeats %s up to the limit", (outcome) => {
    expect(decide(outcome, 2).kind).toBe("repeat");
    expect(decide(outcome, 3)).toEqual({ kind: "done" });
  });

  it("has a limit of its own for time-outs, where one is given", () => {
    const limits = { ...LIMITS, timedOut: 1 };
    expect(decideRetry({ outcome: "timed-out", repeats: 0, chance: 0 }, limits).kind).toBe("repeat");
    expect(decideRetry({ outcome: "timed-out", repeats: 1, chance: 0 }, limits)).toEqual({ kind: "done" });
    expect(decideRetry({ outcome: "cut-off", repeats: 1, chance: 0 }, limits).kind).toBe("repeat");
  });

  it("repeats an unresolved reference up to its own limit", () => {
    expect(decide("unresolved-reference", 4).kind).toBe("repeat");
    expect(decide("unresolved-reference", 5)).toEqual({ kind: "done" });
  });

  it("repeats a conflict once, for the race of two POSTs", () => {
    expect(decide("conflict", 0).kind).toBe("repeat");
    expect(decide("conflict", 1)).toEqual({ kind: "done" });
  });

  it("lets the conflict of a delete stand: it waits for other items, not for a race", () => {
    expect(decide("conflict", 0, { operation: "delete" })).toEqual({ kind: "done" });
  });

  it("asks for a new token on 401", () => {
    expect(decide("unauthorized")).toEqual({ kind: "renew-token" });
  });

  it("waits longer each time, spread by chance, at most 10 s", () => {
    const wait = (repeats: number, chance: number): number => {
      const decision = decideRetry({ outcome: "throttled", repeats, chance }, { transient: 99, unresolved: 0 });
      return decision.kind === "repeat" ? decision.afterMs : Number.NaN;
    };
    expect([wait(0, 0), wait(0, 1), wait(1, 0), wait(3, 1), wait(50, 1)]).toEqual([50, 100, 100, 800, 10_000]);
  });

  it("never comes back before Retry-After", () => {
    const decision = decide("throttled", 0, { retryAfterMs: 30_000, chance: 0.5 });
    expect(decision.kind === "repeat" && decision.afterMs).toBeGreaterThanOrEqual(30_000);
  });
});
