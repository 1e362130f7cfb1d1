/** Runs of twenty days, and pages of them. */

import type { PageAssets } from "../../src/results/report/page-frame.ts";
import { createRandom } from "../../src/results/stats/random.ts";
import type { HistoryRun } from "../../src/results/trend/histories.ts";
import { runsPage } from "../../src/results/trend/runs-page.ts";
import { trendOf } from "../../src/results/trend/trend.ts";
import { type LinkTo, trendPage } from "../../src/results/trend/trend-page.ts";
import { READWRITE_SUMMARY } from "../golden/sample-run.ts";

const OPTIONS = { level: 0.05, minChange: 0.02, most: 100, alarmRuns: 10, versionLabels: [], seed: 1 };

/** Their p95 is a tenth higher from the fourteenth on; the first was resumed. */
export function madeRuns(): HistoryRun[] {
  const random = createRandom(7);
  return Array.from({ length: 20 }, (_, day): HistoryRun => {
    const p95 = 100 * (1 + 0.02 * (random() - 0.5)) * (day < 13 ? 1 : 1.1);
    const startedAt = `2026-10-${String(day + 1).padStart(2, "0")}T04:00:00.000Z`;
    const latencyMs = { ...READWRITE_SUMMARY.latencyMs, p95 };
    const summary = { ...READWRITE_SUMMARY, verdict: "pass" as const, requests: 5000, startedAt, latencyMs };
    return {
      name: `run-${day + 1}<b>`,
      summary,
      commit: "0123456789",
      load: "10 users",
      leftOut: day === 0 ? "resumed" : "",
    };
  });
}

export function pageOfTrend(runs: readonly HistoryRun[], assets: PageAssets, linkTo: LinkTo = () => undefined): string {
  return trendPage(trendOf(runs, OPTIONS), assets, linkTo);
}

/** Two phases in turn. */
export function pageOfRuns(assets: PageAssets): string {
  const rows = madeRuns().map(({ name }, day) => ({
    name,
    startedAt: "2026-10-01T04:00:00.000Z",
    phase: day % 2 === 0 ? "load" : "readwrite",
    profile: "dev",
    target: "embedded sandbox",
    verdict: day === 3 ? "fail" : "pass",
    ...{ requests: 1234, p95Ms: 12.3, notes: ["baseline a<b"], report: `run-${day}/report.html` },
  }));
  const unfinished = { verdict: "", requests: undefined, p95Ms: undefined, notes: [], report: undefined };
  const [first] = rows as [(typeof rows)[0]];
  return runsPage(
    [{ ...first, ...unfinished, name: "two" }, ...rows],
    [{ title: "Trend", address: "trend.html" }],
    assets,
  );
}
