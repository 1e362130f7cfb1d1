/** Ctrl-C, SIGTERM and SIGKILL at any moment: nothing is left running, nothing is half-written, the next run passes. */
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { EXIT_CODES } from "../../src/base/errors.ts";
import { type Clone, createClone } from "./support/clone.ts";
import { asBusyAsNow, until } from "./support/condition.ts";
import { CAN_LIST_PROCESSES, NEEDS_PROCESS_LIST, processesNaming } from "./support/processes.ts";
import { type Program, runCommand, startCommand } from "./support/program.ts";
import { filesBelow, runFolders } from "./support/run-folder.ts";
import { startTestSandbox } from "./support/sandbox.ts";

/** What takes its time here are the starts and ends of programs; a target that hangs would keep a run for a minute. */
const GONE_WITHIN_MS = 10_000;

type Moment = (clone: Clone, program: Program, results: string) => Promise<unknown>;

/** How far a run has come. */
const MOMENTS: Readonly<Record<string, Moment>> = {
  "while the sandbox starts": (clone) =>
    until("a sandbox process", () => processesNaming(clone.file("dist/cli/sandbox.js")).length > 0),
  "during preflight": (_clone, program) => program.printed(/^sandbox +http/m),
  "while k6 starts": (clone) =>
    until("a k6 process", () => processesNaming(clone.file("dist/run/smoke.js")).length > 0),
  "while k6 runs": (_clone, _program, results) =>
    until("VUs at work", () => /running .* 11\/11 VUs/.test(engineLog(results))),
};

function engineLog(results: string): string {
  const [folder] = runFolders(results);
  const path = folder === undefined ? "" : join(folder, "k6.log");
  return existsSync(path) ? readFileSync(path, "utf8") : "";
}

describe.runIf(CAN_LIST_PROCESSES)(`a run that is ended${NEEDS_PROCESS_LIST}`, () => {
  let clone: Clone;
  let runs = 0;
  let results = "";
  beforeAll(() => {
    clone = createClone();
  });
  afterEach(() => {
    for (const { pid } of processesNaming(clone.root)) process.kill(pid, "SIGKILL");
  });
  afterAll(() => clone.remove());

  /** Long enough to be interrupted in any part; the results of each run are by themselves. */
  function startRun(): Program {
    results = clone.file("results", String(++runs));
    return startCommand(clone, "run-smoke-test", ["--vus", "10", "--results-dir", results]);
  }

  async function expectAllGone(): Promise<void> {
    await until("all processes are gone", () => processesNaming(clone.root).length === 0).catch((error: Error) => {
      const left = processesNaming(clone.root).map(({ command }) => command);
      throw new Error(`${error.message}\n${left.join("\n")}`);
    });
  }

  function expectWholeFiles(): void {
    for (const path of filesBelow(clone.file("results")).filter((file) => file.endsWith(".json"))) {
      expect(() => JSON.parse(readFileSync(path, "utf8")), path).not.toThrow();
    }
    const begun = runFolders(results).filter((folder) => existsSync(join(folder, "k6.log")));
    for (const folder of begun) expect(existsSync(join(folder, "report.html")), folder).toBe(true);
  }

  const moments = Object.entries(MOMENTS);
  const signals = ["SIGINT", "SIGTERM"] as const;
  test.each(moments.flatMap(([when, reached], index) => [[signals[index % 2] ?? "SIGINT", when, reached] as const]))(
    "by %s %s leaves nothing behind",
    async (signal, _when, reached) => {
      const program = startRun();
      await reached(clone, program, results);
      const signalledMs = Date.now();
      program.child.kill(signal);
      const run = await program.ended;
      expect(Date.now() - signalledMs).toBeLessThan(asBusyAsNow(GONE_WITHIN_MS));
      expect(run.code).toBe(EXIT_CODES.interrupted.code);
      expect(run.stderr).not.toMatch(/^error/m);
      expect(run.output).not.toMatch(/^(PASS|FAIL)/m);
      await expectAllGone();
      expectWholeFiles();
    },
  );

  test.each(moments)("by SIGKILL of the launcher %s leaves nothing running", async (_when, reached) => {
    const program = startRun();
    await reached(clone, program, results);
    program.child.kill("SIGKILL");
    await expectAllGone();
    expectWholeFiles();
  });

  test.each(moments)("by SIGKILL of the runner itself %s leaves nothing running", async (_when, reached) => {
    const program = startRun();
    await reached(clone, program, results);
    for (const { pid } of processesNaming(clone.file("dist/cli/run-smoke-test.js"))) process.kill(pid, "SIGKILL");
    const run = await program.ended;
    expect(run.code).toBe(137);
    await expectAllGone();
    expectWholeFiles();
  });

  test("by a second Ctrl-C does not wait for a target that hangs", async () => {
    const sandbox = await startTestSandbox(clone);
    const temporary = clone.file("temporary");
    mkdirSync(temporary);
    try {
      // A run that waited for an answer would last longer than this test may.
      const environment = { ...sandbox.environment, TMPDIR: temporary, REQUEST_TIMEOUT: "10m" };
      const program = startCommand(clone, "run-smoke-test", ["--results-dir", "results/hung"], environment);
      await until("students are written", async () => (await sandbox.ledger()).writes.students !== undefined);
      await sandbox.setFaults([{ route: "/data/**", hang: true }]);
      program.child.kill("SIGINT");
      await program.printed(/^stopping \(Ctrl-C again: at once\)/m);
      const firstMs = Date.now();
      // The launcher takes signals within half a second for one: npm and the terminal both send them.
      await until("half a second later", () => Date.now() - firstMs > 600);
      program.child.kill("SIGINT");
      expect((await program.ended).code).toBe(EXIT_CODES.interrupted.code);
      expect(filesBelow(temporary)).toEqual([]);
    } finally {
      await sandbox.stop();
    }
    await expectAllGone();
  });

  test("lets the next run pass on the same store", async () => {
    const program = startRun();
    await until("VUs at work", () => /running .* 11\/11 VUs/.test(engineLog(results)));
    program.child.kill("SIGINT");
    await program.ended;
    const run = await runCommand(clone, "run-smoke-test", ["--vus", "2"]);
    expect(run.output).toMatch(/^PASS/m);
    expect(run.code).toBe(0);
  });

  test("the sandbox in the foreground ends at Ctrl-C with code 0", async () => {
    const program = startCommand(clone, "sandbox", ["--store", "foreground"]);
    await program.printed(/sandbox ready at http/);
    program.child.kill("SIGINT");
    expect((await program.ended).code).toBe(0);
    await expectAllGone();
  });
});
