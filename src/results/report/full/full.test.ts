import { describe, expect, test } from "vitest";
import {
  ASSETS,
  HOSTILE_TEXTS,
  hostileSummary,
  LOAD_REPORT,
  READWRITE_SUMMARY,
  SERIES,
  SMOKE_SUMMARY,
  unprintableIn,
} from "../../../../test/golden/sample-run.ts";
import type { Verdict } from "../../reason.ts";
import type { RunSummary } from "../../run-summary.ts";
import type { RunReport } from "../run-report.ts";
import { fullJunit } from "./full-junit.ts";
import { fullMarkdown } from "./full-markdown.ts";
import { fullPage } from "./full-page.ts";
import { type FullPhase, type FullReport, fullReasons, fullVerdict } from "./full-report.ts";

const SMOKE_START = Date.parse(SMOKE_SUMMARY.startedAt);

function reportOf(summary: RunSummary, startMs: number | undefined): RunReport {
  return { ...LOAD_REPORT, summary, series: startMs === undefined ? undefined : { ...SERIES, startMs } };
}

const SMOKE: FullPhase = { name: "smoke", report: reportOf(SMOKE_SUMMARY, SMOKE_START), isBegun: true };
const LOAD: FullPhase = {
  name: "load",
  report: reportOf({ ...LOAD_REPORT.summary, verdict: "pass", reasons: [] }, SMOKE_START + 60_000),
  isBegun: true,
};
const READWRITE: FullPhase = {
  name: "readwrite",
  report: reportOf(READWRITE_SUMMARY, SMOKE_START + 120_000),
  isBegun: true,
};
const NOT_RUN: FullPhase = { name: "readwrite", report: undefined, isBegun: false };

const RESUME = "npm run full -- --profile dev --resume";

function full(...phases: readonly FullPhase[]): FullReport {
  const run = "20261123T041000Z-dev-full";
  return { run, profile: "dev", startedAt: SMOKE_SUMMARY.startedAt, phases, resume: RESUME };
}

const ABORTED = full(SMOKE, LOAD, READWRITE);

describe("the verdict of a full run", () => {
  const phase = (verdict: Verdict): FullPhase => ({
    ...LOAD,
    report: reportOf({ ...SMOKE_SUMMARY, verdict }, undefined),
  });
  test.each<[Verdict, readonly FullPhase[]]>([
    ["pass", [SMOKE, LOAD]],
    ["fail", [phase("inconclusive"), phase("fail"), NOT_RUN]],
    ["invalid", [SMOKE, phase("invalid"), phase("fail")]],
    ["inconclusive", [SMOKE, phase("inconclusive"), NOT_RUN]],
    ["aborted", [SMOKE, LOAD, NOT_RUN]],
    ["aborted", [SMOKE, { ...NOT_RUN, isBegun: true }]],
    ["aborted", [NOT_RUN]],
  ])("is %s", (verdict, phases) => {
    expect(fullVerdict({ phases })).toBe(verdict);
  });

  test("leaves out the keys of failed items, which the table of causes has", () => {
    const reasons = ["grades update: 30 % failed, limit 5 %", 'cause: grades: 400 rejected. First: {"schoolId":1}'];
    const failed = reportOf({ ...READWRITE_SUMMARY, verdict: "fail", reasons }, SMOKE_START + 120_000);
    const page = fullPage(full({ ...READWRITE, report: failed }), ASSETS);
    expect(page).toContain("<li>readwrite: cause: grades: 400 rejected.</li>");
    expect(page).toContain("<li>Cause: grades: 400 rejected.</li>");
  });

  test("has its reasons, by phase, and the phases without a result", () => {
    expect(fullReasons({ phases: [SMOKE, READWRITE, { ...NOT_RUN, isBegun: true }, NOT_RUN] })).toEqual([
      "readwrite: stopped at 0:42: failure-rate>5%/30s",
      "readwrite: has no result yet",
      "readwrite: was not run",
    ]);
  });
});

describe("report.html of a full run", () => {
  const page = fullPage(ABORTED, ASSETS);

  const headline = (report: FullReport): string | undefined =>
    /<p class="headline">([^<]*)</.exec(fullPage(report, ASSETS))?.[1];

  test("says first why it did not pass, or what it did", () => {
    const short = reportOf({ ...SMOKE_SUMMARY, verdict: "inconclusive", reasons: ["too few"] }, undefined);
    expect(headline(full({ ...SMOKE, report: short }, READWRITE))).toBe(
      "readwrite: stopped at 0:42: failure-rate&gt;5%/30s",
    );
    expect(headline(full(SMOKE, LOAD))).toBe("1,217 requests, 3 failures; load: 20.2 requests/s, p95 33.3 ms");
    expect(headline(full(SMOKE, NOT_RUN))).toBe("readwrite: was not run");
  });

  test("says what was tested, and at what time of day", () => {
    const kinds = /<dl class="about">(.*?)<\/dl>/s.exec(page)?.[1]?.replace(/<[^>]*>/g, " ");
    expect(kinds).toMatch(/Phases\s+smoke, load, readwrite\s+Profile\s+dev\s+Mix\s+school-day\s+Target/);
    expect(page).toContain(`"startMs":${SMOKE_START}`);
  });

  test("says what is partial, how to continue, and holds each phase by its name", () => {
    expect(page).toMatch(/class="verdict aborted"[\s\S]*readwrite: stopped at 0:42/);
    expect(page).toContain(`To continue this run: <code>${RESUME}</code>`);
    for (const phase of ["smoke", "load", "readwrite"])
      expect(page).toContain(`<section id="${phase}"><h2>full: ${phase}</h2>`);
    expect(page).toContain('href="load/report.html"');
  });

  test("names nothing twice, and every anchor leads somewhere", () => {
    const ids = [...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
    const anchors = [...page.matchAll(/ href="#([^"]+)"/g)].map(([, id]) => id);
    expect(anchors.filter((id) => !ids.includes(id))).toEqual([]);
  });

  test("has the charts of all phases, and those of the whole run with the phases marked", () => {
    const data = JSON.parse(/id="data">([^<]*)</.exec(page)?.[1] ?? "") as {
      charts: { id: string; seconds: number[]; lines: { values: (number | null)[] }[] }[];
      suffix?: string;
      bands: { label: string; from: number; isBad: boolean }[];
    }[];
    const named = data.map(({ charts, suffix = "" }) => charts.map(({ id }) => `${id}${suffix}`));
    expect(named.map(([first]) => first)).toEqual([
      "whole-requests",
      "throughput-smoke",
      "throughput-load",
      "throughput-readwrite",
    ]);
    for (const [id] of named) expect(page).toContain(`id="chart-${id}"`);
    expect(data[0]?.bands).toMatchObject([
      { label: "smoke", from: 0, isBad: false },
      { label: "load", from: 60, isBad: false },
      { label: "readwrite", from: 120, isBad: true },
    ]);
    const [whole] = data[0]?.charts ?? [];
    expect(whole?.seconds.slice(0, 7)).toEqual([0, 1, 2, 3, 4, 60, 61]);
    expect(whole?.lines[0]?.values.slice(0, 7)).toEqual([null, 18, 22.5, null, 20.25, null, 18]);
  });

  test("without any result says so", () => {
    const begun = full(SMOKE, { ...NOT_RUN, isBegun: true });
    const page = fullPage(begun, ASSETS);
    expect(page).toContain("The phase began, but has no result yet.");
    expect(page).toMatch(/>Not finished<[\s\S]*still going on, or it was ended/);
    expect(fullMarkdown(begun)).toMatch(/^# Not finished: full/);
    expect(fullPage(full(SMOKE, NOT_RUN), ASSETS)).toContain(">Aborted<");
    expect(fullPage(full(READWRITE, { ...NOT_RUN, isBegun: true }), ASSETS)).toContain(">Aborted<");
  });
});

test("summary.md has a row for each phase, and what each has to say", () => {
  const text = fullMarkdown(full(SMOKE, READWRITE, { ...NOT_RUN, name: "soak" }));
  expect(text).toMatch(/^# Aborted: full, profile dev\n\n- readwrite: stopped at/);
  expect(text).toContain("To continue this run: npm run full");
  expect(text).toMatch(/^\| full: smoke \| Pass \| /m);
  expect(text).toMatch(/^\| full: soak \| Not run \| {2}\|/m);
  expect(text).toContain("## Aborted: full: readwrite, profile smoke");
});

describe("junit.xml of a full run", () => {
  test("is red in the phase that did not pass, and a phase that was not run is skipped", () => {
    const text = fullJunit(full(SMOKE, READWRITE, { ...NOT_RUN, name: "soak" }));
    expect(text).toContain('<testsuites name="full dev"');
    expect(text).toMatch(/<testsuite name="full: readwrite: verdict" tests="1" failures="1"/);
    expect(text).toMatch(/<testsuite name="full: soak: verdict" tests="1" failures="0" errors="0" skipped="1"/);
    expect(text).toContain('<skipped message="the phase was not run"/>');
    expect(text).toContain('<failure message="Aborted: readwrite: stopped at 0:42');
  });

  test("is red where the run ended between two phases, and green where all passed", () => {
    expect(fullJunit(full(SMOKE, NOT_RUN))).toMatch(/name="full: verdict" tests="1" failures="1"/);
    const passed = { ...LOAD_REPORT.summary, verdict: "pass", thresholds: [], reasons: [], load: undefined };
    const text = fullJunit(full(SMOKE, { ...LOAD, report: { ...LOAD_REPORT, summary: passed as never } }));
    expect(text).toMatch(/<testsuites .* failures="0"/);
  });
});

test.each(HOSTILE_TEXTS)("no text from outside is markup: %j", (text) => {
  const report = { ...full({ ...LOAD, report: reportOf(hostileSummary(text), 0) }, NOT_RUN), run: text, resume: text };
  const page = fullPage(report, ASSETS);
  expect(page).not.toMatch(/<img|<script>alert|onmouseover='/);
  expect(unprintableIn(page)).toEqual([]);
  expect(unprintableIn(fullJunit(report))).toEqual([]);
  expect(fullJunit(report)).not.toMatch(/<testcase name="forged"/);
  expect(fullMarkdown(report)).not.toMatch(/<img|<script>|\]\(https/);
});

test("of four phases with hundreds of operations is below 1 MB, and links to what it leaves out", () => {
  const [row] = LOAD_REPORT.summary.operations as [RunSummary["operations"][0]];
  const operations = Array.from({ length: 700 }, (_, index) => ({ ...row, resource: `resource${index}`, failures: 0 }));
  const failed = { ...row, resource: "theOneThatFailed", requests: 1, failures: 1 };
  const long = (phase: FullPhase): FullPhase => {
    const report = phase.report as RunReport;
    return { ...phase, report: { ...report, summary: { ...report.summary, operations: [...operations, failed] } } };
  };
  const page = fullPage(full(...[SMOKE, LOAD, READWRITE, { ...SMOKE, name: "soak" }].map(long)), ASSETS);
  expect(page.length).toBeLessThan(1_000_000);
  expect(page.match(/the<wbr>One<wbr>That<wbr>Failed/g)).toHaveLength(4);
  expect(page).toContain('<a href="soak/report.html">all of them</a>');
  expect(fullPage(full(SMOKE, LOAD), ASSETS)).not.toContain("all of them");
});

/** Charts have no more points than those of two hours. */
test("of three long phases is below 1 MB", () => {
  const seconds = Array.from({ length: 2 * 3600 }, (_, index) => index + 1);
  const noise = (salt: number): number[] => seconds.map((second) => 1000 * Math.sin(second * (salt + 1)) ** 2);
  const [requests, p50, p95, p99] = [1, 2, 3, 4].map(noise) as [number[], number[], number[], number[]];
  const byOperation = Object.fromEntries([5, 6, 7, 8, 9].map((salt) => [`operation${salt}`, noise(salt)]));
  const long = {
    ...SERIES,
    seconds,
    requests,
    byOperation,
    p50,
    p95,
    p99,
    failedRequests: p50,
    failedItems: p95,
    vus: p99,
  };
  const columns = Array.from({ length: 200 }, (_, index) => noise(index).slice(0, 2 * 720));
  const samples = (columns[0] ?? []).map((_, at) => ({
    atMs: SMOKE_START + 5000 * at,
    values: Object.fromEntries(
      columns.map((column, index) => [`metrics.figure${index % 40}:pod=${index}`, column[at] ?? 0]),
    ),
  }));
  const phases = [SMOKE, LOAD, READWRITE].map((phase) => ({
    ...phase,
    report: { ...(phase.report as RunReport), series: long, samples },
  }));
  expect(fullPage(full(...phases), ASSETS).length).toBeLessThan(900_000);
});
