/** A load that was killed, in any part and at any moment, is resumed to the same end: nothing missing, nothing double. */
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { type Clone, createClone } from "./support/clone.ts";
import { until } from "./support/condition.ts";
import { K6, killedLoad, killNaming, RUNNER, SANDBOX } from "./support/killed-load.ts";
import { expectComplete, newestRun, readLoad, SMALL } from "./support/load.ts";
import { CAN_LIST_PROCESSES, NEEDS_PROCESS_LIST, processesNaming } from "./support/processes.ts";
import { runCommand, startCommand } from "./support/program.ts";
import { linesOf } from "./support/run-folder.ts";

const ITEMS_PER_SECOND = 150;

describe.runIf(CAN_LIST_PROCESSES)(`a load goes on after kill -9${NEEDS_PROCESS_LIST}`, () => {
  let clone: Clone;
  beforeAll(() => {
    clone = createClone();
  });
  afterEach(() => {
    for (const { pid } of processesNaming(clone.root)) process.kill(pid, "SIGKILL");
  });
  afterAll(() => clone.remove());

  test("of k6", async () => {
    const { sandbox, run } = await killedLoad(clone, K6, 300);
    expect(run.code).not.toBe(0);
    expect(run.output).not.toMatch(/^PASS/m);
    const args = ["--resume", "--verify"];
    const resumed = await runCommand(clone, "run-load-phase", args, { ...sandbox.environment, ...SMALL });
    expect(resumed.code, resumed.output).toBe(0);
    await expectComplete(readLoad(clone), sandbox);
    await sandbox.stop();
  });

  test("of the runner", async () => {
    const { sandbox } = await killedLoad(clone, RUNNER, 450);
    const args = ["--resume", "--verify"];
    const resumed = await runCommand(clone, "run-load-phase", args, { ...sandbox.environment, ...SMALL });
    expect(resumed.code, resumed.output).toBe(0);
    const done = readLoad(clone);
    await expectComplete(done, sandbox);
    expect(done.summary.load.created).toBe(done.summary.load.planned);
    await sandbox.stop();
  });

  test("of the sandbox, which forgets its last answers", async () => {
    const results = "results-sandbox";
    const settings = { ...SMALL, SANDBOX_DIR: clone.file(".sandbox-own"), RESULTS_DIR: clone.file(results) };
    // At a set rate, so that it is killed in the middle. The ledger of this sandbox is out of reach.
    const args = ["--arrival-rate", `${ITEMS_PER_SECOND}`, "--retry-limit", "2"];
    const program = startCommand(clone, "run-load-phase", args, settings);
    await program.printed(/items left/);
    await until("items are written", () => linesOf(join(newestRun(clone, results), "journal-1.log")) > 300);
    await killNaming(clone, SANDBOX);
    const run = await program.ended;
    expect(run.code).toBe(108);
    expect(run.stdout).toMatch(/^ABORTED/m);
    const resumed = await runCommand(clone, "run-load-phase", ["--resume"], settings);
    expect(resumed.code, resumed.output).toBe(0);
    expect(resumed.stdout).toMatch(/verified counts and a sample/);
    const { data, summary } = readLoad(clone, results);
    expect(data.complete).toBe(true);
    expect(summary.load.created).toBe(summary.load.planned);
  });
});
