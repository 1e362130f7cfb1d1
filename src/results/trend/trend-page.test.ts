import { expect, it } from "vitest";
import { READWRITE_SUMMARY } from "../../../test/golden/sample-run.ts";
import { pageAssets } from "../../store/page-assets.ts";
import { createRandom } from "../stats/random.ts";
import type { HistoryRun } from "./histories.ts";
import { runsPage } from "./runs-page.ts";
import { trendOf } from "./trend.ts";
import { trendPage } from "./trend-page.ts";

const OPTIONS = { level: 0.05, minChange: 0.02, most: 100, alarmRuns: 10, versionLabels: [], seed: 1 };
const ASSETS = pageAssets("", "");

/** Twenty runs a day apart, whose p95 is a tenth higher from the fourteenth on. */
const RUNS = (() => {
  const random = createRandom(7);
  return Array.from({ length: 20 }, (_, day): HistoryRun => {
    const p95 = 100 * (1 + 0.02 * (random() - 0.5)) * (day < 13 ? 1 : 1.1);
    const startedAt = `2026-10-${String(day + 1).padStart(2, "0")}T04:00:00.000Z`;
    const latencyMs = { ...READWRITE_SUMMARY.latencyMs, p95 };
    const summary = { ...READWRITE_SUMMARY, verdict: "pass" as const, requests: 5000, startedAt, latencyMs };
    return { name: `run-${day + 1}<b>`, summary, commit: "0123456789", leftOut: day === 0 ? "resumed" : "" };
  });
})();

it("the page of a trend dates what became worse, links its runs, and escapes what it shows", () => {
  const page = trendPage(trendOf(RUNS, OPTIONS), ASSETS, (run) => `${encodeURI(run)}/report.html`);
  expect(page).toContain('<span class="word">Regression</span>');
  expect(page).toContain("p95 is worse since 2026-10-14 04:00:00 UTC");
  expect(page).toContain('<a href="run-14%3Cb%3E/report.html">run-14&lt;b&gt;</a>');
  expect(page).not.toContain("run-14<b>");
  expect(page.match(/<svg class="trend"/g)).toHaveLength(1);
  expect(page.match(/<line class="worse"/g)).toHaveLength(1);
  expect(page.match(/<circle/g)).toHaveLength(19);
  expect(page).toContain("resumed");
});

it("says so where nothing changed", () => {
  const page = trendPage(trendOf(RUNS.slice(0, 13), OPTIONS), ASSETS, () => undefined);
  expect(page).toContain("No regression");
  expect(page).toContain("No figure changed.");
  expect(page).not.toContain('class="worse"');
});

it("the page of all runs links reports and pages, and shows what has neither verdict nor report", () => {
  const run = { startedAt: "2026-10-01T04:00:00.000Z", phase: "load", profile: "dev", target: "embedded sandbox" };
  const more = { requests: 1234, p95Ms: 12.3, notes: ["baseline a<b"] };
  const page = runsPage(
    [
      { ...run, ...more, name: "one", verdict: "fail", report: "one/report.html" },
      { ...run, name: "two", verdict: "", requests: undefined, p95Ms: undefined, notes: [], report: undefined },
    ],
    [{ title: "Trend", address: "trend.html" }],
    ASSETS,
  );
  expect(page).toContain('<a href="one/report.html">one</a>');
  expect(page).toContain('<b class="bad">fail</b>');
  expect(page).toContain("baseline a&lt;b");
  expect(page).toContain('<a href="trend.html">Trend</a>');
  expect(page).toContain(">two</th>");
  expect(page).toContain("2 runs");
});
