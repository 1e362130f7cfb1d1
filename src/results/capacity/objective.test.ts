import { describe, expect, it } from "vitest";
import { limitsFor, parseObjective } from "./objective.ts";
import type { TargetFigures } from "./step.ts";

describe("an objective", () => {
  it.each<[string, ReturnType<typeof parseObjective>]>([
    ["", { p95Ms: undefined, p95ByOp: {} }],
    ["p95<500ms", { p95Ms: 500, p95ByOp: {} }],
    ["p95 < 1s, create p95<800ms,read p95<200ms", { p95Ms: 1000, p95ByOp: { create: 800, read: 200 } }],
    ["p95 <= 765 ms, create p95 <= 1.00 s", { p95Ms: 765, p95ByOp: { create: 1000 } }],
    ["p95<0s", undefined],
    [",", undefined],
    ["p95<500ms,", undefined],
    ["p95<500ms,p95<300ms", undefined],
    ["read p95<500ms,read p95<300ms", undefined],
    ["p99<500ms", undefined],
    ["p95<500", undefined],
    ["erase p95<500ms", undefined],
  ])("reads %j", (text, expected) => {
    expect(parseObjective(text)).toEqual(expected);
  });

  const first = { p95Ms: 18 } as TargetFigures;
  const rules = { goodput: 0.95, failures: 0.01, timesUnloaded: 5, p95ByOp: {} };

  it("is a multiple of the unloaded latency where the user has none", () => {
    expect(limitsFor({ ...rules, p95Ms: undefined }, first).p95Ms).toBe(90);
    expect(limitsFor({ ...rules, p95Ms: undefined }, undefined).p95Ms).toBe(Number.POSITIVE_INFINITY);
    expect(limitsFor({ ...rules, p95Ms: undefined }, { ...first, p95Ms: Number.NaN }).p95Ms).toBe(Infinity);
    expect(limitsFor({ ...rules, p95Ms: 500 }, first).p95Ms).toBe(500);
  });

  it("tells a limit that follows from the first step from one that was given", () => {
    expect(limitsFor({ ...rules, p95Ms: undefined }, first).timesUnloaded).toBe(5);
    expect(limitsFor({ ...rules, p95Ms: undefined }, undefined)).not.toHaveProperty("timesUnloaded");
    expect(limitsFor({ ...rules, p95Ms: 500 }, first)).not.toHaveProperty("timesUnloaded");
  });
});
