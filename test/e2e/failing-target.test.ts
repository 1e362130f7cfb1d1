/** A target that does wrong must fail the smoke phase, by name of what went wrong. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { FaultRule } from "../../src/sandbox/faults/rules.ts";
import { type Clone, createClone } from "./support/clone.ts";
import { type Ended, runCommand, startK6 } from "./support/program.ts";
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

const STUDENTS = "/data/ed-fi/students";

describe("fails, naming resource, operation, status and the server's message, when", () => {
  test("POST of students answers 500", async () => {
    const run = await smokeWith([
      { route: STUDENTS, method: "POST", status: 500, body: '{"detail":"the students table is on fire"}' },
    ]);
    expect(run.code).toBe(99);
    expect(run.stdout).toMatch(/^FAIL {2}smoke: /m);
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

  test("DELETE always answers 503", async () => {
    const run = await smokeWith([{ route: "/data/**", method: "DELETE", status: 503 }], ["--retry-limit", "0"]);
    expect(run.code).toBe(99);
    expect(run.stdout).toMatch(/DELETE \w+\/\{id\} deletes it \(204\): status 503\. /);
    expect(run.stdout).toMatch(/and \d+ more, in .*journal\.log/);
  });

  test("GET shows another body than was written", async () => {
    const body = '{"id":"0","studentUniqueId":"another","firstName":"Another"}';
    const run = await smokeWith([{ route: `${STUDENTS}/*`, method: "GET", status: 200, body }]);
    expect(run.code).toBe(99);
    expect(run.stdout).toMatch(/GET students\/\{id\} returns what was written: status 200\. .*firstName/);
  });

  test("POST always answers 200", async () => {
    const run = await smokeWith([{ route: "/data/ed-fi/schools", method: "POST", status: 200, body: "" }]);
    expect(run.code).toBe(99);
    expect(run.stdout).toMatch(/POST schools creates \(201\): status 200/);
  });

  test("a write is answered 201 and not kept", async () => {
    const run = await smokeWith([{ route: `${STUDENTS}/*`, method: "PUT", status: 204 }]);
    expect(run.code).toBe(99);
    expect(run.stdout).toMatch(/GET students\/\{id\} returns what was changed: status 200/);
  });

  test("POST of everything answers 200", async () => {
    const run = await smokeWith([{ route: "/data/**", method: "POST", status: 200, body: "" }]);
    expect(run.code).toBe(99);
    expect(run.stdout).toMatch(/reason {3}less work was done than planned/);
  });
});

test("fails when answers are slower than the limit", async () => {
  const run = await smokeWith([{ route: "/data/**", delayMs: 20, probability: 0.1 }], ["--max-p95", "10ms"]);
  expect(run.code).toBe(99);
  expect(run.stdout).toMatch(/reason {3}responses were too slow: http_req_duration p\(95\)<10 was crossed/);
  expect(run.stdout).toMatch(/\d+ checks passed, 0 failed/);
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

test("takes what a failed run left over, and cleans up", async () => {
  await smokeWith([{ route: "/data/**", method: "DELETE", status: 503 }], ["--retry-limit", "0"]);
  await sandbox.setFaults([]);
  const run = await smokeWith([]);
  expect(run.output).toMatch(/^PASS/m);
  expect(run.code).toBe(0);
});
