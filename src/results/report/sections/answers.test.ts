import { expect, it } from "vitest";
import { LOAD_SUMMARY, SMOKE_SUMMARY } from "../../../../test/golden/sample-run.ts";
import { FirstErrors } from "../first-errors.ts";
import { answersSection } from "./answers.ts";

const START = Date.parse(LOAD_SUMMARY.startedAt);
const rowsOf = (text: string): string[][] =>
  [...text.matchAll(/<tr><th scope="row".*?<\/tr>/gs)].map(([row]) =>
    [...row.matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/gs)].map(([, cell = ""]) => cell.replace(/<[^>]*>/g, "")),
  );

it("lists failed answers first, then repeated ones, then those that did the work", () => {
  const rows = rowsOf(answersSection(LOAD_SUMMARY, [], START)?.body.text ?? "");
  expect(rows.slice(0, 6).map((row) => row.slice(0, 4))).toEqual([
    ["create", "400 rejected", "2", "0"],
    ["create", "409 unresolved-reference", "1", "0"],
    ["create", "503 unavailable", "120", "120"],
    ["create", "429 throttled", "40", "40"],
    ["create", "reset cut-off", "2", "2"],
    ["create", "created", "1,210", "0"],
  ]);
});

it("has the first time and the first example of each kind, from the log of errors", () => {
  const errors = new FirstErrors();
  const line = (seconds: number, detail: string) =>
    JSON.stringify({
      time: new Date(START + 1000 * seconds).toISOString(),
      ...{ resource: "schools", operation: "create", outcome: "rejected", status: 400, detail, key: "{}" },
    });
  for (const text of [line(42, "the first"), line(50, "later"), "{", '{"time":"never"}']) errors.add(text);
  const [first] = rowsOf(answersSection(LOAD_SUMMARY, errors.result(), START)?.body.text ?? "");
  expect(first?.slice(5)).toEqual(["0:42", "schools: the first {}"]);
});

it("is there for a run without a failure, and has no column for one", () => {
  expect(answersSection(SMOKE_SUMMARY, [], START)?.body.text).not.toContain("First example");
  expect(rowsOf(answersSection(SMOKE_SUMMARY, [], START)?.body.text ?? "").map(([op, name]) => [op, name])).toEqual([
    ["create", "created"],
    ["read", "read"],
  ]);
});
