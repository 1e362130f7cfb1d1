/** What --resume takes up, and what it refuses. */
import { appendFileSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { EXIT_CODES } from "../../src/base/errors.ts";
import { type Clone, createClone } from "./support/clone.ts";
import { killedLoad, RUNNER } from "./support/killed-load.ts";
import { EVERYTHING, expectComplete, newestRun, readLoad, SMALL } from "./support/load.ts";
import { CAN_LIST_PROCESSES, NEEDS_PROCESS_LIST, processesNaming } from "./support/processes.ts";
import { type Ended, type Environment, runCommand } from "./support/program.ts";
import { startTestSandbox, type TestSandbox } from "./support/sandbox.ts";

describe.runIf(CAN_LIST_PROCESSES)(`a load that was killed${NEEDS_PROCESS_LIST}`, () => {
  let clone: Clone;
  let sandbox: TestSandbox;
  beforeAll(() => {
    clone = createClone();
  });
  afterEach(() => {
    for (const { pid } of processesNaming(clone.root)) process.kill(pid, "SIGKILL");
  });
  afterAll(() => clone.remove());

  function resume(args: readonly string[] = [], environment: Environment = SMALL): Promise<Ended> {
    return runCommand(clone, "run-load-phase", ["--resume", ...args], { ...sandbox.environment, ...environment });
  }

  test("loses no more than the damaged lines of its journal", async () => {
    ({ sandbox } = await killedLoad(clone, RUNNER, 200));
    const journal = join(newestRun(clone), "journal-1.log");
    const lines = readFileSync(journal, "latin1").split("\n");
    const middle = lines.length >> 1;
    lines[middle] = `i 3 c 0 \u0000\u0000${lines[middle]?.slice(0, 4)}`;
    lines.splice(middle + 3, 0, "\u00ff\u00fe garbage".repeat(20));
    writeFileSync(journal, lines.join("\n"), "latin1");
    truncateSync(journal, readFileSync(journal).length - 30);
    const resumed = await resume(["--verify"]);
    expect(resumed.code, resumed.output).toBe(0);
    expect(resumed.stderr).toMatch(/[23] damaged journal lines/);
    const done = readLoad(clone);
    await expectComplete(done, sandbox);
    expect(done.summary.load.created).toBe(done.summary.load.planned);
  });

  test("or whose target has lost writes that it acknowledged, is repaired by --resume", async () => {
    sandbox = await startTestSandbox(clone, EVERYTHING, ".sandbox-lost");
    await sandbox.setFaults([{ route: "/data/ed-fi/courseTranscripts", silent: "drop-write", every: 2 }]);
    const lost = await runCommand(clone, "run-load-phase", ["--verify"], { ...sandbox.environment, ...SMALL });
    expect(lost.code, lost.output).toBe(EXIT_CODES.verification.code);
    expect(lost.output).toMatch(/--resume sends the missing items again/);
    await sandbox.setFaults([]);
    const resumed = await resume(["--verify"]);
    expect(resumed.code, resumed.output).toBe(0);
    await expectComplete(readLoad(clone), sandbox);
  });

  test("is not taken up by another load, nor after a clean-up", async () => {
    ({ sandbox } = await killedLoad(clone, RUNNER, 400));
    const otherSeed = await resume(["--seed", "2", "--dataset-id", "3"]);
    expect(otherSeed.code).toBe(EXIT_CODES.usage.code);
    expect(otherSeed.stderr).toMatch(/is another load:[\s\S]*seed: 1 then, 2 now[\s\S]*datasetId: \d+ then, 3 now/);

    const otherSize = await resume(["--profile", "dev"], {});
    expect(otherSize.code).toBe(EXIT_CODES.usage.code);
    expect(otherSize.stderr).toMatch(/students: 4 then, 100 now/);

    const other = await startTestSandbox(clone, EVERYTHING, ".sandbox-other");
    const otherTarget = await resume([], { ...SMALL, ...other.environment });
    expect(otherTarget.code).toBe(EXIT_CODES.usage.code);
    expect(otherTarget.stderr).toContain(`target address: ${sandbox.baseUrl} then, ${other.baseUrl} now`);

    appendFileSync(join(newestRun(clone), "cleanup.log"), "d 0\n");
    const cleaned = await resume();
    expect(cleaned.code).toBe(EXIT_CODES.usage.code);
    expect(cleaned.stderr).toMatch(/has been cleaned up/);
  });
});
