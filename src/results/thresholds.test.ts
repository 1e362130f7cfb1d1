import { describe, expect, test } from "vitest";
import { answersOf, periodOf } from "../../test/fakes/periods.ts";
import type { Totals } from "./measurements/figures.ts";
import { evaluateThresholds } from "./thresholds.ts";

/** 100 fast reads, of which 10 failed slowly; 20 slow creates, of which one lost a race. */
const READS = answersOf(Array(90).fill(10), { read: 90, unavailable: 10 }, Array(10).fill(5000));
const CREATES = answersOf(Array(19).fill(300), { created: 19, "precondition-failed": 1 }, [1]);
const TOTALS: Totals = {
  ...periodOf(60, { seconds: 60 }),
  calls: [
    { resource: "students", op: "read", ...READS },
    { resource: "schools", op: "create", ...CREATES },
  ],
};

function isMet(metric: string, rule: string, totals: Totals | "none" = TOTALS): boolean | undefined {
  return evaluateThresholds({ [metric]: [rule] }, totals === "none" ? undefined : totals)[0]?.ok;
}

describe("response times", () => {
  test("are of all answers, or of those that did the work, by operation and resource", () => {
    expect(isMet("http_req_duration", "p(95)>4000")).toBe(true);
    expect(isMet("http_req_duration{expected_response:true}", "max<400")).toBe(true);
    expect(isMet("http_req_duration{expected_response:true}", "p(95)>200")).toBe(true);
    expect(isMet("http_req_duration{expected_response:false,op:read}", "min>4000")).toBe(true);
    expect(isMet("http_req_duration{expected_response:true,op:read}", "p(99.9)<11")).toBe(true);
    expect(isMet("http_req_duration{resource:schools,op:create,expected_response:true}", "med>200")).toBe(true);
    expect(isMet("http_req_duration{resource:schools,op:create,expected_response:true}", "p(50)<200")).toBe(false);
    expect(isMet("http_req_duration{op:read}", "avg>500")).toBe(true);
  });

  test("of nothing are within every limit", () => {
    expect(isMet("http_req_duration{op:delete}", "p(95)<1")).toBe(true);
    expect(isMet("http_req_duration{op:delete}", "max>=0")).toBe(true);
    expect(isMet("http_req_duration", "p(95)<1", "none")).toBe(true);
  });
});

describe("failures", () => {
  test("are a share of finished operations without lost races", () => {
    expect(isMet("dms_item_failures{resource:students,op:read}", "rate<=0.1")).toBe(true);
    expect(isMet("dms_item_failures{resource:students,op:read}", "rate<0.1")).toBe(false);
    expect(isMet("dms_item_failures{resource:schools,op:create}", "rate==0")).toBe(true);
    expect(isMet("dms_item_failures", "rate<0.0841")).toBe(true);
    expect(isMet("dms_item_failures", "rate<0.084")).toBe(false);
    expect(isMet("dms_item_failures{resource:none,op:read}", "rate<=0")).toBe(true);
  });
});

describe("counts", () => {
  test("are of outcomes, and of operations that succeeded", () => {
    expect(isMet("dms_outcomes{outcome:unavailable}", "count<10")).toBe(false);
    expect(isMet("dms_outcomes{outcome:unavailable}", "count<11")).toBe(true);
    expect(isMet("dms_outcomes{outcome:lost-write}", "count<1")).toBe(true);
    expect(isMet("dms_outcomes", "count==120")).toBe(true);
    expect(isMet("dms_items_done", "count>=109")).toBe(true);
    expect(isMet("dms_items_done", "count>109")).toBe(false);
    expect(isMet("dms_items_done", "rate<2")).toBe(true);
  });

  test("of nothing are 0", () => {
    expect(isMet("dms_items_done", "count>0", "none")).toBe(false);
    expect(isMet("dms_outcomes{outcome:lost-write}", "count<1", "none")).toBe(true);
  });
});

test("checks are given by the caller", () => {
  const met = (passed: number, failed: number): boolean | undefined =>
    evaluateThresholds({ checks: ["rate==1"] }, undefined, { passed, failed })[0]?.ok;
  expect([met(5, 0), met(5, 1), met(0, 0)]).toEqual([true, false, true]);
});

test.each([
  ["<", false, false, true],
  ["<=", false, true, true],
  [">", true, false, false],
  [">=", true, true, false],
  ["==", false, true, false],
  ["===", false, true, false],
  ["!=", true, false, true],
])("%s compares as k6 does", (operator, above, equal, below) => {
  const found = [108, 109, 110].map((limit) => isMet("dms_items_done", ` count ${operator} ${limit} `));
  expect(found).toEqual([above, equal, below]);
});

test("a rule or a metric that is not understood is an error", () => {
  for (const [metric, rule] of [
    ["http_req_duration", "p(95)"],
    ["http_req_duration", "p95<5"],
    ["http_req_duration", "count<5"],
    ["http_req_duration", "p(95)<5s"],
    ["dms_items_done", "p(95)<5"],
    ["dms_item_failures", "count<5"],
    ["dms_items_done", "count<>5"],
    ["http_reqs", "count<5"],
    ["http_req_duration{status:200}", "p(95)<5"],
    ["http_req_duration{op:read", "p(95)<5"],
  ] as const) {
    expect(() => isMet(metric, rule), `${metric} ${rule}`).toThrow(/threshold/);
  }
});

test("the value is kept, where there is one", () => {
  const rules = {
    http_req_duration: ["max<500"],
    "http_req_duration{op:delete}": ["max<500"],
    dms_items_done: ["count>9"],
  };
  expect(evaluateThresholds(rules, TOTALS)).toEqual([
    { metric: "http_req_duration", rule: "max<500", ok: false, value: expect.closeTo(5000, -2) },
    { metric: "http_req_duration{op:delete}", rule: "max<500", ok: true },
    { metric: "dms_items_done", rule: "count>9", ok: true, value: 109 },
  ]);
});
