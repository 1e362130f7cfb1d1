import { readFileSync, writeFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { LOAD_SUMMARY, READWRITE_SUMMARY, SMOKE_SUMMARY } from "../../../test/golden/sample-run.ts";
import { schemaProblems } from "./schema.ts";
import { SUMMARY_SCHEMA, summarySchemaText } from "./summary-schema.ts";

const PUBLISHED = new URL("../../../docs/summary.schema.json", import.meta.url);

test("docs/summary.schema.json is the schema (UPDATE_GOLDEN=1 writes it)", () => {
  if (process.env.UPDATE_GOLDEN === "1") writeFileSync(PUBLISHED, summarySchemaText());
  expect(readFileSync(PUBLISHED, "utf8")).toBe(summarySchemaText());
});

test.each([SMOKE_SUMMARY, LOAD_SUMMARY, READWRITE_SUMMARY])("$phase summaries fit", (summary) => {
  expect(schemaProblems(SUMMARY_SCHEMA, JSON.parse(JSON.stringify(summary)))).toEqual([]);
});

describe("what does not fit is named", () => {
  test.each([
    [undefined, "the document: expected an object"],
    [{ ...SMOKE_SUMMARY, schema: 2 }, "schema: expected 1"],
    [{ ...SMOKE_SUMMARY, phase: 7 }, "phase: expected a text"],
    [{ ...SMOKE_SUMMARY, requests: -1 }, "requests: expected at least 0"],
    [{ ...SMOKE_SUMMARY, requests: 1.5 }, "requests: expected a whole number"],
    [{ ...SMOKE_SUMMARY, durationMs: null }, "durationMs: expected a number"],
    [{ ...SMOKE_SUMMARY, outcomes: { lost: 1 } }, "outcomes.lost: expected another name"],
    [{ ...SMOKE_SUMMARY, labels: { a: 1 } }, "labels.a: expected a text"],
    [{ ...SMOKE_SUMMARY, thresholds: [{ metric: "a", rule: "b" }] }, "thresholds[0].ok: expected a value"],
    [{ ...SMOKE_SUMMARY, operations: {} }, "operations: expected a list"],
  ])("%#", (value, problem) => expect(schemaProblems(SUMMARY_SCHEMA, value)).toEqual([problem]));
});
