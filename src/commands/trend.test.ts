import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { beforeEach, expect, test } from "vitest";
import { madeHistory } from "../../test/fakes/made-history.ts";
import { LOAD_SUMMARY, READWRITE_SUMMARY } from "../../test/golden/sample-run.ts";
import { temporaryFolder } from "../../test/temporary-folder.ts";
import type { RunSummary } from "../results/run-summary.ts";
import { createRandom } from "../results/stats/random.ts";
import type { Trend } from "../results/trend/trend.ts";
import { COMMANDS } from "../settings/commands.ts";
import { loadSettings } from "../settings/settings.ts";
import { runTrend } from "./trend.ts";

const STEP_AT = 22;
const NAMES = Array.from({ length: 30 }, (_, day) => `202611${String(day + 1).padStart(2, "0")}T041500Z-dev-load`);

let results: string;
beforeEach(() => {
  results = temporaryFolder();
});

interface Made {
  readonly files?: readonly string[];
  readonly settings?: Readonly<Record<string, string>>;
}

function addRun(name: string, summary: Partial<RunSummary>, { files = [], settings = {} }: Made = {}): void {
  const startedAt = `2026-11-${name.slice(6, 8)}T04:15:00.000Z`;
  mkdirSync(join(results, name));
  writeFileSync(
    join(results, name, "summary.json"),
    JSON.stringify({ ...LOAD_SUMMARY, run: name, startedAt, ...summary }),
  );
  const made = Object.entries(settings).map(([key, value]) => [key, { value, from: "default" }]);
  const manifest = { versions: { commit: `c${name.slice(6, 8)}` }, settings: Object.fromEntries(made) };
  writeFileSync(join(results, name, "manifest.json"), JSON.stringify(manifest));
  for (const file of files) writeFileSync(join(results, name, file), "");
}

/** @param factor of the latencies from STEP_AT on */
function addHistory(factor: number, labels: (run: number) => Record<string, string> = () => ({})): void {
  const steps = [{ at: STEP_AT, factor }];
  const values = madeHistory({ runs: NAMES.length, noise: 0.03, steps }, createRandom(4));
  for (const [run, name] of NAMES.entries()) {
    const p50 = values[run] as number;
    const latencyMs = { ...LOAD_SUMMARY.latencyMs, p50, p95: 3 * p50, p99: 5 * p50 };
    addRun(name, { latencyMs, labels: labels(run) });
  }
}

async function trend(...args: string[]): Promise<{ code: number; document: Trend; text: string }> {
  const request = loadSettings(COMMANDS.trend, ["--results-dir", results, ...args], {});
  if (!("settings" in request)) throw new Error("no settings");
  const lines: string[] = [];
  let document: unknown;
  const output = {
    progress: () => {},
    progressOnce: () => {},
    result: (line: string) => void lines.push(line),
    document: (value: unknown) => {
      document = value;
    },
  };
  const code = await runTrend({ settings: request.settings, output });
  return { code, document: document as Trend, text: lines.join("\n") };
}

test("a step to slower answers is a regression, dated, with commit and labels", async () => {
  addHistory(1.2, (run) => ({ build: String(run), site: "north" }));
  const { code, document, text } = await trend();
  expect(code).toBe(11);
  expect(document.histories.map(({ name }) => name)).toEqual([
    "load, profile dev, target https://dms.example.org, site=north",
  ]);
  const changed = document.histories[0]?.figures.filter(({ changes }) => changes.length > 0) ?? [];
  expect(changed.map(({ figure }) => figure)).toEqual(["p50", "p95", "p99"]);
  expect(changed[0]?.changes).toMatchObject([
    { run: NAMES[STEP_AT], commit: "c23", labels: { build: "22" }, isWorse: true, isAlarm: true },
  ]);
  expect(text).toContain("WORSE   2026-11-23 04:15:00 UTC: +");
  expect(text).toContain("REGRESSION");
  for (const line of text.split("\n")) expect(line.length, line).toBeLessThanOrEqual(80);
});

test("a step that is older than the newest runs asked for, or to the better, is none", async () => {
  addHistory(1.2);
  expect((await trend("--alarm-runs", "5")).code).toBe(0);
});

test("faster responses are reported, but are no regression", async () => {
  addHistory(0.8);
  const { code, text } = await trend();
  expect(code).toBe(0);
  expect(text).toContain("better");
});

test("ends with the address of the page; a history that is too short says so once", async () => {
  addRun("20261101T041500Z-dev-load", {});
  const page = join(results, "trend.html");
  const { text } = await trend("--html", page);
  expect(text.split("\n").at(-1)).toBe(`page      ${pathToFileURL(page).href}`);
  expect(text).toContain("  1 run, 2026-11-01; too few runs for a change: 1 of 6\n");
  expect(text.match(/too few/g)).toHaveLength(1);
  expect(text).toMatch(/^ {2}p50 +[\d.]+ m?s$/m);
});

test("smaller changes than asked for do not count", async () => {
  addHistory(1.2);
  expect((await trend("--min-change", "40%")).text).not.toContain("->");
});

test("invalid, aborted, resumed and damaged runs are left out, and told", async () => {
  addRun("20261101T041500Z-dev-load", {});
  addRun("20261102T041500Z-dev-load", { verdict: "invalid" });
  addRun("20261103T041500Z-dev-load", { verdict: "aborted" });
  addRun("20261104T041500Z-dev-load", {}, { files: ["record.ndjson", "record-2.ndjson"] });
  mkdirSync(join(results, "20261105T041500Z-dev-load"));
  mkdirSync(join(results, "20261106T041500Z-dev-load"));
  writeFileSync(join(results, "20261106T041500Z-dev-load", "summary.json"), '{"schema":0}');
  const { code, document, text } = await trend();
  expect(code).toBe(12);
  expect(document.histories.map(({ runs }) => runs.length)).toEqual([1]);
  expect(text).toContain("too few runs for a change: 1 of 6");
  expect(text).toContain(
    "Left out: 1 damaged or of another version, 1 without a summary, 1 resumed, 1 aborted, 1 invalid.",
  );
});

test("runs with other numbers of users, or at a rate, are other histories", async () => {
  for (const [day, name] of NAMES.slice(0, 18).entries()) {
    const settings = { VUS_LOAD_PHASE: day % 3 === 0 ? "10" : "50", ARRIVAL_RATE: day % 3 === 2 ? "40" : "0" };
    const latencyMs = { ...LOAD_SUMMARY.latencyMs, p50: 10 * (1 + (day % 3)) };
    addRun(name, { latencyMs }, { settings });
  }
  const { code, document } = await trend();
  expect(code).toBe(0);
  expect(document.histories.map(({ name, runs }) => [name.split(", profile")[0], runs.length])).toEqual([
    ["load, rate 40/s", 6],
    ["load, 50 users", 6],
    ["load, 10 users", 6],
  ]);
});

test("runs that left operations of the mix out are another history", async () => {
  const { phase, mix = { name: "", rows: [] } } = READWRITE_SUMMARY;
  const leftOut = [{ what: "get grades", reason: "none is at the target" }];
  addRun("20261101T041500Z-dev-load", { phase, mix });
  addRun("20261102T041500Z-dev-load", { phase, mix, leftOut });
  expect((await trend()).document.histories.map(({ name }) => name.split(", profile")[0])).toEqual([
    "readwrite, mix school-day, without 1 operation",
    "readwrite, mix school-day",
  ]);
});

test("without runs there is no history", async () => {
  expect((await trend()).text).toBe("No run that a history can be made of.");
});
