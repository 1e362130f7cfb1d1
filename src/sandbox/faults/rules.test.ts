import { describe, expect, it } from "vitest";
import { createFaultEngine, type FaultRule, readFaultRules } from "./rules.ts";

function hits(rule: FaultRule, requests: number): number[] {
  const engine = createFaultEngine();
  engine.set([rule], 0);
  return Array.from({ length: requests }, (_, i) => i).filter((i) => engine.decide("POST", "/data/ed-fi/students", i));
}

describe("fault rules", () => {
  it("hits the same requests with the same seed, others with another, at about the given rate", () => {
    const rule: FaultRule = { route: "/data/**", probability: 0.1, status: 503, seed: 7 };
    const first = hits(rule, 5000);
    expect(hits(rule, 5000)).toEqual(first);
    expect(hits({ ...rule, seed: 8 }, 5000)).not.toEqual(first);
    expect(first.length).toBeGreaterThan(420);
    expect(first.length).toBeLessThan(580);
  });

  it("matches one segment with * and any depth with **, without regard to case", () => {
    const engine = createFaultEngine();
    engine.set([{ route: "/data/*/students/*", method: "get", status: 500 }], 0);
    expect(engine.decide("GET", "/data/ed-fi/Students/1", 0)).toBeDefined();
    expect(engine.decide("GET", "/data/ed-fi/students", 0)).toBeUndefined();
    expect(engine.decide("POST", "/data/ed-fi/students/1", 0)).toBeUndefined();
  });

  it("ends after its count and outside its time", () => {
    expect(hits({ route: "**", reset: true, count: 3 }, 10)).toEqual([0, 1, 2]);
    const engine = createFaultEngine();
    engine.set([{ route: "**", status: 503, from: 1, until: 2 }], 10_000);
    expect([10_500, 11_000, 11_999, 12_000].map((ms) => engine.decide("GET", "/", ms) !== undefined)).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });

  it.each([
    [{}, "rules: expected a list of rules; it is missing"],
    [[{ route: "/x" }], "[0]: one of status, delayMs, reset, hang, silent is required"],
    [[{ route: "/x", status: 503, probabilty: 1 }], "[0].probabilty: unknown name (did you mean probability?)"],
    [[{ route: "/x", status: 503, probability: 2 }], "[0].probability: expected a number from 0 to 1; found 2"],
    [{ rules: [{ route: "/x", status: 999 }] }, "rules[0].status: expected a status from 200 to 599; found 999"],
    [[{ status: 503 }], "[0].route: expected a path pattern such as /data/**; it is missing"],
    [
      [
        { route: 1, hang: true },
        { route: "/x", hang: "yes" },
      ],
      '[0].route: expected a path pattern such as /data/**; found 1; [1].hang: expected true or false; found "yes"',
    ],
  ])("refuses %j", (value, text) => {
    expect(() => readFaultRules(value, "test")).toThrow(text);
  });
});
