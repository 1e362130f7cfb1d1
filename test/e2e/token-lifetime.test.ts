/** One token request per lifetime, whatever the number of VUs, and no refusal that is not repaired. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Clone, createClone } from "./support/clone.ts";
import { runCommand } from "./support/program.ts";
import { refusedData, startTestSandbox, type TestSandbox, tokenRequests } from "./support/sandbox.ts";

/** Each VU's round asks once without a token, and must be refused. */
const REFUSED_PER_VU = 1;

let clone: Clone;
let sandbox: TestSandbox;
beforeAll(async () => {
  clone = createClone();
  sandbox = await startTestSandbox(clone, ["--token-lifetime", "5", "--rate-limit", "off"]);
});
afterAll(async () => {
  await sandbox.stop();
  clone.remove();
});

test("50 VUs with a lifetime of 5 s ask once per lifetime", async () => {
  const vus = 50;
  // The machine of the tests may be slow: the subject here is the token.
  const args = ["--vus", String(vus), "--max-p95", "20s"];
  const startedMs = Date.now();
  const run = await runCommand(clone, "run-smoke-test", args, sandbox.environment);
  const seconds = (Date.now() - startedMs) / 1000;
  expect(run.output).toMatch(/^PASS/m);
  expect(run.code).toBe(0);
  const ledger = await sandbox.ledger();
  // A token is renewed when a tenth of its lifetime is left. Starting and reporting take some seconds without one.
  expect(ledger.tokens.issued).toBeLessThanOrEqual(Math.ceil(seconds / 4.5));
  expect(ledger.tokens.issued).toBeGreaterThanOrEqual(Math.floor(seconds / 5) - 2);
  expect(tokenRequests(ledger)).toBe(ledger.tokens.issued);
  expect(ledger.writes.students?.created).toBe(2 * vus);
  expect(refusedData(ledger)).toBe(vus * REFUSED_PER_VU);
});
