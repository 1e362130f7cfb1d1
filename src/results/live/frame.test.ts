import { describe, expect, it } from "vitest";
import { answersOf } from "../../../test/fakes/periods.ts";
import { LIVE_STATE as STATE } from "../../../test/golden/live-state.ts";
import { frame, plainLine } from "./frame.ts";
import type { LiveState } from "./live-state.ts";

describe("frame", () => {
  it("shows everything at 80 x 24", () => {
    expect(frame(STATE, 80, 24)).toEqual([
      "LOAD  profile dev                                                           0:42",
      "[###################..................................]  36.2 %  3,620 of 10,000",
      "812 items/s   0:27 left   level 7 of 14   now students",
      "",
      "requests   820/s   12,420 in total   10 VUs   1 token",
      "response   last 10 s  p50 3.20 ms   p95 9.10 ms   p99 15.0 ms",
      "           whole run  p50 3.10 ms   p95 8.80 ms   p99 14.0 ms",
      "failures   last 10 s  0.500 % (41)   whole run  0.415 % (50 of 12,050)",
      "           conflict 30, rejected 20",
      "target     http://127.0.0.1:4000 (Ed-Fi DMS 1.0)   health: Healthy",
      "generator  CPU 34 % of 2 cores   memory 120 MB of 8.00 GB   runner 2 % of a core",
      "",
      "  students           60 of         100    60.0 %",
      "  schools            10 of          10     100 %",
      "  and 1 resource not begun",
      "",
      "WARNING    0:31 one thing",
      "WARNING    0:40 another",
    ]);
  });

  it.each([
    [20, 5],
    [40, 10],
    [80, 14],
    [80, 24],
    [200, 60],
    [1, 1],
  ])("never leaves %d x %d", (width, height) => {
    const resources = Array.from({ length: 70 }, (_, at) => ({
      resource: `r${at}${"x".repeat(at)}`,
      done: at,
      planned: 70,
    }));
    const state = { ...STATE, progress: { ...STATE.progress, resources } };
    const lines = frame(state, width, height);
    expect(lines.length).toBeLessThanOrEqual(height);
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(width);
  });

  it("says how many resources do not fit", () => {
    const lines = frame(withResources(70, 70), 80, 24);
    expect(lines).toHaveLength(24);
    expect(lines.at(-1)).toBe("  and 59 more resources");
  });

  it("folds the resources that have not begun, and shows first what was done last", () => {
    const lines = frame(withResources(70, 20), 80, 24);
    expect(lines).toHaveLength(24);
    expect(lines.slice(12, 14).map((line) => line.trim().split(" ")[0])).toEqual(["r19", "r18"]);
    expect(lines.at(-1)).toBe("  and 9 more resources, 50 not begun");
    expect(frame(withResources(70, 3), 80, 24).slice(12)).toEqual([
      "  r2                  1 of          70    1.43 %",
      "  r1                  1 of          70    1.43 %",
      "  r0                  1 of          70    1.43 %",
      "  and 67 resources not begun",
    ]);
    expect(frame(withResources(70, 0), 80, 24).slice(12)).toEqual(["  70 resources not begun"]);
  });

  it.each([
    [80, "  studentEducationOrganizationResponsibilityAssociations    1,950 of  75,000"],
    [91, "  studentEducationOrganizationResponsibilityAssociations    1,950 of  75,000    2.60 %"],
    [100, "  studentEducationOrganizationResponsibilityAssociations        1,950 of      75,000    2.60 %"],
    [60, "  studentEducationOrganizationResponsi~    1,950 of  75,000"],
  ])("has room for the longest names: %d columns", (columns, row) => {
    const resource = "studentEducationOrganizationResponsibilityAssociations";
    const resources = [
      { resource, done: 1_950, planned: 75_000 },
      { resource: "students", done: 0, planned: 999_999 },
    ];
    const lines = frame({ ...STATE, warnings: [], progress: { ...STATE.progress, resources } }, columns - 1, 24);
    expect(lines.find((line) => line.startsWith("  studentEd"))).toBe(row);
  });

  it("puts what does not fit beside its label below it, and cuts nothing", () => {
    const generator = { ...STATE.generator, cpuShare: 1, cores: 16, runnerCpuShare: 1.11 } as LiveState["generator"];
    const warning = `0:31 ${"seven o ".repeat(12)}`.trim();
    const lines = frame({ ...STATE, target: `http://${"x".repeat(60)}/`, generator, warnings: [warning] }, 79, 30);
    expect(lines.slice(9, 13)).toEqual([
      `target     http://${"x".repeat(60)}/`,
      "           health: Healthy",
      "generator  CPU 100 % of 16 cores   memory 120 MB of 8.00 GB",
      "           runner 111 % of a core",
    ]);
    expect(lines.slice(-2)).toEqual([
      `WARNING    0:31 ${"seven o ".repeat(8)}`.trim(),
      `           ${"seven o ".repeat(4)}`.trimEnd(),
    ]);
  });

  it("draws no bar without a plan, and a whole one at the end", () => {
    const open = frame({ ...STATE, progress: { done: 0, total: undefined, unit: "items" } }, 80, 24);
    expect(open[1]).toBe("12,050 calls");
    const ended = frame({ ...STATE, progress: { ...STATE.progress, done: 10_000 } }, 80, 24);
    expect(ended[1]).toMatch(/^\[#+\] {2}100 % {2}10,000 of 10,000$/);
  });

  it("lets no control character of a target through", () => {
    const text = frame({ ...STATE, target: "http://x/\x1b[2J\u202e (\u{1f600})" }, 80, 24).join("");
    expect(text).toMatch(/^[\x20-\x7e]*$/);
  });

  it("shows time instead of items where a phase runs for a time", () => {
    const progress = { done: 30_000, total: 120_000, unit: "ms" as const };
    expect(frame({ ...STATE, progress }, 80, 24)[1]).toContain("25.0 %  0:30 of 2:00");
  });
});

/** @param begun of the first ones one item is done */
function withResources(count: number, begun: number): LiveState {
  const resources = Array.from({ length: count }, (_, at) => ({
    resource: `r${at}`,
    done: at < begun ? 1 : 0,
    planned: 70,
  }));
  return { ...STATE, warnings: [], progress: { ...STATE.progress, resources } };
}

describe("of a run without a plan of items", () => {
  const progress = { done: 30_000, total: 120_000, unit: "ms" as const };
  const state: LiveState = {
    ...STATE,
    phase: "readwrite",
    warnings: [],
    progress,
    operations: [
      { op: "readback", ...answersOf([5], {}) },
      { op: "update", ...answersOf([9], { updated: 1_950, conflict: 50 }), requests: 2_012 },
      { op: "query", ...answersOf([4], { read: 9_000 }), requests: 9_000 },
    ],
    recent: [
      { op: "query", perSecond: 150, p95: 4.2 },
      { op: "update", perSecond: 12.34, p95: 1234 },
    ],
    repeats: { update: 12 },
  };

  it("shows for each kind of operation its rate, p95, failures and repeats", () => {
    expect(frame(state, 80, 24).slice(11)).toEqual([
      "",
      "  operation      requests   last 10 s         p95          failed     repeats",
      "  query             9,000       150/s     4.20 ms               0           0",
      "  update            2,012      12.3/s      1.23 s     50 (2.50 %)          12",
      "  read again            1         0/s           -               -           0",
    ]);
  });

  it("shows as much of it as there is room for, or nothing", () => {
    expect(frame(state, 80, 14).slice(11)).toEqual([
      "",
      expect.stringMatching(/^ {2}operation /),
      expect.stringMatching(/^ {2}query /),
    ]);
    expect(frame(state, 80, 13)).toHaveLength(11);
    expect(frame({ ...state, operations: [] }, 80, 24)).toHaveLength(11);
  });
});

describe("of a phase that sets the rate", () => {
  const pace = { part: "step 12", perSecond: 1234.5, soFar: "held at 1,162/s, too much at 1,300/s" };
  const progress = { done: 90_000, total: 900_000, unit: "ms" as const, endsEarly: true, pace };
  const state: LiveState = { ...STATE, phase: "capacity", progress, secondsLeft: 810 };

  it("says step, rate, what is known and the time left, at 80 columns", () => {
    expect(frame(state, 80, 24).slice(1, 4)).toEqual([
      "[######.................................................]  10.0 %  1:30 of 15:00",
      "at most 13:30 left   now step 12 at 1,235/s",
      "so far     held at 1,162/s, too much at 1,300/s",
    ]);
    expect(plainLine(state)).toContain("10.0 %  1:30 of 15:00, step 12 at 1,235/s, 820 requests/s");
  });

  it("says the rate alone where there is one for the whole run", () => {
    const lines = frame({ ...state, progress: { ...progress, pace: { perSecond: 40 } } }, 80, 24);
    expect(lines[2]).toBe("at most 13:30 left   now at 40/s");
  });

  it("says what it waits for where no rate is asked for", () => {
    const waiting = { part: "between two steps", perSecond: undefined };
    const lines = frame({ ...state, progress: { ...progress, endsEarly: false, pace: waiting } }, 80, 24);
    expect(lines[2]).toBe("13:30 left   now between two steps");
    expect(lines[3]).toBe("");
  });
});

it("says that nothing was measured yet, instead of zeros", () => {
  const progress = { done: 0, total: undefined, unit: "items" as const };
  const state = { ...STATE, progress, requests: { perSecond: 0, all: 0 }, outcomes: { ...STATE.outcomes, all: {} } };
  expect(plainLine(state)).toBe("load      0:42, no figures yet");
});

it("says the same in one line", () => {
  expect(plainLine(STATE)).toBe(
    "load      0:42, 36.2 %  3,620 of 10,000, level 7/14, students, 820 requests/s, p95 9.10 ms, 50 of 12,050 failed",
  );
});
