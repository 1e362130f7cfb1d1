import { describe, expect, it } from "vitest";
import { Patience } from "./patience.ts";

const USUAL = { transient: 10, unresolved: 6 };
const GONE = { outcome: "cut-off", status: 0 } as const;
const DONE = { outcome: "created", status: 201 } as const;

describe("Patience", () => {
  it("gives up after three items in a row without an answer, with fewer repeats for the later ones", () => {
    const patience = new Patience(USUAL);
    expect(patience.limits).toEqual({ transient: 10, timedOut: 2, unresolved: 6 });
    expect(patience.take(GONE)).toBe(false);
    expect(patience.limits).toEqual({ transient: 4, timedOut: 0, unresolved: 6 });
    expect([patience.take(GONE), patience.take(GONE)]).toEqual([false, true]);
  });

  it("returns to normal after any other response", () => {
    const patience = new Patience(USUAL);
    for (let time = 0; time < 9; time++) {
      expect(patience.take(GONE)).toBe(false);
      expect(patience.take(DONE)).toBe(false);
    }
    expect(patience.limits.transient).toBe(10);
  });

  it("attributes a 500 to the items rather than to the target, for a while", () => {
    const patience = new Patience(USUAL);
    const ends = Array.from({ length: 20 }, () => patience.take({ outcome: "unavailable", status: 500 }));
    expect(ends.indexOf(true)).toBe(19);
  });

  it.each([
    ["unresolved-reference", 409],
    ["no-relationship", 403],
  ] as const)("waits less and less for what does not come, never for nothing: %s", (outcome, status) => {
    const patience = new Patience(USUAL);
    const limits = Array.from({ length: 8 }, () => {
      patience.take({ outcome, status });
      return patience.limits.unresolved;
    });
    expect(limits).toEqual([5, 4, 3, 2, 1, 1, 1, 1]);
    expect(new Patience({ transient: 0, unresolved: 0 }).limits).toEqual({ transient: 0, timedOut: 0, unresolved: 0 });
  });
});
