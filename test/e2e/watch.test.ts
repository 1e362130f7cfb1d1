/** Watching a load: each stop rule and the open model's own limit end with the right verdict, code and a complete folder. */
import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { RunSummary } from "../../src/results/run-summary.ts";
import type { FaultRule } from "../../src/sandbox/faults/rules.ts";
import { type Clone, createClone } from "./support/clone.ts";
import { asBusyAsNow } from "./support/condition.ts";
import { itemsAreWritten } from "./support/killed-load.ts";
import { type Ended, type Program, startCommand } from "./support/program.ts";
import { COMPLETE_FOLDER, readJson, runFolders } from "./support/run-folder.ts";
import { startTestSandbox, type TestSandbox } from "./support/sandbox.ts";

let clone: Clone;
let sandbox: TestSandbox;
let datasetId = 100;
beforeAll(async () => {
  clone = createClone();
  sandbox = await startTestSandbox(clone);
});
afterEach(() => sandbox.setFaults([]));
afterAll(async () => {
  await sandbox.stop();
  clone.remove();
});

/** Each load has keys of its own: nothing is there already. */
async function startLoad(rules: readonly FaultRule[], args: readonly string[]): Promise<Program> {
  await sandbox.resetLedger();
  await sandbox.setFaults(rules);
  const size = ["--schools", "4", "--students", "100", "--duration", "5m", "--dataset-id", String(datasetId++)];
  return startCommand(clone, "run-load-phase", [...size, "--no-verify", ...args], sandbox.environment);
}

async function loadWith(rules: readonly FaultRule[], args: readonly string[]): Promise<Ended> {
  return (await startLoad(rules, args)).ended;
}

/** @param fault begins when the load is at work: how long a start takes is a matter of the machine */
async function loadUntil(rule: string, fault: FaultRule, others: readonly FaultRule[]): Promise<Ended> {
  const program = await startLoad(others, ["--stop-on", rule]);
  await itemsAreWritten(sandbox);
  await sandbox.setFaults([fault, ...others]);
  const faultMs = Date.now();
  const ended = await program.ended;
  const k6EndedMs = statSync(join(lastFolder(), "k6.log")).mtimeMs;
  // The window of the rule, and five seconds to find out and to end.
  expect(k6EndedMs - faultMs, ended.output).toBeLessThan(3000 + asBusyAsNow(5000));
  return ended;
}

function lastFolder(): string {
  return runFolders(clone.file("results")).at(-1) ?? "";
}

const POST = { route: "/data/**", method: "POST" } as const;
const UNHEALTHY: FaultRule = { route: "/health", status: 503 };

describe("a stop rule aborts within seconds and leaves a complete folder", () => {
  test.each<[string, string, FaultRule]>([
    ["failure-rate>20%/3s", "items failed within 3 s", { ...POST, status: 400, probability: 0.5, delayMs: 20 }],
    ["p95>300ms/3s", "p95 was", { ...POST, delayMs: 500 }],
    ["target-unhealthy/3s", "the target has been unhealthy for", UNHEALTHY],
  ])("%s", async (rule, words, fault) => {
    const run = await loadUntil(rule, fault, [{ ...POST, delayMs: 100 }]);
    expect(run.code, run.output).toBe(10);
    expect(run.stdout).toMatch(/^ABORTED {2}load on .+?: /m);
    const summary = readJson<RunSummary>(lastFolder(), "summary.json");
    expect(summary.verdict).toBe("aborted");
    expect(summary.reasons[0]).toContain(`stop rule ${rule}: `);
    expect(summary.reasons[0]).toContain(words);
    for (const file of [...COMPLETE_FOLDER, "load-phase-data.json", "journal-1.log.gz"]) {
      expect(existsSync(join(lastFolder(), file)), file).toBe(true);
    }
    if (fault.status === 400) expectErrorLines(lastFolder());
  });

  test("also while all others wait for one item that never ends", async () => {
    const agencies: FaultRule = { ...POST, route: "/data/ed-fi/localEducationAgencies", hang: true };
    const run = await loadUntil("target-unhealthy/3s", UNHEALTHY, [agencies]);
    expect(run.code, run.output).toBe(10);
  });
});

function expectErrorLines(folder: string): void {
  const lines = readFileSync(join(folder, "errors.ndjson"), "utf8").trimEnd().split("\n");
  expect(JSON.parse(lines[0] ?? "")).toMatchObject({
    time: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
    status: 400,
    operation: "create",
    outcome: "rejected",
  });
}

test("too few VUs for the rate make the result invalid", async () => {
  const open = ["--arrival-rate", "500", "--vus", "2", "--duration", "20s", "--schools", "1", "--students", "5"];
  const run = await loadWith([{ ...POST, delayMs: 5 }], [...open, "--stop-on", "none"]);
  const { verdict, reasons, generator } = readJson<RunSummary>(lastFolder(), "summary.json");
  expect(generator?.droppedIterations, run.output).toBeGreaterThan(0);
  expect(reasons).toEqual([expect.stringMatching(/^2 VUs were too few for 500\/s: /)]);
  expect(verdict).toBe("invalid");
  expect(run.code).toBe(9);
});

test("a calm load is a pass, and its record agrees with its summary", async () => {
  // So slow that k6 has CPU to spare, on any machine.
  const run = await loadWith(
    [{ ...POST, delayMs: 20 }],
    ["--schools", "1", "--students", "10", "--vus", "5", "--json"],
  );
  expect(run.code).toBe(0);
  const summary = readJson<RunSummary>(lastFolder(), "summary.json");
  expect(summary.verdict).toBe("pass");
  const created = summary.operations.filter(({ op }) => op === "create");
  const requests = created.reduce((sum, row) => sum + row.requests, 0);
  const { created: items = 0, repeats = 0 } = summary.load ?? {};
  expect(summary.outcomes.created).toBe(items);
  // Descriptors that somebody else made meanwhile cost a request and create nothing.
  expect(requests).toBe(items + (summary.outcomes.updated ?? 0) + repeats);
  expect(summary.generator?.engineCpuSeconds).toBeGreaterThan(0);
  const events = run.stderr.split("\n").filter((line) => line.startsWith("{"));
  const last = JSON.parse(events.at(-1) ?? "{}") as { event: string; progress: { done: number; total: number } };
  expect(last).toMatchObject({ event: "end", progress: { done: last.progress.total } });
  const record = gunzipSync(readFileSync(join(lastFolder(), "record.ndjson.gz"))).toString();
  expect(record).toContain('{"record":2');
});
