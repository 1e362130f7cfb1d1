/** One token for all, whatever the token endpoint does. */
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Clone, createClone } from "./support/clone.ts";
import { until } from "./support/condition.ts";
import { runCommand, startCommand } from "./support/program.ts";
import { readJson, runFolders, type SmokeSummary } from "./support/run-folder.ts";
import { refusedData, startTestSandbox, type TestSandbox, TOKEN_ROUTE, tokenRequests } from "./support/sandbox.ts";

/** Each VU's round asks once without a token, and must be refused. */
const REFUSED_PER_VU = 1;

let clone: Clone;
let sandbox: TestSandbox | undefined;
beforeEach(() => {
  clone = createClone();
});
afterEach(async () => {
  await sandbox?.stop();
  sandbox = undefined;
  clone.remove();
});

test("the token endpoint's 429 and 500 are waited out without a storm", async () => {
  sandbox = await startTestSandbox(clone);
  await sandbox.setFaults([
    { route: TOKEN_ROUTE, status: 429, retryAfter: 1, count: 1 },
    { route: TOKEN_ROUTE, status: 500, count: 2 },
  ]);
  const startedMs = Date.now();
  const run = await runCommand(clone, "run-smoke-test", ["--vus", "2"], sandbox.environment);
  expect(run.output).toMatch(/^PASS/m);
  expect(Date.now() - startedMs).toBeGreaterThan(1000);
  const ledger = await sandbox.ledger();
  expect(ledger.tokens.issued).toBe(1);
  expect(tokenRequests(ledger)).toBe(4);
  const [folder = ""] = runFolders(clone.file("results"));
  expect(readJson<SmokeSummary>(folder, "summary.json").tokens).toMatchObject({ issued: 1, refused: 3 });
});

test.each(["runner", "direct"])(
  "a token revoked in the middle is replaced and its requests repeated (%s)",
  async (mode) => {
    const vus = 4;
    const target = await startTestSandbox(clone);
    sandbox = target;
    const program =
      mode === "runner"
        ? startCommand(clone, "run-smoke-test", ["--vus", String(vus), "--max-p95", "20s"], target.environment)
        : startCommand(clone, "k6", ["run", "dist/smoke.js"], {
            ...target.environment,
            VUS_SMOKE_PHASE: String(vus),
            SMOKE_MAX_P95: "20s",
          });
    await until("students are written", async () => ((await target.ledger()).writes.students?.created ?? 0) >= vus);
    await target.revokeTokens();
    const run = await program.ended;
    expect(run.output).toMatch(/^PASS/m);
    expect(run.code).toBe(0);
    const ledger = await target.ledger();
    // The broker asks once for all; in a direct run each VU asks for itself.
    expect(ledger.tokens.issued).toBeGreaterThanOrEqual(2);
    expect(ledger.tokens.issued).toBeLessThanOrEqual(mode === "runner" ? 2 : 1 + vus + 1);
    // At most one refused request per VU at the moment of revocation, and one of the VU that runs teardown.
    expect(refusedData(ledger)).toBeGreaterThan(vus * REFUSED_PER_VU);
    expect(refusedData(ledger)).toBeLessThanOrEqual(vus * (REFUSED_PER_VU + 1) + 1);
  },
);

test("all tokens revoked while the token endpoint fails: waits, then goes on", async () => {
  const target = await startTestSandbox(clone);
  sandbox = target;
  const program = startCommand(clone, "run-smoke-test", ["--vus", "2", "--max-p95", "20s"], target.environment);
  await until("students are written", async () => ((await target.ledger()).writes.students?.created ?? 0) >= 2);
  await target.setFaults([{ route: TOKEN_ROUTE, status: 503, count: 3 }]);
  await target.revokeTokens();
  const run = await program.ended;
  expect(run.output).toMatch(/^PASS/m);
  const ledger = await target.ledger();
  expect(ledger.tokens.issued).toBe(2);
  expect(tokenRequests(ledger)).toBe(5);
});
