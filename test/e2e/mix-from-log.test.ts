/** A mix that is made of the access log of a readwrite run is the mix of that run, and can be run itself. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { RunSummary } from "../../src/results/run-summary.ts";
import type { Mix } from "../../src/workload/mix/mix.ts";
import { type Clone, createClone } from "./support/clone.ts";
import { type Environment, runCommand, startLine } from "./support/program.ts";
import { type RecordingProxy, type SeenRequest, startRecordingProxy } from "./support/recording-proxy.ts";
import { readJson, runFolders } from "./support/run-folder.ts";
import { startTestSandbox, type TestSandbox } from "./support/sandbox.ts";

let clone: Clone;
let temporary: string;
let sandbox: TestSandbox;
let proxy: RecordingProxy;
let environment: Environment;
const SIZES = { SCHOOL_COUNT: "1", STUDENT_COUNT: "20", STAFF_COUNT: "2", COURSES_PER_SCHOOL: "2" };
/** Each 101 of them meet the shares of the mix to within one. */
const LEAST_OPERATIONS = 500;

beforeAll(async () => {
  clone = createClone();
  temporary = mkdtempSync(join(tmpdir(), "e2e-mix-from-log-"));
  sandbox = await startTestSandbox(clone, ["--rate-limit", "off"]);
  proxy = await startRecordingProxy(sandbox.baseUrl);
  const target = { ...sandbox.environment, API_BASE_URL: proxy.baseUrl };
  environment = { ...target, ...SIZES, RESULTS_DIR: join(temporary, "results") };
  const load = await runCommand(clone, "run-load-phase", [], environment);
  expect(load.output).toMatch(/^PASS/m);
});
afterAll(async () => {
  await proxy.close();
  await sandbox.stop();
  clone.remove();
  rmSync(temporary, { recursive: true, force: true });
});

/** One readwrite run. @returns its summary and the requests of k6 */
async function readwrite(...args: string[]): Promise<{ summary: RunSummary; requests: readonly SeenRequest[] }> {
  const before = proxy.requests.length;
  const ended = await runCommand(clone, "run-readwrite-phase", args, environment);
  expect(ended.output).toMatch(/^PASS {2}readwrite/m);
  const folder = runFolders(environment.RESULTS_DIR as string).at(-1) as string;
  const summary = readJson<RunSummary>(folder, "summary.json");
  return { summary, requests: proxy.requests.slice(before).filter(({ agent }) => agent.includes("k6")) };
}

/** As nginx writes it by default. */
function logLine({ method, target, status, ms }: SeenRequest): string {
  const [, day, month, year, time] = /^\w+, (\d\d) (\w+) (\d+) ([\d:]+)/.exec(new Date(ms).toUTCString()) ?? [];
  const at = `${day}/${month}/${year}:${time} +0000`;
  return `127.0.0.1 - - [${at}] "${method} ${target} HTTP/1.1" ${status} 512 "-" "k6/2.2.0"`;
}

/** Percent of all weights by kind. */
function sharesOf({ operations }: Pick<Mix, "operations">): Record<string, number> {
  const all = operations.reduce((sum, { weight }) => sum + weight, 0);
  const shares: Record<string, number> = {};
  for (const { kind, weight } of operations) shares[kind] = (shares[kind] ?? 0) + (100 * weight) / all;
  return shares;
}

test("the mix of a run is found in its access log, and runs", async () => {
  // Few users: each begins with a create, whatever the shares say.
  const { summary, requests } = await readwrite("--vus", "6", "--think-time", "20ms", "--duration", "10s");
  const log = join(temporary, "access.log.gz");
  writeFileSync(log, gzipSync(`${requests.map(logLine).join("\n")}\n`));
  const file = join(temporary, "own.json");
  const ended = await runCommand(clone, "mix", ["from-log", log, "--output", file], environment);
  expect(ended.code).toBe(0);
  expect(ended.stdout).toMatch(/^next {5}npm run capacity -- --mix \S+own\.json --today \d+(\.\d+)?\/s$/m);

  const found = readJson<Mix>(file);
  const again = `"${process.execPath}" scripts/launch.mjs mix from-log - --force --output "${file}" < "${log}"`;
  expect((await startLine(clone, again, environment).ended).code).toBe(0);
  expect(readJson<Mix>(file)).toEqual(found);

  const operations = requests.length - (summary.mix?.preparing ?? 0);
  // In a log they are reads as any others, and on a slow machine many of all operations.
  const ofReadBacks = (summary.readBack?.soon ?? Number.NaN) / operations;
  const wanted = sharesOf(readJson<Mix>(clone.file("profiles/mixes/default.json")));
  for (const kind in wanted) wanted[kind] = (wanted[kind] as number) * (1 - ofReadBacks);
  wanted.get = (wanted.get as number) + 100 * ofReadBacks;
  const shares = sharesOf(found);
  expect(Object.keys(shares).sort()).toEqual(Object.keys(wanted).sort());
  for (const kind in wanted) expect(Math.abs((shares[kind] ?? 0) - (wanted[kind] ?? 0)), kind).toBeLessThan(2);
  const [, mean] = /mean ([\d.]+)\/s/.exec(found.text) ?? [];
  expect(operations).toBeGreaterThan(LEAST_OPERATIONS);
  const perSecond = (1000 * operations) / (summary.windowMs ?? Number.NaN);
  expect(Math.abs(Number(mean) / perSecond - 1)).toBeLessThan(0.1);

  const own = await readwrite("--vus", "4", "--think-time", "10ms", "--duration", "5s", "--mix", file);
  expect(own.summary.mix?.name).toBe("own");
  const rows = own.summary.mix?.rows ?? [];
  expect(rows.map(({ op }) => op)).toEqual(summary.mix?.rows.map(({ op }) => op));
  for (const [at, { op, wanted: share }] of rows.entries()) {
    const before = (summary.mix?.rows[at]?.wanted ?? Number.NaN) * (1 - ofReadBacks);
    expect(Math.abs(share - before - (op === "GET" ? ofReadBacks : 0)), op).toBeLessThan(0.02);
  }
});
