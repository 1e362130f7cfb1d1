import { describe, expect, test } from "vitest";
import { LOAD_SUMMARY, READWRITE_SUMMARY, SMOKE_SUMMARY } from "../../test/golden/sample-run.ts";
import { readValue } from "../base/schema.ts";
import { RUN_SUMMARY } from "./run-summary.ts";

test.each([SMOKE_SUMMARY, LOAD_SUMMARY, READWRITE_SUMMARY])("$phase summaries fit", (summary) => {
  expect(readValue(RUN_SUMMARY, JSON.parse(JSON.stringify(summary)))).toEqual({ value: summary });
});

test("a summary of a phase that this version does not know fits", () => {
  expect(readValue(RUN_SUMMARY, { ...SMOKE_SUMMARY, phase: "soak", later: 1 })).toHaveProperty("value.phase", "soak");
});

test("a summary of an older version, without what later ones added, fits", () => {
  const { findings: _, notes: __, openModel: ___, ...old } = LOAD_SUMMARY;
  const { coresFrom: ____, ...generator } = old.generator ?? {};
  expect(readValue(RUN_SUMMARY, { ...old, generator })).toHaveProperty("value.run", LOAD_SUMMARY.run);
});

describe("what does not fit is named", () => {
  test.each([
    [undefined, "the document: expected an object; it is missing"],
    [{ ...SMOKE_SUMMARY, schema: 2 }, "schema: expected 1; found 2"],
    [
      { ...SMOKE_SUMMARY, verdict: "good" },
      'verdict: expected one of pass, fail, invalid, aborted, inconclusive; found "good"',
    ],
    [{ ...SMOKE_SUMMARY, requests: -1 }, "requests: expected a whole number of at least 0; found -1"],
    [{ ...SMOKE_SUMMARY, requests: 1.5 }, "requests: expected a whole number of at least 0; found 1.5"],
    [{ ...SMOKE_SUMMARY, durationMs: null }, "durationMs: expected a number of at least 0; found null"],
    [{ ...SMOKE_SUMMARY, outcomes: { lost: 1 } }, expect.stringMatching(/^outcomes\.lost: unknown name/)],
    [{ ...SMOKE_SUMMARY, labels: { a: 1 } }, "labels.a: expected a string; found 1"],
    [
      { ...SMOKE_SUMMARY, thresholds: [{ metric: "a", rule: "b" }] },
      "thresholds[0].ok: expected true or false; it is missing",
    ],
    [{ ...SMOKE_SUMMARY, operations: {} }, "operations: expected a list; found {}"],
  ])("%#", (value, problem) => expect(readValue(RUN_SUMMARY, value)).toEqual({ problems: [problem] }));
});
