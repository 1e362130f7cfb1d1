/** `k6 run dist/smoke.js` without the runner, against a sandbox in another process. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Clone, createClone } from "./support/clone.ts";
import { type Ended, type Environment, startK6 } from "./support/program.ts";
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

test("keeps one token for several VUs", async () => {
  await sandbox.resetLedger();
  const run = await runBundle({ ...sandbox.environment, VUS_SMOKE_PHASE: "4" });
  expect(run.code).toBe(0);
  expect((await sandbox.ledger()).tokens.issued).toBe(1);
});

test("ends with k6's code for a failed script when the secret is wrong, and says what to look at", async () => {
  const run = await runBundle({ ...sandbox.environment, CLIENT_SECRET: "not-the-secret" });
  expect(run.code).toBe(107);
  expect(run.output).toMatch(/POST .*\/oauth\/token returned 401; expected 200 with a token\. Check CLIENT_ID/);
  expect(run.output).not.toContain("not-the-secret");
});

test("says that API_BASE_URL is not set", async () => {
  const run = await runBundle({ CLIENT_ID: "somebody", CLIENT_SECRET: "something" });
  expect(run.code).toBe(107);
  expect(run.output).toContain("API_BASE_URL is not set");
});

test("says which part of the client is not set", async () => {
  const run = await runBundle({ API_BASE_URL: sandbox.baseUrl, CLIENT_ID: "somebody" });
  expect(run.code).toBe(107);
  expect(run.output).toContain("CLIENT_SECRET is not set");
});

test.each(["K6_VUS", "K6_ITERATIONS", "K6_DURATION", "K6_STAGES"])(
  "refuses %s, which would replace its scenarios",
  async (name) => {
    await sandbox.resetLedger();
    const value = { K6_VUS: "3", K6_ITERATIONS: "3", K6_DURATION: "3s", K6_STAGES: "3s:3" }[name] ?? "";
    const run = await runBundle({ ...sandbox.environment, [name]: value });
    expect(run.code).not.toBe(0);
    expect(run.output).toContain(`${name} would replace the scenarios of this script`);
    expect((await sandbox.ledger()).totals.requests).toBe(0);
  },
);

test("names every wrong setting and starts nothing", async () => {
  const run = await runBundle({ ...sandbox.environment, REQUEST_TIMEOUT: "soon", VUS_SMOKE_PHASE: "-1" });
  expect(run.code).not.toBe(0);
  expect(run.output).toContain('REQUEST_TIMEOUT: \\"soon\\" is not a duration');
  expect(run.output).toContain('VUS_SMOKE_PHASE: \\"-1\\" is not an integer');
});

test("does not take a web page for an Ed-Fi API", async () => {
  const run = await runBundle({ ...sandbox.environment, API_BASE_URL: `${sandbox.baseUrl}/nothing` });
  expect(run.code).toBe(107);
  expect(run.output).toMatch(/GET .*\/nothing\/ returned 404: not .*an Ed-Fi API/);
});
