import { expect, it } from "vitest";
import { READWRITE_SUMMARY } from "../../test/golden/sample-run.ts";
import { binOf } from "../lib/measure/latency-bins.ts";
import { summaryMarkdown } from "./report/markdown.ts";
import { slowestSection } from "./report/sections/slowest.ts";
import { slowestOf } from "./slowest-requests.ts";

const SLOW = {
  ...{
    second: 61.04,
    endedMs: Date.UTC(2026, 10, 29, 5, 1, 1, 40),
    resource: "students",
    op: "query",
    bin: binOf(1500),
  },
  outcome: "read",
} as const;

it("are left out of the summary where there is none", () => {
  expect(slowestOf([], "correlationid")).toEqual({});
});

it("are listed with their times, and with IDs where requests carried one", () => {
  const { slowest } = slowestOf([{ ...SLOW, correlationId: "lt-00c0ffee-2s" }], "correlationid");
  expect(slowest).toEqual({
    correlationHeader: "correlationid",
    operations: [
      {
        ...{ second: 61, endedAt: "2026-11-29T05:01:01Z", resource: "students", op: "query", outcome: "read" },
        ...{ latencyMs: expect.closeTo(1500, -2), correlationId: "lt-00c0ffee-2s" },
      },
    ],
  });
  const summary = { ...READWRITE_SUMMARY, ...(slowest && { slowest }) };
  const row = /\| 1:01 \| 2026-11-29 05:01:01 UTC \| students \| query \| 1\.5\d? s \| read \| lt-00c0ffee-2s \|/;
  expect(summaryMarkdown(summary)).toMatch(row);
  expect(summaryMarkdown(summary)).toContain("Each request carried its ID in the header correlationid");
  expect(slowestSection(summary)?.body.text).toContain("<code>lt-00c0ffee-2s</code>");
});

it("say how to get IDs where there are none", () => {
  const summary = { ...READWRITE_SUMMARY, ...slowestOf([SLOW], "") };
  for (const text of [summaryMarkdown(summary), slowestSection(summary)?.body.text]) {
    expect(text).toContain("run with --correlation-header NAME");
    expect(text).not.toContain("Correlation ID");
  }
});
