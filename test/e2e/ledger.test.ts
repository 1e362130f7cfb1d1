/** A run counts exactly what the sandbox counts, however it ends. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ensureK6 } from "../../src/machine/k6/k6-provider.ts";
import type { RunSummary } from "../../src/results/run-summary.ts";
import { PROJECT_ROOT } from "../../src/settings/root.ts";
import { journalFiles } from "../../src/store/journal/journal-files.ts";
import { readReadwriteJournals } from "../../src/workload/journal/readwrite-journal.ts";
import { type Clone, createClone } from "./support/clone.ts";
import { until } from "./support/condition.ts";
import { type CountedK6, createCountedK6 } from "./support/counted-k6.ts";
import { type Environment, type Program, runCommand, startCommand } from "./support/program.ts";
import { readJson, runFolders } from "./support/run-folder.ts";
import { startTestSandbox, type TestSandbox } from "./support/sandbox.ts";

const SIZES = { SCHOOL_COUNT: "2", STUDENT_COUNT: "20", STAFF_COUNT: "4", COURSES_PER_SCHOOL: "2" };
const METHODS: Readonly<Record<string, string>> = { create: "POST", update: "PUT", delete: "DELETE" };

let clone: Clone;
let temporary: string;
let sandbox: TestSandbox;
let environment: Environment;
let k6: CountedK6;

beforeAll(async () => {
  clone = createClone();
  temporary = mkdtempSync(join(tmpdir(), "e2e-ledger-"));
  sandbox = await startTestSandbox(clone, ["--rate-limit", "off"]);
  const { path } = await ensureK6({ log: () => {}, env: process.env, root: PROJECT_ROOT });
  k6 = createCountedK6(temporary, path, sandbox.ledgerUrl);
  environment = { ...sandbox.environment, ...SIZES, RESULTS_DIR: join(temporary, "results") };
  const load = await runCommand(clone, "run-load-phase", [], environment);
  expect(load.output).toMatch(/^PASS/m);
});
afterAll(async () => {
  await sandbox.stop();
  clone.remove();
  rmSync(temporary, { recursive: true, force: true });
});

function lastRun(): string {
  return runFolders(environment.RESULTS_DIR as string).at(-1) as string;
}

/** @param before the run before */
async function work(before: string): Promise<void> {
  const lines = (): number => readFileSync(join(lastRun(), "journal-1.log"), "utf8").split("\n").length;
  await until("operations are done", () => {
    const isBegun = lastRun() !== before && existsSync(join(lastRun(), "journal-1.log"));
    return isBegun && lines() > 500;
  });
}

/** HTTP requests by method, as the run counts them: operations in its summary, what is apart from them in its journal. */
async function counted(): Promise<Record<string, number>> {
  const folder = lastRun();
  const { operations, mix } = readJson<RunSummary>(folder, "summary.json");
  const { requests } = await readReadwriteJournals(journalFiles(folder), { inFlight: 0 });
  const counts: Record<string, number> = { GET: (mix?.preparing ?? 0) + (requests.readback ?? 0) };
  for (const { op, requests: count } of operations) {
    const method = METHODS[op] ?? "GET";
    counts[method] = (counts[method] ?? 0) + count;
  }
  return counts;
}

test.each<[string, number, readonly string[], (program: Program, before: string) => Promise<unknown>]>([
  ["planned end", 0, ["--duration", "4s"], async () => {}],
  [
    "Ctrl-C",
    130,
    ["--duration", "10m"],
    async ({ child }, before) => {
      await work(before);
      child.kill("SIGINT");
    },
  ],
  [
    "stop rule",
    10,
    ["--duration", "10m", "--stop-on", "p95>300ms/3s"],
    async (_program, before) => {
      await work(before);
      await sandbox.setFaults([{ route: "/data/**", delayMs: 600 }]);
      await until("k6 has ended", () => !existsSync(join(lastRun(), "journal-1.log")));
      await sandbox.setFaults([]);
    },
  ],
])("at a %s", async (_end, code, args, during) => {
  const before = lastRun();
  const program = startCommand(clone, "run-readwrite-phase", ["--vus", "6", "--keep", ...args], {
    ...environment,
    K6_BIN: k6.path,
  });
  await during(program, before);
  const ended = await program.ended;
  expect(ended.code, ended.output).toBe(code);
  const seen = k6.requests();
  expect(Object.keys(seen).sort()).toEqual(["DELETE", "GET", "POST", "PUT"]);
  expect(await counted()).toEqual(seen);
});
