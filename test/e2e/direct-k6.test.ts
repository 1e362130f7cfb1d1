/** `k6 run dist/smoke.js` without the runner, against a sandbox in another process. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { LOAD_DATA_FILE } from "../../src/lib/contracts/run-files.ts";
import { type Clone, createClone } from "./support/clone.ts";
import { type Ended, type Environment, runCommand, startK6 } from "./support/program.ts";
import { startTestSandbox, type TestSandbox } from "./support/sandbox.ts";

let clone: Clone;
let sandbox: TestSandbox;
beforeAll(async () => {
  clone = createClone();
  sandbox = await startTestSandbox(clone);
});
afterAll(async () => {
  await sandbox.stop();
  clone.remove();
});

function runBundle(environment: Environment): Promise<Ended> {
  return startK6(clone, ["run", "dist/smoke.js"], environment).ended;
}

test("passes with three settings, on one token", async () => {
  await sandbox.resetLedger();
  const run = await runBundle(sandbox.environment);
  expect(run.stdout).toMatch(/^PASS smoke: \d+ requests/m);
  expect(run.stdout).toMatch(/checks +\d+ passed, 0 failed/);
  expect(run.code).toBe(0);
  const ledger = await sandbox.ledger();
  expect(ledger.tokens.issued).toBe(1);
  expect(Number(/PASS smoke: (\d+) requests/.exec(run.stdout)?.[1])).toBe(ledger.totals.requests);
});

test("ends with k6's code for a failed script when the secret is wrong, and says what to look at", async () => {
  const run = await runBundle({ ...sandbox.environment, CLIENT_SECRET: "not-the-secret" });
  expect(run.code).toBe(107);
  expect(run.output).toMatch(/POST .*\/oauth\/token returned 401; expected 200 with a token\. Check CLIENT_ID/);
  expect(run.output).not.toContain("not-the-secret");
});

test("readwrite passes on what a load left, with items that it looks for at the target, or finds in its file", async () => {
  const size = { SCHOOL_COUNT: "1", STUDENT_COUNT: "6", STAFF_COUNT: "2", COURSES_PER_SCHOOL: "2" };
  const environment = { ...sandbox.environment, ...size, VUS_READWRITE_PHASE: "3", DURATION_READWRITE_PHASE: "5s" };
  const load = await runCommand(clone, "run-load-phase", ["--vus", "4"], environment);
  expect(load.code, load.output).toBe(0);
  for (const more of [{}, { LOAD_DATA: clone.file("results", LOAD_DATA_FILE) }]) {
    const run = await startK6(clone, ["run", "dist/readwrite.js"], { ...environment, ...more }).ended;
    expect(run.stdout, run.output).toMatch(/^PASS readwrite: \d+ requests/m);
    expect(run.code).toBe(0);
    expect(run.output.includes("items by their keys")).toBe(!("LOAD_DATA" in more));
  }
});

test("runs from an archive that was made without settings", async () => {
  const archive = clone.file("smoke.tar");
  const made = await startK6(clone, ["archive", "dist/smoke.js", "-O", archive]).ended;
  expect(made.code, made.output).toBe(0);
  const run = await startK6(clone, ["run", archive], sandbox.environment).ended;
  expect(run.stdout, run.output).toMatch(/^PASS smoke: \d+ requests/m);
});

test("refuses what would replace its scenarios, before any request", async () => {
  await sandbox.resetLedger();
  const run = await runBundle({ ...sandbox.environment, K6_VUS: "3" });
  expect(run.code).not.toBe(0);
  expect(run.output).toContain("K6_VUS would replace the scenarios of this script");
  expect((await sandbox.ledger()).totals.requests).toBe(0);
});
