/** Soak and spike by their commands, on sandboxes of known capacity. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { EXIT_CODES } from "../../src/base/errors.ts";
import type { RunSummary } from "../../src/results/run-summary.ts";
import { type Clone, createClone } from "./support/clone.ts";
import { type Ended, runCommand } from "./support/program.ts";
import { readJson, runFolders } from "./support/run-folder.ts";
import { startTestSandbox, type TestSandbox } from "./support/sandbox.ts";

let clone: Clone;
let temporary: string;
let sandbox: TestSandbox | undefined;

beforeAll(() => {
  clone = createClone();
  temporary = mkdtempSync(join(tmpdir(), "e2e-steered-"));
});
afterEach(async () => {
  await sandbox?.stop();
  sandbox = undefined;
});
afterAll(() => {
  clone.remove();
  rmSync(temporary, { recursive: true, force: true });
});

async function run(name: string, phase: "soak" | "spike", capacity: object, args: readonly string[]): Promise<Ended> {
  const file = join(temporary, `${name}.json`);
  writeFileSync(file, JSON.stringify(capacity));
  sandbox = await startTestSandbox(clone, ["--rate-limit", "off", "--capacity", file], `.sandbox-${name}`);
  // The machine of the tests may be busy: late VUs are no concern of these.
  const usual = { STUDENT_COUNT: "10", RESULTS_DIR: join(temporary, name), MAX_VU_DELAY: "1s" };
  return runCommand(clone, `run-${phase}`, [...args], { ...sandbox.environment, ...usual });
}

function folderOf(name: string, phase: string): string {
  return runFolders(join(temporary, name)).findLast((path) => path.endsWith(phase)) as string;
}

function summaryOf(name: string, phase: string): RunSummary {
  return readJson<RunSummary>(folderOf(name, phase), "summary.json");
}

function codesOf(name: string, phase: string): string[] {
  return (summaryOf(name, phase).findings ?? []).map(({ code }) => code);
}

test("a soak without a rate finds out first what the target takes, and holds 70 % of it", async () => {
  const ended = await run("none", "soak", { workers: 4, serviceMs: 5 }, [
    ...["--duration", "20s", "--budget", "25s", "--max-rate", "20", "--start-rate", "20"],
  ]);
  expect(ended.output).toMatch(/^soak {6}what the target takes is not known: the capacity phase comes first$/m);
  expect(ended.output).toMatch(/^PASS {2}capacity on .+: takes at least 20 operations\/s/m);
  expect(ended.output).toMatch(
    /^soak {6}mix default, 14\.0\/s \(70 % of \d{8}T\d{6}Z-smoke-capacity\) for 20 s, 28 VUs/m,
  );
  const { soak } = summaryOf("none", "soak");
  expect(soak).toMatchObject({ perSecond: 14, asked: 280, knee: { perSecond: 20 } });
});

test("a soak of two starts of k6 does every operation once; too short for a test of drift, it claims nothing", {
  retry: 2,
}, async () => {
  const ended = await run("steady", "soak", { workers: 4, serviceMs: 5 }, [
    ...["--rate", "20/s", "--duration", "24s", "--part", "12s"],
  ]);
  expect(ended.output).toMatch(/^INCONCLUSIVE {2}soak on .+: did 20\.0\/s of 20\.0\/s for 24 s$/m);
  expect(ended.code).toBe(EXIT_CODES.inconclusive.code);
  expect(codesOf("steady", "soak")).toEqual(["too-few-samples"]);
  const { soak, readBack, mix } = summaryOf("steady", "soak");
  expect(soak).toMatchObject({ perSecond: 20, seconds: 24, asked: 480, done: 480, failed: 0, starts: 2 });
  expect(readBack).toMatchObject({ lost: 0 });
  // What was collected of the target is tested, too.
  if (process.platform === "linux") expect(soak?.drift.series.map(({ name }) => name)).toContain("memory of node");
  const wanted = (method: string) => mix?.rows.find(({ op }) => op === method)?.wanted;
  expect(wanted("DELETE")).toBe(wanted("POST"));
});

test("a soak finds that the target becomes slower, and names what rose", { retry: 2 }, async () => {
  const slower = { workers: 4, serviceMs: 10, distribution: "constant", slowDownPerMinute: 6 };
  const ended = await run("slower", "soak", slower, ["--rate", "20/s", "--duration", "75s"]);
  expect(ended.output).toMatch(/^FAIL {2}soak on .+ rose$/m);
  expect(ended.code).toBe(EXIT_CODES.failed.code);
  expect(codesOf("slower", "soak")).toContain("drift");
  const drifting = summaryOf("slower", "soak").soak?.drift.series.filter(({ state }) => state === "drifts");
  const names = drifting?.map(({ name }) => name) ?? [];
  expect(names.some((name) => name === "p95" || name.startsWith("mean "))).toBe(true);
  expect(names).not.toContain("failures");
});

test("two soaks at one rate are compared by operation", async () => {
  const [base, slower] = ["steady", "slower"].map((name) => folderOf(name, "soak")) as [string, string];
  const ended = await runCommand(clone, "compare", [base, slower, "--json"], {});
  expect(ended.code, ended.output).toBe(EXIT_CODES.regression.code);
  const { comparisons } = JSON.parse(ended.stdout) as { comparisons: { reasons: string[]; differences: unknown[] }[] };
  expect(comparisons[0]?.reasons.join("\n")).toMatch(/^\w+ (read|query|create|update|delete): p50 .* -> /m);
});

test("a spike above the knee is a matter of seconds, and what was lost is told", { retry: 2 }, async () => {
  const target = { workers: 2, serviceMs: 15, queueLimit: 40 };
  const ended = await run("spike", "spike", target, [
    ...["--rate", "30/s", "--times", "6", "--before", "12s", "--duration", "6s", "--after", "20s"],
  ]);
  expect(ended.output).toMatch(/^PASS {2}spike on .+: asked for 6\.00 times 30\.0\/s for 6 s, it did \d+\.?\d*\/s/m);
  const { spike } = summaryOf("spike", "spike");
  expect(spike?.spike).toMatchObject({ perSecond: 180, asked: 1080 });
  expect(spike?.spike.done).toBeLessThan(1000);
  expect((spike?.spike.failed ?? 0) + (spike?.spike.missed ?? 0)).toBeGreaterThan(80);
  expect(spike?.after).toMatchObject({ asked: 600 });
  expect(spike?.recoveredAfterSeconds).toBeLessThan(10);
});

test("a target that does not get over a spike fails", async () => {
  // From 60 requests a second on, each request makes all others slower: its queue never empties again.
  const target = { workers: 8, serviceMs: 15, coherency: 0.004 };
  const ended = await run("stuck", "spike", target, [
    ...["--rate", "100/s", "--times", "6", "--before", "10s", "--duration", "5s", "--after", "12s"],
  ]);
  expect(ended.output).toMatch(/^FAIL {2}spike on .+ was not as before until the end$/m);
  expect(codesOf("stuck", "spike")).toContain("not-recovered");
});
