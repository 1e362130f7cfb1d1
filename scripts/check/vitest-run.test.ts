import { expect, test } from "vitest";
import { countTests } from "./vitest-run.ts";

const passed = { status: "passed", assertionResults: [{ status: "passed" }] };
const report = { numPassedTests: 1, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0, testResults: [passed] };

test("counts what the report counts", () => {
  const full = { ...report, numFailedTests: 2, numPendingTests: 3, numTodoTests: 1 };
  expect(countTests(full, false)).toEqual({ passed: 1, failed: 2, skipped: 4 });
  expect(countTests(report, true)).toEqual({ passed: 1, failed: 0, skipped: 0 });
});

test("a file that could not be loaded is a failure", () => {
  const broken = { ...report, testResults: [passed, { status: "failed", assertionResults: [] }] };
  expect(countTests(broken, false).failed).toBe(1);
});

test("so is a bad end that the report does not explain, and a missing report", () => {
  expect(countTests(report, false).failed).toBe(1);
  expect(countTests(undefined, true).failed).toBe(1);
});
