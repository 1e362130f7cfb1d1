/** A target that fails for good is given up soon, instead of being waited for once per request. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Clone, createClone } from "./support/clone.ts";
import { asBusyAsNow, until } from "./support/condition.ts";
import { runCommand, startCommand } from "./support/program.ts";
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

describe("a target is given up soon when", () => {
  const SOON_MS = 45_000;

  test("every DELETE answers 503", async () => {
    await sandbox.setFaults([{ route: "/data/**", method: "DELETE", status: 503 }]);
    const startedMs = Date.now();
    const run = await runCommand(clone, "run-smoke-test", [], sandbox.environment);
    expect(run.code).toBe(99);
    expect(Date.now() - startedMs).toBeLessThan(asBusyAsNow(SOON_MS));
  });

  test("it dies in the middle", async () => {
    const mortal = await startTestSandbox(clone, [], ".sandbox-mortal");
    const program = startCommand(clone, "run-smoke-test", ["--vus", "3", "--retry-limit", "3"], mortal.environment);
    await until("students are written", async () => ((await mortal.ledger()).writes.students?.created ?? 0) >= 2);
    const diedMs = Date.now();
    process.kill(mortal.pid, "SIGKILL");
    const run = await program.ended;
    expect(run.code).toBe(99);
    expect(run.stdout).toMatch(/no response\. .*(refused|reset|EOF)/);
    expect(Date.now() - diedMs).toBeLessThan(asBusyAsNow(SOON_MS));
  });

  test("it hangs in the middle", async () => {
    await sandbox.setFaults([
      { route: "/data/**", method: "PUT", hang: true },
      { route: "/data/**", method: "DELETE", hang: true },
    ]);
    const startedMs = Date.now();
    const run = await runCommand(clone, "run-smoke-test", ["--request-timeout", "500ms"], sandbox.environment);
    expect(run.code).toBe(99);
    expect(run.stdout).toMatch(/PUT \w+\/\{id\} updates it \(204\): no response/);
    expect(Date.now() - startedMs).toBeLessThan(asBusyAsNow(SOON_MS));
  });
});
