import { describe, expect, it } from "vitest";
import { answersOf, periodOf } from "../../../test/fakes/periods.ts";
import type { Period } from "../measurements/figures.ts";
import type { OutcomeCounts } from "../run-summary.ts";
import { parseStopRules, StopRules } from "./stop-rules.ts";

/** A hundred answers, the slowest ten of them at `p95`. */
function period(second: number, outcomes: OutcomeCounts, p95 = 10): Period {
  const latencies = Array.from({ length: 100 }, (_, at) => (at < 90 ? p95 / 2 : p95));
  return periodOf(second, { operations: [{ op: "create", ...answersOf(latencies, outcomes) }] });
}

function rules(text: string): StopRules {
  const parsed = parseStopRules(text);
  if ("problem" in parsed) throw new Error(parsed.problem);
  return new StopRules(parsed.rules);
}

/** The second at which a run of such periods is stopped, and why. */
function run(text: string, periods: readonly Period[]): { second: number; reason: string } | undefined {
  const watched = rules(text);
  for (const each of periods) {
    const reason = watched.observe(each);
    if (reason !== undefined) return { second: each.second, reason };
  }
  return undefined;
}

const seconds = (count: number, make: (second: number) => Period): Period[] =>
  Array.from({ length: count }, (_, at) => make(at + 1));

describe("parseStopRules", () => {
  it("reads several, with spaces", () => {
    expect(parseStopRules("failure-rate>5%/30s, p99 > 1m30s/1m ,target-unhealthy/30s")).toMatchObject({
      rules: [
        { kind: "failure-rate", share: 0.05, windowSeconds: 30 },
        { kind: "latency", quantile: 0.99, limitMs: 90_000, windowSeconds: 60 },
        { kind: "target-unhealthy", windowSeconds: 30 },
      ],
    });
    expect(parseStopRules("none")).toEqual({ rules: [] });
  });

  it.each([
    "p95>10/60s",
    "p95>10s",
    "p94>1s/1s",
    "failure-rate>5/30s",
    "failure-rate>100%/30s",
    "target-unhealthy>1s/30s",
    "p95>10s/500ms",
    "none,p95>1s/9s",
    "",
  ])("refuses %j by name", (text) => {
    expect(parseStopRules(text)).toMatchObject({ problem: expect.stringContaining("is not a stop rule") });
  });
});

describe("failure-rate", () => {
  it("stops when the share is above the limit over the whole window, not before the window is full", () => {
    const stopped = run(
      "failure-rate>5%/5s",
      seconds(20, () => period(0, {})).map((_, at) =>
        period(at + 1, at < 9 ? { created: 100 } : { created: 80, rejected: 20 }),
      ),
    );
    // Ten failing seconds would be 20 %; two of five are 8 %.
    expect(stopped?.second).toBe(11);
    expect(stopped?.reason).toContain("40 of 500 items failed within 5 s (8.00 %)");
    expect(
      run(
        "failure-rate>5%/30s",
        seconds(20, (second) => period(second, { rejected: 100 })),
      ),
    ).toBeUndefined();
  });

  it("says nothing on few items", () => {
    expect(
      run(
        "failure-rate>5%/5s",
        seconds(20, (second) => period(second, { rejected: 1 })),
      ),
    ).toBeUndefined();
  });
});

describe("p95", () => {
  it("stops when it is above the limit over the window", () => {
    const slowAfter = (second: number): Period => period(second, { created: 100 }, second > 10 ? 20_000 : 10);
    expect(run("p95>10s/5s", seconds(30, slowAfter))?.second).toBe(11);
    expect(run("p95>30s/5s", seconds(30, slowAfter))).toBeUndefined();
  });

  it("counts answers that failed: a target that only times out is slow", () => {
    const failed = { op: "read", ...answersOf([], { "timed-out": 3 }, [20_000, 20_000, 20_000]) };
    expect(
      run(
        "p95>10s/5s",
        seconds(9, (second) => periodOf(second, { operations: [failed] })),
      )?.second,
    ).toBe(5);
    expect(
      run(
        "p95>10s/5s",
        seconds(9, (second) => periodOf(second)),
      ),
    ).toBeUndefined();
  });
});

describe("target-unhealthy", () => {
  const unhealthy = { kind: "unhealthy", text: "Unhealthy; database" } as const;
  it("stops after the target has said so for the whole window", () => {
    const watched = rules("target-unhealthy/10s");
    expect(watched.observeHealth(3, unhealthy)).toBeUndefined();
    expect(watched.observeHealth(9, { kind: "unknown", text: "no response" })).toBeUndefined();
    expect(watched.observeHealth(13, unhealthy)).toContain("Unhealthy; database");
  });

  it("begins anew when it was healthy in between; unknown alone never stops", () => {
    const watched = rules("target-unhealthy/10s");
    watched.observeHealth(3, unhealthy);
    watched.observeHealth(9, { kind: "healthy", text: "Healthy" });
    expect(watched.observeHealth(13, unhealthy)).toBeUndefined();
    const other = rules("target-unhealthy/10s");
    for (let second = 0; second < 60; second += 3) {
      expect(other.observeHealth(second, { kind: "unknown", text: "404" })).toBeUndefined();
    }
  });
});
