import { describe, expect, it } from "vitest";
import {
  CAPACITY_SUMMARY,
  LOAD_SUMMARY,
  SMOKE_SUMMARY,
  SOAK_SUMMARY,
  SPIKE_SUMMARY,
} from "../../../test/golden/sample-run.ts";
import { LoadTestError } from "../../base/errors.ts";
import type { RunSummary } from "../run-summary.ts";
import { endNotice, errorNotice, startNotice } from "./notice.ts";

const BASE: RunSummary = {
  ...LOAD_SUMMARY,
  run: "20261122T041500Z-dev-load",
  verdict: "pass",
  requestsPerSecond: LOAD_SUMMARY.requestsPerSecond * 1.25,
  latencyMs: { ...LOAD_SUMMARY.latencyMs, p95: LOAD_SUMMARY.latencyMs.p95 / 3 },
  failures: 0,
};

function rowsOf(summary: RunSummary, base?: readonly RunSummary[]): Record<string, string> {
  const notice = endNotice([summary], base && { name: "good", summaries: base }, undefined);
  const rows = [...notice.facts, ...notice.figures.flatMap(({ rows }) => rows)];
  return Object.fromEntries(rows.map(({ name, value }) => [name, value]));
}

describe("endNotice", () => {
  it("says verdict, reasons, target, profile and figures", () => {
    const notice = endNotice([LOAD_SUMMARY], undefined, { path: "/r/report.html" });
    expect(notice.event).toBe("fail");
    expect(notice.title).toBe("FAIL: load, profile dev");
    expect(notice.lines.slice(0, 2)).toEqual(LOAD_SUMMARY.reasons);
    const rows = rowsOf(LOAD_SUMMARY);
    expect(rows.Target).toBe("https://dms.example.org, version 8.0.0");
    expect(rows.Labels).toBe("build=8.1.0-rc2");
    expect(rows.Throughput).toBe("20.2 /s");
    expect(rows.p95).toBe("33.3 ms");
    expect(rows.Failures).toMatch(/^3 \(0\.248 %\)$/);
    expect(rows).not.toHaveProperty("Base");
  });

  it("shows changes against a base of the same phase and profile", () => {
    const rows = rowsOf(LOAD_SUMMARY, [SMOKE_SUMMARY, BASE]);
    expect(rows.Throughput).toBe("20.2 /s (-20 %, base 25.3 /s)");
    expect(rows.p95).toBe("33.3 ms (+200 %, base 11.1 ms)");
    expect(rows.p50).toBe("9.87 ms (0 %, base 9.87 ms)");
    expect(rows.Failures).toContain("base 0 (0 %)");
    expect(rows.Base).toBe("good (2026-11-23 04:15:00 UTC)");
  });

  it("compares nothing with a run of another kind, and says so", () => {
    for (const other of [SMOKE_SUMMARY, { ...BASE, profile: "prod" }]) {
      const rows = rowsOf(LOAD_SUMMARY, [other]);
      expect(rows.Throughput).toBe("20.2 /s");
      expect(rows.Base).toMatch(/not compared$/);
    }
    expect(rowsOf(LOAD_SUMMARY, []).Base).toBe("good cannot be read: not compared");
  });

  it("says what a capacity run, a soak or a spike found", () => {
    expect(rowsOf(CAPACITY_SUMMARY).Takes).toBe("142/s (131 to 150)");
    const capacity = { ...CAPACITY_SUMMARY.capacity, perSecond: 71, low: 66, high: 75 };
    expect(rowsOf({ ...CAPACITY_SUMMARY, capacity }, [CAPACITY_SUMMARY]).Takes).toBe(
      "71.0/s (66.0 to 75.0) (-50 %, base 142/s (131 to 150))",
    );
    const findings = [
      {
        code: "database-cpu",
        text: "CPU of the database 96 %",
        advice: "",
        confidence: "likely",
        evidence: [],
      } as const,
    ];
    const rows = rowsOf({
      ...CAPACITY_SUMMARY,
      capacity: { ...CAPACITY_SUMMARY.capacity, todayPerSecond: 40, findings },
    });
    expect(rows).toMatchObject({
      Reason: "fewer operations succeeded than requested",
      Today: "40/s: it takes 3.55 times as much",
      Need: "120/s: met",
      Limit: "likely: CPU of the database 96 %",
    });
    // The steps of a search differ: averages over all of them describe none.
    for (const average of ["Throughput", "p50", "p95", "p99", "Failures"]) expect(rows).not.toHaveProperty(average);
    expect(rowsOf(SOAK_SUMMARY)).toMatchObject({
      Held: "39.9 of 40.0 /s for 10 min",
      Drift: expect.stringMatching(
        /^mean read rose by 33.0 ms per hour .*; 1 figure without drift from 1:00 to 10:00; /,
      ),
    });
    expect(rowsOf(SPIKE_SUMMARY)).toMatchObject({ Recovery: "4 s", "Lost in the spike": "300 of 1,800 operations" });
    const { recoveredAfterSeconds: _, ...stuck } = SPIKE_SUMMARY.spike;
    expect(rowsOf({ ...SPIKE_SUMMARY, spike: stuck }).Recovery).toBe("not until the end");
  });

  it("tells all phases of a full run, the worst as its verdict", () => {
    const passed: RunSummary = { ...SMOKE_SUMMARY, verdict: "pass", reasons: [] };
    const notice = endNotice([passed, LOAD_SUMMARY], undefined, undefined);
    expect(notice.title).toBe(`FAIL: smoke pass, load fail, profile ${SMOKE_SUMMARY.profile}`);
    expect(notice.lines[0]).toBe(`load: ${LOAD_SUMMARY.reasons[0]}`);
    expect(notice.figures.map(({ phase }) => phase)).toEqual(["smoke", "load"]);
  });

  it("stays short, on single lines, without what looks like a secret", () => {
    const reasons = Array.from(
      { length: 20 },
      (_, index) => `reason ${index}\nAuthorization: Bearer abc.def.ghi ${"x".repeat(900)}`,
    );
    const { lines } = endNotice([{ ...SMOKE_SUMMARY, reasons }], undefined, undefined);
    expect(lines).toHaveLength(6);
    expect(lines.at(-1)).toBe("and 15 more, in the report");
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(300);
    expect(lines.join("")).not.toMatch(/\n|abc\.def/);
  });
});

it("startNotice names what was begun", () => {
  const notice = startNotice({ ...LOAD_SUMMARY, phase: "full" });
  expect(notice.title).toBe("STARTED: full, profile dev");
  expect(notice.facts.map(({ name }) => name)).toEqual(["Target", "Started", "Labels"]);
});

it("errorNotice carries message and hint", () => {
  const error = new LoadTestError("preflight", "the target does not answer\nsecond line", { hint: "start it" });
  const notice = errorNotice("npm run load", "dev", "https://dms.example.org", error);
  expect(notice.title).toBe("ERROR: npm run load, profile dev");
  expect(notice.lines).toEqual(["the target does not answer", "second line", "start it"]);
});
