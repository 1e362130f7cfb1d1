import { expect, test } from "vitest";
import { type SyntheticResult, syntheticRun } from "../../../test/fakes/synthetic-run.ts";
import { ASSETS, SOAK_SUMMARY, SPIKE_SUMMARY } from "../../../test/golden/sample-run.ts";
import type { RunSummary } from "../run-summary.ts";
import { differencesOf, doubtsOf } from "./comparability.ts";
import { compareRuns } from "./compare-runs.ts";
import { comparisonMarkdown } from "./comparison-markdown.ts";
import { comparisonPage } from "./comparison-page.ts";
import { comparisonLines, firstReasons } from "./comparison-table.ts";
import { type Limits, parseChange } from "./limits.ts";
import { isSignificant, orderedChanges } from "./order.ts";
import { overlayCharts } from "./overlay-charts.ts";

const LIMITS: Limits = {
  maxP50: 0.25,
  maxP95: 0.25,
  maxP99: undefined,
  minRate: -0.2,
  maxFailures: 0.01,
  maxSpell: 0.5,
  noiseFloorMs: 1,
};
const EVIL = "<script>alert(1)</script>|`x`\u0000";
const base = syntheticRun({
  name: "base",
  seconds: 60,
  seed: 1,
  operations: [
    { resource: "students", op: "create", perSecond: 20, median: 30 },
    { resource: "students", op: "read", perSecond: 20, median: 10 },
    { resource: "schools", op: "query", perSecond: 0.05, median: 10 },
  ],
});
const run = syntheticRun({
  name: "run",
  seconds: 60,
  seed: 2,
  operations: [
    { resource: "students", op: "create", perSecond: 20, median: 60 },
    { resource: "students", op: "read", perSecond: 20, median: 10 },
    { resource: "schools", op: "query", perSecond: 0.05, median: 10 },
    { resource: EVIL, op: "query", perSecond: 1, median: 10 },
  ],
});

test("the table of a comparison", () => {
  expect(comparisonLines(compareRuns(base, run, LIMITS, 1)).join("\n")).toMatchSnapshot();
});

test("names of operations without enough data are few in the terminal, all with --verbose", () => {
  const rare = ["a", "b", "c", "d"].map((resource) => ({ resource, op: "read", perSecond: 0.05, median: 10 }));
  const long = syntheticRun({ name: "long", seconds: 60, seed: 1, operations: rare });
  const lineOf = (everything: boolean): string =>
    comparisonLines(compareRuns(long, long, LIMITS, 1), everything).find((line) => line.startsWith("not enough")) ?? "";
  expect(lineOf(false)).toMatch(/^not enough data: a read \(.*\), b read \(.*\) and 2 more$/);
  expect(lineOf(true)).toMatch(/, d read \([^)]*\)$/);
});

test("what changed is shown before what did not, which is folded, or shown with --verbose", () => {
  const comparison = compareRuns(base, run, LIMITS, 1);
  const findings = orderedChanges(comparison).map(({ change }) => change.finding);
  const order = ["regression", "suspect", "worse", "better", "same", "too-few"] as const;
  expect(findings).toEqual([...findings].sort((a, b) => order.indexOf(a) - order.indexOf(b)));
  const lines = comparisonLines(comparison);
  expect(lines).toContain("1 unchanged operation not shown; --verbose shows all");
  expect(lines.join("\n")).not.toMatch(/students read/);
  const all = comparisonLines(comparison, true).join("\n");
  expect(all).toMatch(/^students read\n {2}rate /m);
  expect(all).not.toContain("--verbose");
  const markdown = comparisonMarkdown([comparison]);
  expect(markdown).toMatch(
    /\| students create \| p50 [\s\S]*<details><summary>\d+ figures without[\s\S]*\| students read \|/,
  );
  const page = comparisonPage([{ comparisons: [comparison], runs: [base, run] }], ASSETS);
  expect(page).toMatch(/<tr class="regression"><th scope="row" class="operation">students create <b>p50<\/b>/);
  expect(page.indexOf("students read <b>")).toBeGreaterThan(page.indexOf("without a significant change</summary>"));
});

test("where the noise floor decides, the plot shows it as the limit", () => {
  const operation = { resource: "students", op: "create", perSecond: 40 };
  const [fast, slow] = [1, 2].map((median) =>
    syntheticRun({ name: `median-${median}`, seconds: 60, seed: median, operations: [{ ...operation, median }] }),
  ) as [typeof base, typeof base];
  const comparison = compareRuns(fast, slow, LIMITS, 1);
  const page = comparisonPage([{ comparisons: [comparison], runs: [fast, slow] }], ASSETS);
  const row = /students create <b>p95<\/b>.*?<\/tr>/s.exec(page)?.[0] ?? "";
  expect(row).toMatch(/<td class="values limit">\+20\.0 ms<\/td><td class="finding">worse</);
  expect(row).not.toContain('line class="limit"');
});

test("the last fraction of a second of a run is not drawn: its rate says nothing", () => {
  const [first] = run.total.seconds as [(typeof run.total.seconds)[0]];
  const fraction = { ...first, at: 60, seconds: 0.05, requests: 1 };
  const cut = { ...run, total: { ...run.total, seconds: [...run.total.seconds, fraction] } };
  const [rate] = overlayCharts([base, cut], []).charts;
  expect(rate?.seconds.at(-1)).toBe(60);
});

test("of an operation with few requests, a point covers the seconds that have some", () => {
  const runs = [20, 60].map((median, seed) =>
    syntheticRun({
      ...{ name: `run-${seed}`, seconds: 60, seed },
      operations: [{ resource: "students", op: "create", perSecond: 1, median, spread: 0.1 }],
    }),
  ) as [SyntheticResult, SyntheticResult];
  const chart = overlayCharts(runs, orderedChanges(compareRuns(...runs, LIMITS, 1))).charts.at(-1);
  expect(chart?.id).toBe("operation-1");
  expect(chart?.note).toMatch(/^Regression; each point covers [5-9] seconds$/);
  expect(chart?.lines.flatMap(({ values }) => values)).not.toContain(null);
});

test("many regressions are in the table; the reasons are the first, or all with --verbose", () => {
  const reasons = Array.from({ length: 12 }, (_, at) => `reason ${at + 1}`);
  expect(firstReasons(reasons).slice(-2)).toEqual(["reason 8", "and 4 more regressions"]);
  expect(firstReasons(reasons.slice(0, 9))).toEqual(reasons.slice(0, 9));
  const comparison = { ...compareRuns(base, run, LIMITS, 1), reasons };
  expect(comparisonLines(comparison).at(-1)).toBe("  reason  and 4 more regressions");
  expect(comparisonLines(comparison, true).at(-1)).toBe("  reason  reason 12");
});

test("phases of full runs are compared on one page, each with its own changes and charts", () => {
  const comparisons = [compareRuns(base, run, LIMITS, 1)];
  const runs = [base, run];
  const groups = ["load", "readwrite"].map((phase) => ({ phase, comparisons, runs }));
  const page = comparisonPage(groups, ASSETS);
  for (const phase of ["load", "readwrite"]) {
    expect(page).toContain(`<h2>full: ${phase}: changes: run</h2>`);
    expect(page).toContain(`id="chart-p95-${phase}"`);
  }
  const ids = [...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
  expect(ids).toEqual([...new Set(ids)]);
});

test("Markdown and page say the same, and no name in them is markup", () => {
  const comparison = compareRuns(base, { ...run, name: EVIL }, LIMITS, 1);
  const markdown = comparisonMarkdown([comparison]);
  expect(markdown).toContain("## Regression");
  expect(markdown).toContain("students create: p50");
  expect(markdown).not.toContain("<script>");
  const assets = { script: "", style: "", scriptHash: "sha256-x" };
  const page = comparisonPage([{ comparisons: [comparison], runs: [base, { ...run, name: EVIL }] }], assets);
  expect(page).toContain("REGRESSION");
  expect(page).not.toContain("<script>alert");
  expect(page).not.toContain("\u0000");
  const data = /<script type="application\/json" id="data">(.*?)<\/script>/s.exec(page)?.[1] ?? "";
  const [{ charts }] = JSON.parse(data) as [{ charts: { id: string; title: string }[] }];
  expect(charts.map(({ id }) => id)).toEqual(["rate", "p50", "p95", "operation-1"]);
  expect(charts.at(-1)?.title).toBe("students create: median");
});

test("runs with different requests are not comparable", () => {
  const summary = {
    ...run.summary,
    phase: "load" as const,
    warmUpMs: 5000,
    target: { ...run.summary.target, kind: "target" as const },
    mix: { name: "school-day", rows: [{ op: "read", wanted: 1, achieved: 1 }] },
    leftOut: [{ what: "update students", reason: "the client may not update it" }],
  };
  const other = { ...run, summary, fingerprint: "other", datasetVersion: 1, settings: { VUS_LOAD_PHASE: "20" } };
  const forbidden = differencesOf(base, other).filter(({ forbids }) => forbids);
  expect(forbidden.map(({ what }) => what)).toEqual([
    "phase",
    "version of the dataset",
    "load plan (fingerprint)",
    "mix of operations",
    "left-out operations",
    "kind of target",
    "warm-up",
  ]);
  expect(differencesOf(base, other).at(-1)).toEqual({
    what: "VUS_LOAD_PHASE",
    base: "not set",
    run: "20",
    forbids: false,
  });
  expect(differencesOf(base, run)).toEqual([]);
});

test("soaks at different rates, and different spikes, are not comparable", () => {
  const forbidden = (some: RunSummary, other: RunSummary) =>
    differencesOf({ ...base, summary: some }, { ...base, summary: other })
      .filter(({ forbids }) => forbids)
      .map(({ what, base: before, run: after }) => [what, before, after]);
  const soak = { ...SOAK_SUMMARY.soak, perSecond: 60 };
  expect(forbidden(SOAK_SUMMARY, { ...SOAK_SUMMARY, soak })).toEqual([["requested rate", "40.0/s", "60.0/s"]]);
  const { spike } = SPIKE_SUMMARY;
  const higher = { ...spike, spike: { ...spike.spike, perSecond: 150 } };
  expect(forbidden(SPIKE_SUMMARY, { ...SPIKE_SUMMARY, spike: higher })).toEqual([
    ["requested rate", "30.0/s, with a spike of 90.0/s for 20 s", "30.0/s, with a spike of 150/s for 20 s"],
  ]);
  expect(forbidden(SOAK_SUMMARY, { ...SOAK_SUMMARY, durationMs: 1 })).toEqual([]);
});

test("a run that does not stand for its target is doubted", () => {
  const invalid = { ...run, summary: { ...run.summary, verdict: "invalid" as const, reasons: ["CPU above 80 %"] } };
  expect(doubtsOf(invalid)).toEqual(["run is invalid: CPU above 80 %"]);
  expect(doubtsOf(run)).toEqual([]);
});

test("limits as they are typed", () => {
  expect(parseChange("--max-p95", "+10%", "+")).toBe(0.1);
  expect(parseChange("--max-p95", "12.5 %", "+")).toBe(0.125);
  expect(parseChange("--min-rate", "-10%", "-")).toBe(-0.1);
  expect(parseChange("--min-rate", "10%", "-")).toBe(-0.1);
  expect(parseChange("--max-p99", "off", "+")).toBeUndefined();
  for (const wrong of ["-10%", "10", "", "+%", "ten"]) {
    expect(() => parseChange("--max-p95", wrong, "+")).toThrow(/--max-p95.*\+10%/);
  }
});

test("the page begins with what was compared, the first reason, and each run with its time and labels", () => {
  const labelled = { ...run, summary: { ...run.summary, labels: { release: "2" } } };
  const page = comparisonPage(
    [{ comparisons: [compareRuns(base, labelled, LIMITS, 1)], runs: [base, labelled] }],
    ASSETS,
  );
  expect(page).toContain('<p class="kicker">Ed-Fi load test, comparison</p>');
  expect(page).toContain("<dt>Profile</dt><dd>");
  expect(page).toMatch(/<p class="headline">students create: p50 30\.2 ms \u2192 58\.7 ms \(\+95 %, limit \+25 %\)/);
  expect(page).toMatch(/Baseline <b>base<\/b>: \d{4}-\d\d-\d\d .*UTC, /);
  expect(page).toMatch(/Run <b>run<\/b>: .*, release = 2<br>/);
  expect(page).toContain("<li>Failures, all requests: 0 of 2,395 \u2192 0 of 2,471</li>");
  expect(page).not.toContain("-&gt;");
});

test("of many significant changes the page shows twenty, and folds those after them", () => {
  const many = [20, 60].map((median, seed) => {
    const operations = Array.from({ length: 8 }, (_, at) => ({
      resource: `r${at}`,
      op: "read",
      perSecond: 20,
      median,
    }));
    return syntheticRun({ name: `run-${seed}`, seconds: 60, seed, operations });
  }) as [SyntheticResult, SyntheticResult];
  const comparison = compareRuns(...many, { ...LIMITS, maxP50: 9, maxP95: 9 }, 1);
  const significant = orderedChanges(comparison).filter(({ change }) => isSignificant(change)).length;
  const page = comparisonPage([{ comparisons: [comparison], runs: many }], ASSETS);
  const [open = ""] = page.split("<details>");
  expect(open.match(/<th scope="row" class="operation">/g)).toHaveLength(20);
  expect(page).toContain(`${significant - 20} further changes</summary>`);
});
