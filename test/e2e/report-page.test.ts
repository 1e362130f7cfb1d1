/** The page as a browser sees it. Skipped, with a word, where there is no Chromium. */

import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { fullPage } from "../../src/results/report/full/full-page.ts";
import { reportPage } from "../../src/results/report/page.ts";
import { readPageAssets } from "../../src/store/page-assets.ts";
import {
  HOSTILE_TEXTS,
  hostileSummary,
  hostileTarget,
  LOAD_REPORT,
  SERIES,
  SOAK_SUMMARY,
} from "../golden/sample-run.ts";

const CHROMIUM = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find((path) =>
  existsSync(path),
);

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "report-page-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The document after its script ran, and what it wrote to the console. */
async function open(page: string): Promise<{ dom: string; console: string[] }> {
  const file = join(folder, "report.html");
  writeFileSync(file, page);
  const flags = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    `--user-data-dir=${mkdtempSync(join(folder, "profile-"))}`,
    "--virtual-time-budget=2000",
    "--enable-logging=stderr",
    "--dump-dom",
    `file://${file}`,
  ];
  const { stdout, stderr } = await promisify(execFile)(CHROMIUM as string, flags, {
    timeout: 60_000,
    maxBuffer: 64 * 1024 * 1024,
  });
  return { dom: stdout, console: stderr.split("\n").filter((line) => line.includes("CONSOLE")) };
}

describe.skipIf(CHROMIUM === undefined)(
  `report.html in Chromium${CHROMIUM === undefined ? " (none on this machine)" : ""}`,
  () => {
    test("draws its charts, makes its tables sortable, and logs nothing", async () => {
      const { dom, console } = await open(reportPage(LOAD_REPORT, readPageAssets()));
      expect(console).toEqual([]);
      expect(dom.match(/<canvas/g)).toHaveLength(4);
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
  },
);
