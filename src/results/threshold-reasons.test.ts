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
      { metric: "dms_item_failures", rule: "rate==0", ok: false, value: 0.25 },
    ]),
  ).toEqual([
    ["threshold", "all operations: p95 812 ms, limit 500 ms"],
    ["threshold", "unavailable: count 10.0, limit count<1"],
    ["threshold", "all operations: 25.0 % failed, limit 0 %"],
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
    ["threshold", "students read: p95 4.10 s, limit 3.00 s; crossed in 3 of 4 operations, here the most"],
    ["threshold", "students create: 5.00 % failed, limit 1 %; crossed in 2 of 2 operations, here the most"],
  ]);
});

it("another limit, or one that is alone, is another reason", () => {
  const other = { ...latency("students", "update", 9000, "p(95)<8000"), ok: false };
  expect(textsOf([latency("schools", "read", 3500), latency("schools", "create", 3200), other])).toEqual([
    ["threshold", "schools read: p95 3.50 s, limit 3.00 s; crossed in 2 of 2 operations, here the most"],
    ["threshold", "students update: p95 9.00 s, limit 8.00 s"],
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
    [
      "threshold",
      "less work was done than planned, create: 3.00, at least 9.00 expected; crossed in 2 of 2 operations, here the most",
    ],
  ]);
});

it("failures are a share and its limit, as people say it", () => {
  const metric = "dms_item_failures{resource:grades,op:update}";
  expect(textsOf([{ metric, rule: "rate<=0.05", ok: false, value: 0.29 }])).toEqual([
    ["threshold", "grades update: 29.0 % failed, limit 5 %"],
  ]);
});
