import { expect, it } from "vitest";
import { LOAD_SUMMARY } from "../../test/golden/sample-run.ts";
import { readJson } from "../base/schema.ts";
import { NO_LATENCY } from "./measurements/operations.ts";
import { runFigures } from "./measurements/run-figures.ts";
import { verdictOf } from "./reason.ts";
import { summaryMarkdown } from "./report/markdown.ts";
import { type OperationRow, RUN_SUMMARY } from "./run-summary.ts";
import { sampleReasons } from "./samples.ts";

const measured: OperationRow = {
  resource: "students",
  op: "create",
  requests: 500,
  perSecond: 5,
  latencyMs: { min: 1, mean: 2, p50: 2, p90: 3, p95: 3, p99: 4, max: 5 },
  outcomes: { created: 500 },
  failures: 0,
};

it("finished operations without a response time make a run invalid", () => {
  const reasons = sampleReasons([measured, { ...measured, op: "read", latencyMs: NO_LATENCY, outcomes: { read: 60 } }]);
  expect(reasons).toEqual([
    {
      code: "samples",
      text: "k6 measured no response time for 60 of 560 finished operations: the figures do not describe the run",
      facts: { unmeasured: 60, done: 560 },
    },
  ]);
  expect(verdictOf(reasons)).toBe("invalid");
});

it("what was never sent needs no response time, and neither do a few at the border of a warm-up", () => {
  const few = { ...measured, latencyMs: NO_LATENCY };
  expect(sampleReasons([measured])).toEqual([]);
  expect(sampleReasons([measured, { ...few, outcomes: { "unresolved-reference": 60 } }])).toEqual([]);
  expect(sampleReasons([measured, { ...few, outcomes: { created: 5 } }])).toEqual([]);
});

it("a figure without samples is absent in files and in text", () => {
  const figures = runFigures(undefined, undefined);
  const summary = { ...LOAD_SUMMARY, ...figures, operations: [] };
  const text = JSON.stringify(summary);
  expect(JSON.parse(text)).toMatchObject({ latencyMs: { p50: null, p95: null } });
  const reading = readJson(RUN_SUMMARY, text);
  expect("value" in reading && reading.value.latencyMs).toEqual(NO_LATENCY);
  expect(summaryMarkdown(summary)).toContain("| 95th percentile | **-** |");
});
