import { expect, it } from "vitest";
import { thresholdReasons } from "./threshold-reasons.ts";

const textsOf = (rows: Parameters<typeof thresholdReasons>[0]): string[][] =>
  thresholdReasons(rows).map(({ code, text }) => [code, text]);

it("a crossed threshold is a reason in plain words", () => {
  expect(
    textsOf([
      { metric: "http_req_duration", rule: "p(95)<500", ok: false, value: 812 },
      { metric: "http_req_duration", rule: "min<500", ok: true, value: 2 },
      { metric: "dms_outcomes{outcome:unavailable}", rule: "count<1", ok: false, value: 10 },
    ]),
  ).toEqual([
    ["threshold", "responses were too slow: http_req_duration p(95)<500 was crossed"],
    ["threshold", "dms_outcomes{outcome:unavailable}: dms_outcomes{outcome:unavailable} count<1 was crossed"],
  ]);
});

const latency = (resource: string, op: string, value: number, rule = "p(95)<3000") => ({
  metric: `http_req_duration{resource:${resource},op:${op},expected_response:true}`,
  rule,
  ok: value < 3000,
  value,
});
const failures = (resource: string, value: number) => ({
  metric: `dms_item_failures{resource:${resource},op:create}`,
  rule: "rate<=0.01",
  ok: value <= 0.01,
  value,
});

it("those that differ only in resource and operation are one, with the worst of them", () => {
  const rows = [
    latency("schools", "read", 3500),
    failures("schools", 0.02),
    latency("students", "read", 4100),
    latency("students", "create", 20),
    failures("students", 0.05),
    latency("staffs", "delete", 3100),
  ];
  expect(textsOf(rows)).toEqual([
    ["threshold", "responses were too slow: p95 above 3.00 s in 3 of 4 operations, most in read students (4.10 s)"],
    ["threshold", "requests failed: rate above 1.00 % in 2 of 2 operations, most in create students (5.00 %)"],
  ]);
});

it("another limit, or one that is alone, is another reason", () => {
  const other = { ...latency("students", "update", 9000, "p(95)<8000"), ok: false };
  expect(textsOf([latency("schools", "read", 3500), latency("schools", "create", 3200), other])).toEqual([
    ["threshold", "responses were too slow: p95 above 3.00 s in 2 of 2 operations, most in read schools (3.50 s)"],
    [
      "threshold",
      "responses were too slow: http_req_duration{resource:students,op:update,expected_response:true} p(95)<8000 was crossed",
    ],
  ]);
});

it("a least number is crossed from above", () => {
  const done = (op: string, value: number) => ({
    metric: `dms_items_done{op:${op}}`,
    rule: "count>=9",
    ok: false,
    value,
  });
  expect(textsOf([done("read", 8), done("create", 3)])).toEqual([
    ["threshold", "less work was done than planned: count below 9.00 in 2 of 2 operations, most in create (3.00)"],
  ]);
});
