/** A target that is away for a while holds a load up; one that stays away ends it soon, to be resumed. */
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { type Clone, createClone } from "./support/clone.ts";
import { asBusyAsNow } from "./support/condition.ts";
import { itemsAreWritten } from "./support/killed-load.ts";
import { EVERYTHING, expectComplete, readLoad, SMALL } from "./support/load.ts";
import { type Program, runCommand, startCommand } from "./support/program.ts";
import { startTestSandbox, type TestSandbox } from "./support/sandbox.ts";

const SOON_MS = 75_000;

let clone: Clone;
let sandbox: TestSandbox;
beforeAll(() => {
  clone = createClone();
});
afterEach(() => sandbox.stop());
afterAll(() => clone.remove());

const settings = () => ({ ...sandbox.environment, ...SMALL });

async function loadAtWork(store: string, args: readonly string[] = []): Promise<Program> {
  sandbox = await startTestSandbox(clone, EVERYTHING, store);
  const program = startCommand(clone, "run-load-phase", ["--verify", ...args], settings());
  await itemsAreWritten(sandbox);
  return program;
}

test("an outage of 10 s, first cut off and then unavailable, costs nothing but time", async () => {
  const program = await loadAtWork(".sandbox-outage");
  await sandbox.setFaults([{ route: "/**", reset: true }]);
  await pause(5000);
  await sandbox.setFaults([{ route: "/**", status: 503 }]);
  await pause(5000);
  await sandbox.setFaults([]);
  const run = await program.ended;
  expect(run.code, run.output).toBe(0);
  const done = readLoad(clone);
  await expectComplete(done, sandbox);
  expect(done.summary.load.created).toBe(done.summary.load.planned);
});

test("a target that stays away ends the load within about a minute; it is resumed when the target is back", async () => {
  const program = await loadAtWork(".sandbox-gone");
  await sandbox.setFaults([{ route: "/**", reset: true }]);
  const goneMs = Date.now();
  const run = await program.ended;
  expect(Date.now() - goneMs).toBeLessThan(asBusyAsNow(SOON_MS));
  expect(run.code, run.output).toBe(108);
  expect(run.stdout).toMatch(/^ABORTED {2}load: .* missing/m);
  expect(run.stdout).toMatch(/were not reached\); --resume continues/);
  expect(run.stdout).toMatch(/cause: \w+: no response/);
  await sandbox.setFaults([]);
  const resumed = await runCommand(clone, "run-load-phase", ["--resume", "--verify"], settings());
  expect(resumed.code, resumed.output).toBe(0);
  await expectComplete(readLoad(clone), sandbox);
});
