import { describe, expect, it } from "vitest";
import type { Operation, Outcome } from "./outcome.ts";
import { type Attempt, decideRetry, newProgress, type Progress, type RetryLimits } from "./retry-policy.ts";

const LIMITS = { transient: 3, unresolved: 5 };

function decide(attempt: Attempt, before: Partial<Progress> = {}, limits: RetryLimits = LIMITS, chance = 0) {
  const progress = { ...newProgress(), ...before };
  return { ...decideRetry(attempt, progress, limits, chance), progress };
}

/** How often an outcome is repeated. */
function repeatsOf(outcome: Outcome, limits: RetryLimits = LIMITS, operation: Operation = "create"): number {
  const progress = newProgress();
  while (decideRetry({ outcome, operation }, progress, limits, 0).kind === "repeat");
  return progress.repeats + progress.unresolved;
}

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
  ] as const)("lets %s stand", (outcome) => expect(decide({ outcome }).kind).toBe("done"));

  it.each(["throttled", "unavailable", "timed-out", "cut-off"] as const)("repeats %s up to the limit", (outcome) =>
    expect(repeatsOf(outcome)).toBe(3),
  );

  it("has a limit of its own for time-outs, where one is given", () => {
    const limits = { ...LIMITS, timedOut: 1 };
    expect(repeatsOf("timed-out", limits)).toBe(1);
    expect(repeatsOf("cut-off", limits)).toBe(3);
  });

  it("counts repeats for an unresolved reference apart, up to their own limit", () => {
    expect(repeatsOf("unresolved-reference")).toBe(5);
    expect(repeatsOf("unresolved-reference", { transient: 3 })).toBe(0);
    expect(decide({ outcome: "unresolved-reference" }, { repeats: 3 }).progress).toMatchObject({ unresolved: 1 });
  });

  it("repeats a create without a relationship like one with an unresolved reference, and nothing else", () => {
    expect(repeatsOf("no-relationship")).toBe(5);
    expect(decide({ outcome: "no-relationship", operation: "create" }).progress).toMatchObject({ unresolved: 1 });
    for (const operation of ["read", "update", "delete"] as const)
      expect(repeatsOf("no-relationship", LIMITS, operation), operation).toBe(0);
  });

  it("repeats a conflict once, for the race of two POSTs", () => {
    expect(repeatsOf("conflict")).toBe(1);
    expect(repeatsOf("conflict", { ...LIMITS, conflicts: 0 })).toBe(0);
    expect(repeatsOf("conflict", { transient: 0 })).toBe(0);
  });

  it("lets the conflict of a delete stand: it waits for other items, not for a race", () => {
    expect(repeatsOf("conflict", LIMITS, "delete")).toBe(0);
  });

  it("asks for a new token on 401, repeats while the fresh one is refused, and asks once more", () => {
    const progress = newProgress();
    const kinds = Array.from({ length: 6 }, () => decideRetry({ outcome: "unauthorized" }, progress, LIMITS, 0).kind);
    expect(kinds).toEqual(["renew-token", "repeat", "repeat", "repeat", "renew-token", "done"]);
    expect(decide({ outcome: "unauthorized" }, { renewals: 1, repeats: 6 }, { transient: 99 }).kind).toBe(
      "renew-token",
    );
  });

  it("waits longer each time, spread by chance, at most 10 s", () => {
    const wait = (repeats: number, chance: number, firstPauseMs = 100): number => {
      const decision = decide({ outcome: "throttled" }, { repeats }, { transient: 99, firstPauseMs }, chance);
      return decision.kind === "repeat" ? decision.afterMs : Number.NaN;
    };
    expect([wait(0, 0), wait(0, 1), wait(1, 0), wait(3, 1), wait(50, 1)]).toEqual([50, 100, 100, 800, 10_000]);
    expect([wait(0, 1, 250), wait(2, 1, 250)]).toEqual([250, 1000]);
  });

  it("waits a minute at most, whatever is asked for", () => {
    const decision = decide({ outcome: "throttled", retryAfterMs: 3_600_000 });
    expect(decision).toMatchObject({ kind: "repeat", afterMs: 60_005 });
  });

  it("never comes back before Retry-After, and not at all where that is too long", () => {
    const attempt = { outcome: "throttled", retryAfterMs: 30_000 } as const;
    const decision = decide(attempt, {}, LIMITS, 0.5);
    expect(decision.kind === "repeat" && decision.afterMs).toBeGreaterThanOrEqual(30_000);
    expect(decide(attempt, {}, { ...LIMITS, longestPauseMs: 29_999 }).kind).toBe("done");
  });
});
