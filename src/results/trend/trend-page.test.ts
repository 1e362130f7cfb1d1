import { expect, it } from "vitest";
import { madeRuns, pageOfRuns, pageOfTrend } from "../../../test/fakes/made-runs.ts";
import { READWRITE_SUMMARY } from "../../../test/golden/sample-run.ts";
import { pageAssets } from "../../store/page-assets.ts";
import { trendLines } from "./trend-lines.ts";

const ASSETS = pageAssets("", "");

it("the page of a trend dates what became worse, links its runs, and escapes what it shows", () => {
  const page = pageOfTrend(madeRuns(), ASSETS, (run) => `${encodeURI(run)}/report.html`);
  expect(page).toContain('<span class="word">Regression</span>');
  expect(page).toContain("p95 is worse since 2026-10-14, 99.7 ms \u2192 110 ms (+10 %): readwrite, 10 users");
  expect(page).toMatch(/<text class="worse" [^>]*>\+10 %<\/text>/);
  expect(page).toContain("Each point is a run, a line the level between changes");
  expect(page).toContain('<a href="run-14%3Cb%3E/report.html">run-14&lt;b&gt;</a>');
  expect(page).not.toContain("run-14<b>");
  expect(page.match(/<svg class="trend"/g)).toHaveLength(1);
  expect(page.match(/<line class="worse"/g)).toHaveLength(1);
  expect(page.match(/<circle/g)).toHaveLength(19);
  const ticks = [...page.matchAll(/text-anchor="end"[^>]*>([^<]*)<\/text>/g)].map(([, text]) => text);
  expect(ticks).toEqual(["100 ms", "105 ms", "110 ms"]);
  expect(page).toContain("resumed");
});

it("names a history once in its head", () => {
  const runs = madeRuns().map((run) => {
    const summary = run.summary ?? READWRITE_SUMMARY;
    const latencyMs = { ...summary.latencyMs, p50: 0.5 * summary.latencyMs.p95 };
    return { ...run, summary: { ...summary, latencyMs } };
  });
  const page = pageOfTrend(runs, ASSETS);
  expect(page).toMatch(/<p class="headline">p50 is worse since 2026-10-14, .*: readwrite, 10 users/);
  expect(page).toMatch(/<li>p95 is worse since 2026-10-14, [^:]*%\)<\/li>/);
});

it("has the history that became worse first, then the longest", () => {
  const other = (profile: string, count: number) =>
    madeRuns()
      .slice(1, 1 + count)
      .map((run) => ({ ...run, summary: { ...(run.summary ?? READWRITE_SUMMARY), profile } }));
  const page = pageOfTrend([...other("one", 1), ...other("five", 5), ...madeRuns()], ASSETS);
  const titles = [...page.matchAll(/<h2>[^<]*profile (\w+)/g)].map(([, profile]) => profile);
  expect(titles).toEqual([READWRITE_SUMMARY.profile, "five", "one"]);
  expect(page).toContain("<p>1 run. ");
});

it("says so where nothing changed", () => {
  const page = pageOfTrend(madeRuns().slice(0, 13), ASSETS);
  expect(page).toContain("No regression");
  expect(page).toContain("No figure changed.");
  expect(page).not.toContain('class="worse"');
});

it("the page of all runs links reports and pages, and shows what has neither verdict nor report", () => {
  const page = pageOfRuns(ASSETS);
  expect(page).toContain('<a href="run-0/report.html">run-1&lt;b&gt;</a>');
  expect(page).toContain('<b class="bad">fail</b>');
  expect(page).toContain("baseline a&lt;b");
  expect(page).toContain('<a href="trend.html">Trend</a>');
  expect(page).toContain(">two</th>");
  expect(page).toContain("21 runs");
  expect(page).toContain("19 pass, 1 fail, 1 without a verdict. The newest started at 2026-10-01 04:00:00 UTC.");
  expect(page.match(/ data-filter>/g)).toHaveLength(4);
});

it("claims nothing of a history that is too short for a change", () => {
  const page = pageOfTrend(madeRuns().slice(0, 6), ASSETS);
  expect(page).toContain('<span class="word">Inconclusive</span>');
  expect(page).toContain("No history has the 6 runs that a change needs.");
});

it("the terminal names the day of a history of one day once", () => {
  const linesOf = (...days: string[]): string[] => {
    const runs = days.map((day) => ({ name: day, startedAt: `${day}T04:00:00.000Z` }));
    const histories = [{ name: "load", runs, older: 0, figures: [] }];
    return trendLines({ isAlarm: false, isConclusive: false, histories, leftOut: [] });
  };
  expect(linesOf("2026-10-01")).toContain("  1 run, 2026-10-01");
  expect(linesOf("2026-10-01", "2026-10-02")).toContain("  2 runs, 2026-10-01 to 2026-10-02");
});
