import { describe, expect, it } from "vitest";
import { afterTokenFailure, lifetimeOf, renewAt } from "./token-policy.ts";

describe("renewAt", () => {
  it("renews a DMS token one minute early", () => expect(renewAt(0, 1800)).toBe(1_740_000));
  it("renews a short token at nine tenths", () => expect(renewAt(0, 5)).toBe(4500));
  it("spreads VUs over one more margin", () => {
    expect(renewAt(0, 1800, 1)).toBe(1_680_000);
    expect(renewAt(1000, 10, 0.5)).toBe(9500);
  });
});

describe("afterTokenFailure", () => {
  it.each([0, 429, 500, 502, 503])("waits after %d", (status) => {
    expect(afterTokenFailure({ status }, 0, 3).kind).toBe("wait");
  });
  it.each([400, 401, 403, 404])("gives up after %d: asking again cannot help", (status) => {
    expect(afterTokenFailure({ status }, 0, 3)).toEqual({ kind: "give-up" });
  });
  it("gives up at the limit", () => expect(afterTokenFailure({ status: 503 }, 3, 3)).toEqual({ kind: "give-up" }));
  it("honours Retry-After and otherwise doubles up to ten seconds", () => {
    expect(afterTokenFailure({ status: 429, retryAfterMs: 3000 }, 0, 9)).toEqual({ kind: "wait", ms: 3000 });
    expect(afterTokenFailure({ status: 429 }, 2, 9)).toEqual({ kind: "wait", ms: 1000 });
    expect(afterTokenFailure({ status: 429 }, 8, 9)).toEqual({ kind: "wait", ms: 10_000 });
  });
});

describe("lifetimeOf", () => {
  it.each([
    [1800, 1800],
    ["900", 900],
    [undefined, 1800],
    [0, 1800],
    ["soon", 1800],
  ])("%s is %d s", (given, seconds) => expect(lifetimeOf(given)).toBe(seconds));
});
