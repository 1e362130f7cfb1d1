import { expect, test } from "vitest";
import { ASSETS, HOSTILE_TEXTS, LOAD_SUMMARY, unprintableIn } from "../../../../test/golden/sample-run.ts";
import type { PartRow, Together } from "../../together.ts";
import { type TogetherReport, togetherHtml, togetherJunit } from "./together-page.ts";

const PASSED: PartRow = {
  part: "a",
  phase: "load",
  verdict: "pass",
  reasons: [],
  results: "/results/tenants/a/RUN",
  figures: LOAD_SUMMARY,
};
const FAILED: PartRow = { ...PASSED, part: "b", verdict: "fail", reasons: ["3 items are missing"] };
const NOT_BEGUN: PartRow = { ...PASSED, part: "c", phase: "", verdict: "exit 7", results: "", figures: undefined };

function reportOf(verdict: Together["verdict"], ...rows: readonly PartRow[]): TogetherReport {
  const together: Together = { schema: 1, verdict, exitCode: 0, startedAt: LOAD_SUMMARY.startedAt, rows, whole: {} };
  return { together, kind: "tenant", profile: "dev", reportOf: (results) => `${results.slice(17)}/report.html` };
}

test("the page has the reasons, a row for each part, and a link to its report", () => {
  const page = togetherHtml(reportOf("fail", PASSED, FAILED, NOT_BEGUN), ASSETS);
  expect(page).toContain("<li>b, load: 3 items are missing</li>");
  expect(page).toContain('<a href="a/RUN/report.html">report.html</a>');
  expect(page).toMatch(/3 tenants at once, profile dev/);
});

test("junit.xml is red in the part that failed, and green when all passed", () => {
  const red = togetherJunit(reportOf("fail", PASSED, FAILED, NOT_BEGUN));
  expect(red).toContain('<failure message="fail: 3 items are missing">');
  expect(red).toMatch(/<testsuites name="tenants dev" tests="4" failures="2" errors="0" skipped="1"/);
  expect(togetherJunit(reportOf("pass", PASSED))).toMatch(/<testsuites .* failures="0"/);
});

test.each(HOSTILE_TEXTS)("no text in them is markup: %j", (text) => {
  const row = { ...FAILED, part: text, phase: text, verdict: text, reasons: [text] };
  const page = togetherHtml(reportOf("fail", row), ASSETS);
  expect(page).not.toMatch(/<img|<script>alert|onmouseover='/);
  expect(unprintableIn(page + togetherJunit(reportOf("fail", row)))).toEqual([]);
  expect(togetherJunit(reportOf("fail", row))).not.toContain('<testcase name="forged"');
});
