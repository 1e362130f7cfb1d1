import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { type Clone, createClone } from "./support/clone.ts";
import { asBusyAsNow } from "./support/condition.ts";
import { itemsAreWritten } from "./support/killed-load.ts";
import { EVERYTHING, expectComplete, readLoad, SMALL } from "./support/load.ts";
import { runCommand, startCommand } from "./support/program.ts";
import { startTestSandbox, type TestSandbox } from "./support/sandbox.ts";

const SOON_MS = 30_000;

let clone: Clone;
let sandbox: TestSandbox;
beforeAll(() => {
  clone = createClone();
});
afterEach(() => sandbox.stop());
afterAll(() => clone.remove());

test("a target that stays away ends the load; it is resumed when the target is back", async () => {
  sandbox = await startTestSandbox(clone, EVERYTHING, ".sandbox-gone");
  const settings = { ...sandbox.environment, ...SMALL };
  // Fewer repeats than usual: how long a VU believes in a target is tested with a clock that can be moved.
  const program = startCommand(clone, "run-load-phase", ["--verify", "--retry-limit", "3"], settings);
  await itemsAreWritten(sandbox);
  await sandbox.setFaults([{ route: "/**", reset: true }]);
  const goneMs = Date.now();
  const run = await program.ended;
  expect(Date.now() - goneMs).toBeLessThan(asBusyAsNow(SOON_MS));
  expect(run.code, run.output).toBe(108);
  expect(run.stdout).toMatch(/^ABORTED {2}load on .+?: .* missing/m);
  expect(run.stdout).toMatch(/were not reached\); --resume continues/);
  expect(run.stdout).toMatch(/cause: \w+: no response/);
  await sandbox.setFaults([]);
  const resumed = await runCommand(clone, "run-load-phase", ["--resume", "--verify"], settings);
  expect(resumed.code, resumed.output).toBe(0);
  await expectComplete(readLoad(clone), sandbox);
});
