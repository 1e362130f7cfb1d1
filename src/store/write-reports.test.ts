import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname } from "node:path";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { LOAD_SUMMARY, MANIFEST, SMOKE_SUMMARY } from "../../test/golden/sample-run.ts";
import { temporaryFolder } from "../../test/temporary-folder.ts";
import { binOf } from "../lib/measure/latency-bins.ts";
import { Collector } from "../results/measurements/collector.ts";
import type { PageAssets } from "../results/report/page-frame.ts";
import { PROJECT_ROOT } from "../settings/root.ts";
import { pageAssets } from "./page-assets.ts";
import { RecordFile } from "./record-file.ts";
import { openRunFolder } from "./run-folder.ts";
import { writeReports } from "./write-reports.ts";

let assets: PageAssets;
let folder: ReturnType<typeof openRunFolder>;

/** As build.mjs makes them; the tests need no build before them. */
beforeAll(async () => {
  const { outputFiles } = await build({
    absWorkingDir: PROJECT_ROOT,
    entryPoints: ["src/report-page/page.ts", "src/report-page/page.css"],
    outdir: "dist/report-page",
    bundle: true,
    minify: true,
    format: "iife",
    legalComments: "none",
    write: false,
  });
  const text = (ending: string): string => outputFiles.find(({ path }) => path.endsWith(ending))?.text ?? "";
  assets = pageAssets(text(".js"), text(".css"));
});

beforeEach(() => {
  const path = temporaryFolder();
  folder = openRunFolder(dirname(path), basename(path));
  folder.writeJson("summary.json", LOAD_SUMMARY);
  folder.writeJson("manifest.json", MANIFEST);
});

const START = Date.parse(LOAD_SUMMARY.startedAt);
/** A record of the given length in which every second is busy on 120 resources, with one slow second. */
function writeRecord(seconds: number, peakAt: number): string {
  const file = folder.file("record.ndjson");
  const record = new RecordFile(file, START, (error) => {
    throw error;
  });
  const collector = new Collector();
  for (let second = 1; second <= seconds; second++) {
    for (let at = 0; at < 120 + (second % 17); at++) {
      const resource = `resource${String(at % 120).padStart(3, "0")}`;
      const bin = binOf(second === peakAt && at < 10 ? 98_765 : 4 + at / 10);
      collector.add({ resource, op: "create", requests: 1, bin, isDone: true, outcome: "created" }, false);
    }
    const end = { second, seconds: 1, vus: 10, vusMax: 10, schedulingDelayMs: undefined, droppedIterations: 0 };
    record.add(collector.endPeriod(end));
  }
  record.close();
  return file;
}

const page = (): string => readFileSync(folder.file("report.html"), "utf8");

describe("report.html from a folder", () => {
  test("of one hour is built in under 5 s of CPU, has at most 1 MB and keeps the peak", async () => {
    writeRecord(3600, 1777);
    const begun = process.cpuUsage();
    await writeReports(folder, assets);
    const { user, system } = process.cpuUsage(begun);
    expect((user + system) / 1000).toBeLessThan(5000);
    expect(statSync(folder.file("report.html")).size).toBeLessThan(1_000_000);
    const data = JSON.parse(/id="data">([^<]*)</.exec(page())?.[1] ?? "") as {
      charts: { id: string; seconds: number[]; lines: { label: string; values: (number | null)[] }[] }[];
    };
    const latency = data.charts.find(({ id }) => id === "latency");
    const p99 = latency?.lines.find(({ label }) => label === "p99")?.values ?? [];
    const peak = Math.max(...p99.map((value) => value ?? 0));
    expect(Math.abs(peak / 98_765 - 1)).toBeLessThan(0.01);
    expect(latency?.seconds[p99.indexOf(peak)]).toBe(1777);
  });

  test("refers to nothing outside itself", async () => {
    writeRecord(5, 3);
    await writeReports(folder, assets);
    const text = page();
    const markup = text.replace(/<(script|style)\b[^>]*>[\s\S]*?<\/\1>/g, "");
    const references = [...markup.matchAll(/\s(?:src|srcset|href|action|data|poster|ping)="([^"]*)"/g)].map(
      ([, at]) => at,
    );
    expect(references.length).toBeGreaterThan(3);
    expect(references.filter((at) => at !== "data:," && !/^#[a-z]+$/.test(at ?? ""))).toEqual([]);
    expect(text).not.toMatch(/@import|url\(|sourceMappingURL|fetch\(|XMLHttpRequest|WebSocket|import\(|sendBeacon/);
    const addresses = text.match(/https?:\/\/[^\s"'<)\\]+/g) ?? [];
    expect(new Set(addresses)).toEqual(new Set(["https://dms.example.org"]));
    expect(text).toContain(`script-src '${assets.scriptHash}'`);
  });

  test("holds the series of a compressed record that was cut off", async () => {
    const file = writeRecord(20, 3);
    const whole = gzipSync(readFileSync(file));
    rmSync(file);
    writeFileSync(`${file}.gz`, whole.subarray(0, whole.length - 20));
    await writeReports(folder, assets);
    expect(page()).toContain('id="chart-latency"');
  });

  test("works without record and manifest", async () => {
    rmSync(folder.file("manifest.json"));
    await writeReports(folder, assets);
    expect(page()).toContain("has no record over time");
  });

  test("is the same again", async () => {
    writeRecord(5, 3);
    await writeReports(folder, assets);
    const first = page();
    await writeReports(folder, assets);
    expect(page()).toBe(first);
  });
});

test("summary.md and junit.xml are written beside it", async () => {
  folder.writeJson("summary.json", SMOKE_SUMMARY);
  await writeReports(folder, assets);
  expect(readFileSync(folder.file("summary.md"), "utf8")).toContain("## Pass: smoke");
  expect(readFileSync(folder.file("junit.xml"), "utf8")).toContain('failures="0"');
});

describe("a folder that cannot be reported on says why", () => {
  test("no summary", async () => {
    rmSync(folder.file("summary.json"));
    await expect(writeReports(folder, assets)).rejects.toThrow(
      "has no summary.json: it is still running, or was killed just now",
    );
    expect(existsSync(folder.file("report.html"))).toBe(false);
  });

  test.each(["", "{", "[]", '{"schema":1,"phase":"load"}'])("a summary that is none: %s", async (text) => {
    folder.write("summary.json", text);
    await expect(writeReports(folder, assets)).rejects.toThrow(/summary\.json of the run \S+ cannot be read/);
  });
});
