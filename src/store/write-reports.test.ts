import { appendFileSync, existsSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname } from "node:path";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { LOAD_SUMMARY, MANIFEST, SMOKE_SUMMARY } from "../../test/golden/sample-run.ts";
import { temporaryFolder } from "../../test/temporary-folder.ts";
import type { PageAssets } from "../results/report/page-frame.ts";
import { PROJECT_ROOT } from "../settings/root.ts";
import { pageAssets } from "./page-assets.ts";
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
/** Sorted, as k6 does; 120 routes as in a load of every resource. */
const ROUTES = Array.from({ length: 120 }, (_, index) => `POST /ed-fi/resource${String(index).padStart(3, "0")}`);
const NAMES = [
  "http_req_duration",
  ...ROUTES.map((route) => `http_req_duration{name:${route}}`),
  "http_req_failed",
  "http_reqs",
  ...ROUTES.map((route) => `http_reqs{name:${route}}`),
  "time",
  "vus",
];

/** A record of the given length in which every second is busy on all routes, with one peak. */
function writeRecord(seconds: number, peakAt: number): string {
  const file = folder.file("record.ndjson");
  const metrics = Object.fromEntries(NAMES.map((name) => [name, { type: "trend" }]));
  const head = [
    { event: "param", data: { period: 1000 } },
    { event: "metric", data: metrics },
    { event: "start", data: [[START]] },
  ];
  writeFileSync(file, `${head.map((event) => JSON.stringify(event)).join("\n")}\n`);
  for (let second = 1; second <= seconds; second++) {
    const p99 = second === peakAt ? 98_765 : 40 + (second % 17);
    const trend = [10.123, 99.123, 9.456, 1.234, 20.789, 30.123, p99];
    const requests = 900 + ((second * 37) % 200);
    const duration = [trend, ...ROUTES.map(() => trend)];
    const counts = [[requests, requests], ...ROUTES.map(() => [requests / 120, requests / 120])];
    const data = [...duration, [0], ...counts, [START + second * 1000], [10]];
    const line = JSON.stringify(data);
    appendFileSync(file, `{"event":"cumulative","data":${line}}\n{"event":"snapshot","data":${line}}\n`);
  }
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
    expect(Math.max(...p99.map((value) => value ?? 0))).toBe(98_770);
    expect(latency?.seconds[p99.indexOf(98_770)]).toBe(1777);
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
    await expect(writeReports(folder, assets)).rejects.toThrow("has no summary.json");
    expect(existsSync(folder.file("report.html"))).toBe(false);
  });

  test.each(["", "{", "[]", '{"schema":1,"phase":"load"}'])("a summary that is none: %s", async (text) => {
    folder.write("summary.json", text);
    await expect(writeReports(folder, assets)).rejects.toThrow(/summary\.json of the run \S+ cannot be read/);
  });
});
