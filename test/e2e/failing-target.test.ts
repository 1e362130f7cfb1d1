/** A target that does wrong must fail the smoke phase, by name of what went wrong. */
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import type { FaultRule } from "../../src/sandbox/faults/rules.ts";
import { type Clone, createClone } from "./support/clone.ts";
import { asBusyAsNow, until } from "./support/condition.ts";
import { type Ended, runCommand, startCommand, startK6 } from "./support/program.ts";
import { readJson, runFolders, type SmokeSummary } from "./support/run-folder.ts";
import { startTestSandbox, type TestSandbox } from "./support/sandbox.ts";

let clone: Clone;
let sandbox: TestSandbox;
let stores = 0;
beforeAll(() => {
  clone = createClone();
});
// Each with a store of its own: a run that fails leaves items behind, which the next would find.
beforeEach(async () => {
  sandbox = await startTestSandbox(clone, [], `.sandbox-${++stores}`);
});
afterEach(() => sandbox.stop());
afterAll(() => clone.remove());

/** Few repeats: a fault that never ends is not waited for long. */
async function smokeWith(rules: readonly FaultRule[], args: readonly string[] = []): Promise<Ended> {
  await sandbox.setFaults(rules);
  return runCommand(clone, "run-smoke-test", ["--retry-limit", "1", ...args], sandbox.environment);
}

function lastSummary(): SmokeSummary {
  return readJson<SmokeSummary>(runFolders(clone.file("results")).at(-1) ?? "", "summary.json");
}

const SOON_MS = 45_000;
const STUDENTS = "/data/ed-fi/students";

test("fails, naming resource, operation, status and the server's message", async () => {
  const run = await smokeWith([
    { route: STUDENTS, method: "POST", status: 500, body: '{"detail":"the students table is on fire"}' },
  ]);
  expect(run.code).toBe(99);
  expect(run.stdout).toMatch(/^FAIL {2}smoke on .+?: /m);
  expect(run.stdout).toMatch(/POST students creates \(201\): status 500\. .*the students table is on fire/);
  expect(lastSummary().causes).toContainEqual(
    expect.objectContaining({
      resource: "students",
      operation: "create",
      status: 500,
      message: expect.stringContaining("the students table is on fire"),
    }),
  );
});

test("says that less was done than planned when no item is created", async () => {
  const run = await smokeWith([{ route: "/data/**", method: "POST", status: 200, body: "" }]);
  expect(run.code).toBe(99);
  expect(run.stdout).toMatch(/reason {3}less work was done than planned/);
});

test("fails when answers are slower than the limit", async () => {
  const run = await smokeWith([{ route: "/data/**", delayMs: 20, probability: 0.1 }], ["--max-p95", "10ms"]);
  expect(run.code).toBe(99);
  expect(run.stdout).toMatch(/reason {3}all operations: p95 [\d.]+ ms, limit 10\.0 ms/);
  expect(run.stdout).toMatch(/[\d,]+ checks passed, 0 failed/);
});

test("ends before the run when the target refuses its own token", async () => {
  const run = await smokeWith([{ route: "/data/**", status: 401 }]);
  expect(run.code).toBe(7);
  expect(run.stderr).toMatch(/^error: Not ready: data: GET .* 401/m);
});

test("a direct run fails with the same words", async () => {
  await sandbox.setFaults([{ route: STUDENTS, method: "POST", status: 500, body: '{"detail":"on fire"}' }]);
  const run = await startK6(clone, ["run", "dist/smoke.js"], { ...sandbox.environment, RETRY_LIMIT: "0" }).ended;
  expect(run.code).toBe(99);
  expect(run.output).toMatch(/FAIL POST students creates \(201\): status 500: on fire/);
  expect(run.stdout).toMatch(/^FAIL smoke: /m);
});

test("names a few failures of many, and takes over what the failed run has left", async () => {
  const failed = await smokeWith([{ route: "/data/**", method: "DELETE", status: 503 }], ["--retry-limit", "0"]);
  expect(failed.code).toBe(99);
  expect(failed.stdout).toMatch(/DELETE \w+\/\{id\} deletes it \(204\): status 503\. /);
  expect(failed.stdout).toMatch(/and \d+ more, in .*journal\.log/);
  await sandbox.setFaults([]);
  const run = await smokeWith([]);
  expect(run.output).toMatch(/^PASS/m);
  expect(run.code).toBe(0);
});

test("gives up soon a target that dies in the middle", async () => {
  const args = ["--vus", "3", "--retry-limit", "3"];
  const program = startCommand(clone, "run-smoke-test", args, sandbox.environment);
  await until("students are written", async () => ((await sandbox.ledger()).writes.students?.created ?? 0) >= 2);
  const diedMs = Date.now();
  process.kill(sandbox.pid, "SIGKILL");
  const run = await program.ended;
  expect(run.code).toBe(99);
  expect(run.stdout).toMatch(/no response\. .*(refused|reset|EOF)/);
  expect(Date.now() - diedMs).toBeLessThan(asBusyAsNow(SOON_MS));
});
