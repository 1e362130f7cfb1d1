import { describe, expect, test } from "vitest";
import { answersOf, periodOf } from "../../../test/fakes/periods.ts";
import { expectGolden } from "../../../test/golden/golden.ts";
import {
  ASSETS,
  HOSTILE_TEXTS,
  hostileSummary,
  hostileTarget,
  LOAD_REPORT,
  LOAD_SUMMARY,
  READWRITE_SUMMARY,
  SERIES,
  SMOKE_SUMMARY,
  unprintableIn,
} from "../../../test/golden/sample-run.ts";
import type { RunSummary } from "../run-summary.ts";
import { reportPage } from "./page.ts";
import { RecordSeries } from "./record-series.ts";
import { asSentence } from "./text.ts";

describe("report.html", () => {
  test("of a load with fixed input", () => {
    expectGolden("load.html", reportPage(LOAD_REPORT, ASSETS));
  });

  test("of a run that the target held back says so before any figure", () => {
    const row = { resource: "grades", operation: "update", outcome: "throttled", count: 20, message: "Too many" };
    const repeats = { count: 0, share: 0, heldBack: 20, heldMs: 54_000, tokenWaitMs: 0 };
    const held = { ...repeats, rows: [{ ...row, status: 429, heldBack: true }] };
    const summary = { ...LOAD_REPORT.summary, verdict: "pass" as const, reasons: [], repeats: held };
    const page = reportPage({ ...LOAD_REPORT, summary: { ...summary, durationMs: 60_000 } }, ASSETS);
    expect(/<header.*<\/header>/s.exec(page)?.[0]).toContain(
      "<li>Held back by the target for 90.0 % of the time: 20 answers with status 429 (&quot;Too many&quot;)</li>",
    );
  });

  test("says how many failures came before the measured part of a run", () => {
    const [cause] = LOAD_REPORT.summary.causes as [RunSummary["causes"][0]];
    const summary = { ...READWRITE_SUMMARY, failuresBefore: 6, causes: [cause] };
    const said = "6 failures came before the measured part of the run, and are in errors.ndjson alone.";
    expect(reportPage({ ...LOAD_REPORT, summary }, ASSETS)).toContain(said);
    expect(reportPage({ ...LOAD_REPORT, summary: { ...summary, causes: [] } }, ASSETS)).toContain(`None. ${said}`);
    expect(reportPage({ ...LOAD_REPORT, summary: READWRITE_SUMMARY }, ASSETS)).not.toContain("came before");
  });

  test("of an open model says how much of it was done in time", () => {
    const model = { askedPerSecond: 100, donePerSecond: 97.5, asked: 6000, dropped: 150, vus: 10, addedVus: 0 };
    const summary = { ...READWRITE_SUMMARY, openModel: { ...model, operationMs: 12 } };
    const tile = /<dt>Started in time<\/dt>\n<dd>.*<\/dd>/;
    expect(tile.exec(reportPage({ ...LOAD_REPORT, summary }, ASSETS))?.[0].replace(/<[^>]*>/g, "")).toBe(
      "Started in time\n97.5 % of 6,000 operations, 100 /s requested",
    );
    expect(reportPage({ ...LOAD_REPORT, summary: READWRITE_SUMMARY }, ASSETS)).not.toMatch(tile);
  });

  test("names the way to go on once", () => {
    const resume = "npm run load -- --resume";
    const pageWith = (summary: RunSummary) => reportPage({ ...LOAD_REPORT, summary }, ASSETS);
    expect(pageWith({ ...LOAD_REPORT.summary, resume })).toContain(
      ">Incomplete: 3 of 1210 items are missing (3 failed)<",
    );
    expect(pageWith({ ...LOAD_REPORT.summary, resume })).toContain(`<code>${resume}</code>`);
    expect(pageWith(LOAD_REPORT.summary)).toContain("(3 failed); --resume continues<");
  });

  test("of a load that was resumed says of which start its figures are", () => {
    const said =
      "<li>Resumed: the figures below are of start 2; items, charts and response times are of both starts</li>";
    expect(reportPage({ ...LOAD_REPORT, series: { ...SERIES, restarts: [60] } }, ASSETS)).toContain(said);
    expect(reportPage(LOAD_REPORT, ASSETS)).not.toContain("Resumed:");
  });

  test("of a run without record and manifest", () => {
    expectGolden(
      "readwrite.html",
      reportPage({ ...LOAD_REPORT, summary: READWRITE_SUMMARY, series: undefined, manifest: {} }, ASSETS),
    );
  });

  test("says verdict and reasons before anything else", () => {
    const page = reportPage(LOAD_REPORT, ASSETS);
    const body = page.slice(page.indexOf("<body>"));
    expect(body.indexOf("Fail")).toBeLessThan(body.indexOf(asSentence(LOAD_SUMMARY.reasons[0] as string)));
    expect(body.indexOf(asSentence(LOAD_SUMMARY.reasons[0] as string))).toBeLessThan(body.indexOf("Throughput"));
  });

  test("has no part of a phase that the run did not have", () => {
    const page = reportPage({ ...LOAD_REPORT, summary: SMOKE_SUMMARY, series: undefined, manifest: {} }, ASSETS);
    for (const id of ["completeness", "mix", "causes", "manifest"]) expect(page).not.toContain(`id="${id}"`);
  });
});

/** Noise, so that nothing can be thinned out to a straight line. */
function noise(length: number, salt: number): number[] {
  return Array.from({ length }, (_, index) => 1000 * Math.sin((index + 1) * (salt + 1)) ** 2);
}

/** Eight operations, also on twelve resources, whose latencies are spread over three powers of ten. */
function latenciesOf(seconds: number) {
  const operations = Array.from({ length: 12 }, (_, at) => {
    const latencies = Array.from({ length: 60 }, (_, each) => 10 ** (((each * (at + 1)) % 60) / 20));
    return { op: `operation${at}`, resource: `resource${at}`, ...answersOf(latencies, {}) };
  });
  const builder = new RecordSeries();
  for (let second = 1; second <= seconds; second++) {
    const resources = second % 10 === 0 ? { resources: { seconds: 10, calls: operations } } : {};
    builder.addPeriod(periodOf(second, { operations: operations.slice(0, 8), ...resources }));
  }
  builder.endRecord(Date.parse(LOAD_SUMMARY.startedAt));
  return builder.series().latencies;
}

test.each([1, 8])("of %d hours with everything that can be collected is below 1 MB", (hours) => {
  const seconds = Array.from({ length: 3600 * hours }, (_, index) => index + 1);
  const line = (salt: number) => noise(seconds.length, salt);
  const operations = Array.from({ length: 8 }, (_, index) => [`operation${index}`, line(index)]);
  const series = {
    ...SERIES,
    ...{ seconds, byOperation: Object.fromEntries(operations), requests: line(10), vus: line(11), p50: line(12) },
    ...{ p95: line(13), p99: line(14), failedRequests: line(15), failedItems: line(16) },
    ...{ p90: line(17), max: line(18), min: line(19), p25: line(20), p75: line(21), mean: line(22) },
    ...{ failedShare: line(23), startedVus: line(24), endedOperations: line(25), lateOperations: line(26) },
  };
  const figures = Array.from({ length: 200 }, (_, index) => `metrics.figure${index % 40}:pod=${index}`);
  const columns = figures.map((_, index) => noise(720 * hours, index));
  const samples = Array.from({ length: 720 * hours }, (_, at) => ({
    atMs: Date.parse(LOAD_SUMMARY.startedAt) + 5000 * at,
    values: Object.fromEntries(figures.map((name, index) => [name, columns[index]?.[at] ?? 0])),
  }));
  const latencies = latenciesOf(seconds.length);
  const generator = samples
    .slice(0, 3000)
    .map(({ atMs }, at) => ({ atMs, values: { "generator.cpu": Math.sin(at) ** 2 } }));
  const page = reportPage({ ...LOAD_REPORT, series: { ...series, latencies }, samples, generator }, ASSETS);
  // The script and the style need 100 kB.
  expect(page.length).toBeLessThan(900_000);
});

describe.each(HOSTILE_TEXTS.map((text) => [text.slice(0, 30), text]))("with %j everywhere", (_, text) => {
  const series = { ...SERIES, byOperation: { [text]: SERIES.p50, other: SERIES.p95 } };
  const manifest = { [text]: text, target: { name: text }, settings: { [text]: { value: text, from: text } } };
  const samples = [1, 2].map((value) => ({ atMs: value, values: { [`database.wait:${text}`]: value } }));
  const target = hostileTarget(text);
  const error = { atMs: 1, resource: text, operation: text, status: 0, outcome: text, detail: text, key: text };
  const page = reportPage(
    {
      summary: hostileSummary(text),
      ...{ series: { ...series, resources: [{ resource: text, op: "create", from: 0, to: 1, requests: 1 }] } },
      ...{ samples, target, manifest, generator: samples, errors: [error], levels: { [text]: 1 } },
    },
    ASSETS,
  );

  test("only our own elements stand in the page", () => {
    expect(page.match(/<script\b[^>]*>/g)).toEqual(['<script type="application/json" id="data">', "<script>"]);
    expect(page.match(/<\/script>/g)).toHaveLength(2);
    expect(page).not.toMatch(/<(img|iframe|object|embed|base|form)\b/);
    expect(page).not.toMatch(/<[^>]*\son\w+=/);
    expect(unprintableIn(page)).toEqual([]);
  });

  test("the data block is JSON and the page stays small", () => {
    const block = /id="data">([^<]*)<\/script>/.exec(page)?.[1] ?? "";
    expect(JSON.parse(block)).toHaveProperty("charts");
    expect(page.length).toBeLessThan(1_000_000);
  });
});
