import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { PROJECT_ROOT } from "../../src/settings/root.ts";
import { ALLOWED_SKIPS } from "../../test/allowed-skips.ts";
import { countTests, filesToRepeat, forbiddenSkips, withSecondRun } from "./vitest-run.ts";

const ROOT = "/project";
const found = (status: string, ...titles: string[]) => ({
  status,
  ancestorTitles: titles.slice(0, -1),
  title: titles.at(-1) ?? "",
});
const passed = { name: "/project/src/a.test.ts", status: "passed", assertionResults: [found("passed", "works")] };
const report = { numPassedTests: 1, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0, testResults: [passed] };

test("counts what the report counts", () => {
  const full = { ...report, numFailedTests: 2, numPendingTests: 3, numTodoTests: 1 };
  expect(countTests(full, false, ROOT)).toMatchObject({ passed: 1, failed: 2, skipped: 4 });
  expect(countTests(report, true, ROOT)).toEqual({
    passed: 1,
    failed: 0,
    skipped: 0,
    skippedIn: new Map(),
    failedIn: new Set(),
  });
});

test("a file that could not be loaded is a failure", () => {
  const broken = { ...report, testResults: [passed, { ...passed, status: "failed", assertionResults: [] }] };
  expect(countTests(broken, false, ROOT).failed).toBe(1);
});

test("so is a bad end that the report does not explain, and a missing report", () => {
  expect(countTests(report, false, ROOT).failed).toBe(1);
  expect(countTests(undefined, true, ROOT).failed).toBe(1);
});

test("says where tests were skipped: by group, whose name says why", () => {
  const skipping = [found("skipped", "needs x", "one"), found("skipped", "needs x", "two"), found("skipped", "three")];
  const some = {
    ...report,
    testResults: [passed, { ...passed, assertionResults: [...passed.assertionResults, ...skipping] }],
  };
  expect([...countTests(some, true, ROOT).skippedIn]).toEqual([
    ["src/a.test.ts: needs x", 2],
    ["src/a.test.ts: three", 1],
  ]);
});

const ended = (failed: number, ...failedIn: string[]) => {
  const files = failedIn.map((file) => ({
    name: join(ROOT, file),
    status: "failed",
    assertionResults: [found("failed", "x")],
  }));
  return countTests({ ...report, numFailedTests: failed, testResults: [passed, ...files] }, failed === 0, ROOT);
};

test("a few end-to-end files that failed beside others are repeated, and nothing else", () => {
  expect(filesToRepeat([ended(2, "test/e2e/a.test.ts"), ended(1, "test/e2e/b.test.ts")])).toEqual([
    "test/e2e/a.test.ts",
    "test/e2e/b.test.ts",
  ]);
  expect(filesToRepeat([ended(0)])).toEqual([]);
  expect(filesToRepeat([ended(1, "test/e2e/a.test.ts"), ended(1, "src/a.test.ts")])).toEqual([]);
  expect(filesToRepeat([ended(4, ..."abcd".split("").map((name) => `test/e2e/${name}.test.ts`))])).toEqual([]);
  expect(filesToRepeat([ended(1, "test/e2e/a.test.ts"), countTests(report, false, ROOT)])).toEqual([]);
  expect(filesToRepeat([countTests(undefined, false, ROOT)])).toEqual([]);
});

test("a test that fails in both runs has failed", () => {
  const first = [ended(2, "test/e2e/a.test.ts"), ended(0)];
  const sum = (counts: ReturnType<typeof withSecondRun>, of: "passed" | "failed") =>
    counts.reduce((total, count) => total + count[of], 0);
  const mended = withSecondRun(first, ended(0));
  expect([sum(mended, "passed"), sum(mended, "failed")]).toEqual([4, 0]);
  const half = withSecondRun(first, ended(1, "test/e2e/a.test.ts"));
  expect([sum(half, "passed"), sum(half, "failed")]).toEqual([3, 1]);
  const without = withSecondRun(first, countTests(undefined, false, ROOT));
  expect([sum(without, "passed"), sum(without, "failed")]).toEqual([2, 2]);
});

test("in continuous integration a test may be skipped only when it is listed", () => {
  const skipped = new Map([
    ["src/a.test.ts: needs x (no x here)", 2],
    ["src/a.test.ts: needs y", 1],
    ["src/b.test.ts: needs x", 1],
  ]);
  const allowed = [{ file: "src/a.test.ts", title: "needs x", reason: "no x" }];
  expect(forbiddenSkips(skipped, allowed)).toEqual(["src/a.test.ts: needs y", "src/b.test.ts: needs x"]);
  expect(forbiddenSkips(new Map(), allowed)).toEqual([]);
});

test.each(ALLOWED_SKIPS)("$file has a test that is skipped for a reason: $title", ({ file, title, reason }) => {
  const text = readFileSync(join(PROJECT_ROOT, file), "utf8");
  expect(text).toMatch(/skip/i);
  // Workflows are named by their path, which is put together.
  expect(text).toContain(title.split("/").at(-1));
  expect(reason).not.toBe("");
});
