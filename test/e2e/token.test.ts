/** One token for all VUs, also after the target has taken it back. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Clone, createClone } from "./support/clone.ts";
import { until } from "./support/condition.ts";
import { startCommand } from "./support/program.ts";
import { refusedData, startTestSandbox, type TestSandbox } from "./support/sandbox.ts";

/** Each VU's round asks once without a token, and must be refused. */
const REFUSED_PER_VU = 1;
const VUS = 4;

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

test("a token revoked in the middle is replaced once for all, and its requests repeated", async () => {
  const args = ["--vus", String(VUS), "--max-p95", "20s"];
  const program = startCommand(clone, "run-smoke-test", args, sandbox.environment);
  await until("students are written", async () => ((await sandbox.ledger()).writes.students?.created ?? 0) >= VUS);
  await sandbox.revokeTokens();
  const run = await program.ended;
  expect(run.output).toMatch(/^PASS/m);
  expect(run.code).toBe(0);
  const ledger = await sandbox.ledger();
  expect(ledger.tokens.issued).toBe(2);
  // At most one refused request per VU at the moment of revocation, and one of the VU that runs teardown.
  expect(refusedData(ledger)).toBeGreaterThan(VUS * REFUSED_PER_VU);
  expect(refusedData(ledger)).toBeLessThanOrEqual(VUS * (REFUSED_PER_VU + 1) + 1);
});
