/** The page as a browser sees it. Skipped, with a word, where there is no Chromium. */

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { compareRuns } from "../../src/results/compare/compare-runs.ts";
import { comparisonPage } from "../../src/results/compare/comparison-page.ts";
import { fullPage } from "../../src/results/report/full/full-page.ts";
import { reportPage } from "../../src/results/report/page.ts";
import { RecordSeries } from "../../src/results/report/record-series.ts";
import type { RunReport } from "../../src/results/report/run-report.ts";
import { readPageAssets } from "../../src/store/page-assets.ts";
import { madeRuns, pageOfRuns, pageOfTrend } from "../fakes/made-runs.ts";
import { answersOf, periodOf } from "../fakes/periods.ts";
import { type SyntheticResult, syntheticRun } from "../fakes/synthetic-run.ts";
import {
  CAPACITY_SUMMARY,
  CLIMB_SUMMARY,
  HOSTILE_TEXTS,
  hostileSummary,
  hostileTarget,
  LOAD_REPORT,
  READWRITE_SUMMARY,
  SERIES,
  SMOKE_SUMMARY,
  SOAK_SUMMARY,
  SPIKE_SUMMARY,
} from "../golden/sample-run.ts";
import { type Browser, CHROMIUM, type OpenedPage, startBrowser } from "./support/chromium.ts";

let folder: string;
let browser: Browser;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "report-page-"));
  if (CHROMIUM !== undefined) browser = await startBrowser(join(folder, "profile"));
});
afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

function open(page: string, selector?: string): Promise<OpenedPage> {
  const file = join(folder, "report.html");
  writeFileSync(file, page);
  return browser.open(pathToFileURL(file).href, selector);
}

const START_MS = Date.parse(LOAD_REPORT.summary.startedAt);

/** A run of half a minute with all that a report draws, from one start of k6 or more. */
function richReport(summary: RunReport["summary"], starts = 1): RunReport {
  const builder = new RecordSeries();
  for (let start = 0; start < starts; start++) {
    const startMs = START_MS + 60_000 * start;
    for (let second = 1; second <= 30; second++) {
      const operation = (op: string) => ({ op, ...answersOf([5, 9, 12 + second, 30], {}, [3]) });
      const calls = [{ resource: "students", ...operation("create") }];
      const operations = [operation("create"), operation("read")];
      const timings = { seconds: 10, answers: 9, parts: [0.1, 0.2, 0.3, 1, 90 + second, 9] } as const;
      const ended = second % 10 === 0 ? { timings } : {};
      const figures = { operations, schedulingDelayMs: second, resources: { seconds: 1, calls }, ...ended };
      builder.addPeriod(periodOf(second, figures), startMs);
    }
    builder.endRecord(startMs);
  }
  const samples = [5, 10, 15].map((second) => ({
    atMs: START_MS + 1000 * second,
    values: { "machine.cpu": second / 20, "requests.rateLimited": second === 10 ? 3 : 0 },
  }));
  const generator = [1, 2, 3].map((second) => ({
    atMs: START_MS + 1000 * second,
    values: { "generator.cpu": second / 4, "generator.memory": 7e7, "generator.received": 1e6 * second },
  }));
  const error = { resource: "schools", operation: "create", status: 400, outcome: "rejected", detail: "no", key: "" };
  const errors = [{ ...error, atMs: START_MS + 3000 }];
  return { ...LOAD_REPORT, summary, series: builder.series(), samples, generator, errors };
}

const of = (summary: RunReport["summary"], starts?: number) => () =>
  reportPage(richReport(summary, starts), readPageAssets());

const LIMITS = {
  ...{ maxP50: 0.25, maxP95: 0.25, maxP99: undefined, minRate: -0.2 },
  ...{ maxFailures: 0.01, maxSpell: 0.5, noiseFloorMs: 1 },
};

function comparison(): string {
  const operations = (median: number) => [{ resource: "students", op: "create", perSecond: 20, median }];
  const base = syntheticRun({ name: "base", seconds: 60, seed: 1, operations: operations(30) });
  const run = syntheticRun({ name: "run", seconds: 60, seed: 2, operations: operations(60) });
  return comparisonPage([{ comparisons: [compareRuns(base, run, LIMITS, 1)], runs: [base, run] }], readPageAssets());
}

function comparedCapacity(): string {
  const runs = ["base", "run"].map((name, at) => {
    const perSecond = 150 - 30 * at;
    const capacity = { ...CAPACITY_SUMMARY.capacity, perSecond, low: perSecond - 5, high: perSecond + 5 };
    const run = syntheticRun({ name, seconds: 60, seed: 1, operations: [] });
    return { ...run, summary: { ...CAPACITY_SUMMARY, capacity } };
  }) as [SyntheticResult, SyntheticResult];
  return comparisonPage([{ comparisons: [compareRuns(...runs, LIMITS, 1)], runs }], readPageAssets());
}

function full(): string {
  const phases = [SMOKE_SUMMARY, LOAD_REPORT.summary].map((summary) => {
    return { name: summary.phase, report: richReport(summary), isBegun: true };
  });
  const { startedAt } = LOAD_REPORT.summary;
  return fullPage({ run: "RUN-full", profile: "dev", startedAt, resume: undefined, phases }, readPageAssets());
}

const PAGES = {
  "failed load": of(LOAD_REPORT.summary),
  "passed smoke": of(SMOKE_SUMMARY),
  "stopped readwrite": of(READWRITE_SUMMARY),
  resumed: of(LOAD_REPORT.summary, 2),
  short: () => reportPage(LOAD_REPORT, readPageAssets()),
  capacity: of(CAPACITY_SUMMARY),
  climb: of(CLIMB_SUMMARY),
  soak: of(SOAK_SUMMARY),
  spike: of(SPIKE_SUMMARY),
  full,
  compared: comparison,
  "compared capacity": comparedCapacity,
  trend: () => pageOfTrend(madeRuns(), readPageAssets()),
  "list of": () => pageOfRuns(readPageAssets()),
} as const;

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8").replaceAll(
  "</script",
  "<\\/script",
);

/** With everything open; the result stands in the page. What a theme changes are colors. Only this page lets scripts run that are not its own. */
function withAxe(page: string): string {
  const check = `
    addEventListener("load", async () => {
      for (const part of document.querySelectorAll("details")) part.open = true;
      const found = [];
      for (const [theme, rules] of [["light", {}], ["dark", { runOnly: ["cat.color"] }]]) {
        document.documentElement.dataset.theme = theme;
        const { violations } = await axe.run(document, { resultTypes: ["violations"], ...rules });
        for (const { id, nodes } of violations) found.push(theme + " " + id + ": " + nodes[0].html.slice(0, 200));
      }
      const result = document.createElement("pre");
      result.id = "axe-result";
      result.hidden = true;
      result.textContent = JSON.stringify(found);
      document.body.append(result);
    });`;
  return withScripts(page, AXE, check);
}

function withScripts(page: string, ...scripts: readonly string[]): string {
  return page
    .replace(/script-src '[^']*'/, "script-src 'unsafe-inline'")
    .replace("</body>", () => `${scripts.map((script) => `<script>${script}</script>`).join("")}</body>`);
}

describe.skipIf(CHROMIUM === undefined)(
  `report.html in Chromium${CHROMIUM === undefined ? " (none on this machine)" : ""}`,
  () => {
    test("draws its charts, makes its tables sortable, and logs nothing", async () => {
      const { dom, console } = await open(reportPage(LOAD_REPORT, readPageAssets()));
      expect(console).toEqual([]);
      expect(dom.match(/<canvas/g)).toHaveLength(7);
      expect(dom).toContain('role="button"');
      expect(dom).toContain('class="theme"');
    });

    test("draws the charts of every phase of a full run, and those of the whole", async () => {
      const phases = ["smoke", "load"].map((name, at) => {
        const series = { ...SERIES, startMs: (SERIES.startMs ?? 0) + 60_000 * at };
        return { name, report: { ...LOAD_REPORT, series }, isBegun: true };
      });
      const run = { run: "RUN-full", profile: "dev", startedAt: LOAD_REPORT.summary.startedAt, resume: undefined };
      const { dom, console } = await open(fullPage({ ...run, phases }, readPageAssets()));
      expect(console).toEqual([]);
      for (const id of ["whole-requests", "throughput-smoke", "latency-load"])
        expect(dom).toMatch(new RegExp(`id="chart-${id}"[^>]*><div[^>]*class="uplot[^>]*>.*?<canvas`, "s"));
    });

    test("draws where response time goes, over the starts of a resumed run", async () => {
      const { dom, console } = await open(PAGES.resumed());
      expect(console).toEqual([]);
      expect(dom).toMatch(/id="chart-timings"[^>]*at most 14\.5 ms"[^>]*><div[^>]*class="uplot[^>]*>.*?<canvas/s);
    });

    test("shows the details of the operation that is chosen, and lets lines and layers be hidden", async () => {
      const act = `
        const select = document.querySelector("#latency-choice select");
        select.selectedIndex = 1;
        select.dispatchEvent(new Event("change"));
        for (const row of document.querySelectorAll("#chart-timings .u-series, #chart-latency .u-series"))
          if (/^(sending|max)/.test(row.textContent)) row.querySelector("th").click();`;
      const { dom, console } = await open(withScripts(PAGES.resumed(), act));
      expect(console).toEqual([]);
      expect(dom).toMatch(/id="latency-histogram">.*?aria-label="Distribution of response times, ms, create: p50/s);
      expect(dom).toMatch(
        /id="latency-load">.*?aria-label="Response time against throughput, p95 in ms, create: \d+ points"/s,
      );
      const shown = [...dom.matchAll(/<tr class="u-series([^"]*)"[^>]*>.*?class="u-label">([^<]*)</gs)];
      const isOff = new Map(shown.map(([, kind, label]) => [label, kind?.includes("u-off")]));
      expect([isOff.get("sending"), isOff.get("receiving"), isOff.get("max")]).toEqual([true, false, false]);
    });

    test("shows failures as a share, what of a rate was late, and the mean, where they are chosen", async () => {
      const act = `
        for (const [id, unit] of [["failures", "%"], ["users", "operations/s"]]) {
          const select = document.querySelector("#chart-" + id).previousElementSibling.querySelector("select");
          select.value = unit;
          select.dispatchEvent(new Event("change"));
        }
        for (const row of document.querySelectorAll("#chart-latency .u-series"))
          if (/^mean/.test(row.textContent)) row.querySelector("th").click();`;
      const { dom, console } = await open(withScripts(PAGES.resumed(), act));
      expect(console).toEqual([]);
      const places = dom.split(/<div class="chart" id="chart-/).slice(1);
      const legendOf = (id: string) =>
        [
          ...(places.find((place) => place.startsWith(`${id}"`)) ?? "").matchAll(
            /<tr class="u-series([^"]*)".*?class="u-label">([^<]*)</gs,
          ),
        ]
          .filter(([, kind]) => !kind?.includes("u-off"))
          .map(([, , label]) => label);
      expect(legendOf("failures")).toEqual(["time", "share of responses"]);
      expect(legendOf("users")).toEqual(["time", "operations ended"]);
      expect(legendOf("latency")).toEqual(["time", "p50", "p90", "p95", "p99", "mean"]);
    });

    test("draws the figures of the target, what drifted, and the statements of its database", async () => {
      const startMs = Date.parse(LOAD_REPORT.summary.startedAt);
      const samples = [1000, 2000, 3000].map((ms) => ({
        atMs: startMs + ms,
        values: { "machine.cpu": ms / 4000, "database.commits": ms, "database.maxConnections": 100 },
      }));
      const target = hostileTarget("DELETE FROM dms.Document");
      const { dom, console } = await open(
        reportPage({ ...LOAD_REPORT, summary: SOAK_SUMMARY, samples, target }, readPageAssets()),
      );
      expect(console).toEqual([]);
      for (const id of ["drift-ms", "throughput", "machine-1", "database-1"])
        expect(dom).toMatch(new RegExp(`id="chart-${id}"[^>]*><div[^>]*class="uplot[^>]*>.*?<canvas`, "s"));
      expect(dom).toContain("Without change: connections allowed 100.");
      expect(dom).toContain('<code class="quote">DELETE FROM dms.Document</code>');
    });

    test("runs no script but its own, whatever the texts say", async () => {
      const text = HOSTILE_TEXTS.filter((hostile) => hostile.length < 1000).join(" ");
      const alarm = "<script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\">";
      const { dom, console } = await open(
        reportPage(
          {
            ...LOAD_REPORT,
            summary: hostileSummary(alarm + text),
            target: hostileTarget(alarm + text),
            manifest: { alarm },
          },
          readPageAssets(),
        ),
      );
      expect(console).toEqual([]);
      expect(/<title>([^<]*)/.exec(dom)?.[1]).toMatch(/^Fail: /);
      expect(dom).not.toContain("<img");
    });

    test("lets a phase and a verdict be chosen in the list of all runs", async () => {
      const { dom, console } = await open(pageOfRuns(readPageAssets()));
      expect(console).toEqual([]);
      const choices = [...dom.matchAll(/<label class="choice">(\w+)<select>(.*?)<\/select>/g)];
      expect(choices.map(([, name]) => name)).toEqual(["Phase", "Verdict"]);
      expect(
        choices.map(([, , options]) => [...(options ?? "").matchAll(/>(\w+)<\/option>/g)].map(([, text]) => text)),
      ).toEqual([
        ["all", "load", "readwrite"],
        ["all", "fail", "pass"],
      ]);
    });

    test("axe is at work: it misses the language of a page", async () => {
      const page = reportPage(LOAD_REPORT, readPageAssets()).replace('<html lang="en">', "<html>");
      expect((await open(withAxe(page), "#axe-result")).dom).toMatch(/id="axe-result"[^<]*html-has-lang/);
    });

    test.each(Object.entries(PAGES))("axe finds nothing in the page of a %s run, light and dark", async (_, page) => {
      const { dom, console } = await open(withAxe(page()), "#axe-result");
      expect(console).toEqual([]);
      const found = /<pre id="axe-result" hidden="">([^<]*)<\/pre>/.exec(dom)?.[1];
      expect(JSON.parse((found ?? '"axe did not run"').replaceAll("&gt;", ">").replaceAll("&amp;", "&"))).toEqual([]);
    });
  },
);
