/** Four k6 instances do one load: each item once, one token, whatever happens to one of them or to the coordinator. */
import { mkdirSync, readFileSync, statSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { type Clone, createClone } from "./support/clone.ts";
import { until } from "./support/condition.ts";
import { itemsAreWritten, killNaming, RUNNER } from "./support/killed-load.ts";
import { EVERYTHING, expectComplete, readLoad, SMALL } from "./support/load.ts";
import { CAN_LIST_PROCESSES, NEEDS_PROCESS_LIST, processesNaming } from "./support/processes.ts";
import { type Program, start, startCommand } from "./support/program.ts";
import { startTestSandbox, type TestSandbox } from "./support/sandbox.ts";

const JOIN = "dist/cli/join.js";
/** Slow enough to be hit in the middle. */
const SLOW = ["--arrival-rate", "150"];

describe.runIf(CAN_LIST_PROCESSES)(`four k6 instances do one load${NEEDS_PROCESS_LIST}`, () => {
  let clone: Clone;
  let stores = 0;
  beforeAll(() => {
    clone = createClone();
    mkdirSync(clone.file("tmp"));
  });
  afterEach(() => {
    for (const { pid } of processesNaming(clone.root)) process.kill(pid, "SIGKILL");
  });
  afterAll(() => clone.remove());

  function sandboxOf(): Promise<TestSandbox> {
    return startTestSandbox(clone, EVERYTHING, `.sandbox-${++stores}`);
  }

  function load(sandbox: TestSandbox, args: readonly string[]): Program {
    // A forwarder that is killed leaves its folder behind: it goes with the clone.
    const environment = { ...sandbox.environment, ...SMALL, TMPDIR: clone.file("tmp") };
    return startCommand(clone, "run-load-phase", args, environment);
  }

  /** k6 of this test's instances, by their folders: other tests have instances of their own. */
  function instancesOfK6(): number[] {
    return processesNaming("--execution-segment=").flatMap(({ pid, command }) =>
      command.includes(clone.file("tmp")) ? [pid] : [],
    );
  }

  test("with one token, no unresolved reference, and a row for each in the summary", async () => {
    const sandbox = await sandboxOf();
    const run = await load(sandbox, ["--local", "4"]).ended;
    expect(run.code, run.output).toBe(0);
    const done = readLoad(clone);
    await expectComplete(done, sandbox);
    expect(done.summary.load.repeats).toBe(0);
    expect(done.summary.tokens.issued).toBe(1);
    expect(done.summary.generator?.instances?.map(({ instance }) => instance)).toEqual([1, 2, 3, 4]);
    expect(processesNaming(clone.file(JOIN))).toEqual([]);
    await sandbox.stop();
  });

  test("on other machines, over TLS, with a key that no other user can read", async () => {
    const sandbox = await sandboxOf();
    const program = load(sandbox, ["--instances", "2", "--coordinator-listen", "127.0.0.1:0"]);
    const [, file = ""] = await program.printed(/key in (\S+)/);
    expect(program.output()).toMatch(/to join at https:/);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const key = readFileSync(file, "utf8");
    const joins = [1, 2].map(() => {
      const { child, ended } = start("sh", ["-c", `node ${JOIN} < "${file}"`], clone.root);
      return { child, ended };
    });
    const run = await program.ended;
    expect(run.code, run.output).toBe(0);
    for (const { ended } of joins) expect((await ended).code).toBe(0);
    await expectComplete(readLoad(clone), sandbox);
    for (const text of [run.output, readFileSync(`${readLoad(clone).folder}/k6.log`, "utf8")])
      expect(text).not.toContain(key.trim());
    expect(() => statSync(file)).toThrow();
    await sandbox.stop();
  });

  test("to the end although one is cut off for 10 s", async () => {
    const sandbox = await sandboxOf();
    const program = load(sandbox, ["--local", "4"]);
    await itemsAreWritten(sandbox, 150);
    const [forwarder] = processesNaming(clone.file(JOIN));
    process.kill(forwarder?.pid ?? 0, "SIGSTOP");
    await pause(10_000);
    process.kill(forwarder?.pid ?? 0, "SIGCONT");
    const run = await program.ended;
    expect(run.code, run.output).toBe(0);
    await expectComplete(readLoad(clone), sandbox);
    await sandbox.stop();
  });

  test("or say which one was lost; --resume does the rest", async () => {
    const sandbox = await sandboxOf();
    const program = load(sandbox, ["--local", "4", ...SLOW]);
    await itemsAreWritten(sandbox, 150);
    const [forwarder] = processesNaming(clone.file(JOIN));
    process.kill(forwarder?.pid ?? 0, "SIGKILL");
    const run = await program.ended;
    expect(run.code).not.toBe(0);
    expect(run.output).toMatch(/k6 instance \d of 4 \(\S+\) was lost: its process ended with SIGKILL/);
    await until("k6 of the lost instance has ended, too", () => instancesOfK6().length === 0);
    const resumed = await load(sandbox, ["--local", "4", "--resume"]).ended;
    expect(resumed.code, resumed.output).toBe(0);
    await expectComplete(readLoad(clone), sandbox);
    await sandbox.stop();
  });

  test("and a k6 that is killed ends the others; --resume does the rest", async () => {
    const sandbox = await sandboxOf();
    const program = load(sandbox, ["--local", "4", ...SLOW]);
    await itemsAreWritten(sandbox, 150);
    process.kill(instancesOfK6()[0] ?? 0, "SIGKILL");
    const run = await program.ended;
    expect(run.code).not.toBe(0);
    expect(run.output).toMatch(/reason {3}k6 instance \d of 4 \(\S+\) was lost: k6 ended with exit code 137/);
    const resumed = await load(sandbox, ["--local", "2", "--resume"]).ended;
    expect(resumed.code, resumed.output).toBe(0);
    await expectComplete(readLoad(clone), sandbox);
    await sandbox.stop();
  });

  test("and end with a coordinator that is killed; --resume does the rest", async () => {
    const sandbox = await sandboxOf();
    const program = load(sandbox, ["--local", "4", ...SLOW]);
    await itemsAreWritten(sandbox, 150);
    const killedMs = Date.now();
    await killNaming(clone, RUNNER);
    await program.ended;
    await until("no instance is left", () => processesNaming(clone.file(JOIN)).length + instancesOfK6().length === 0);
    // Less than what an instance on another machine waits for a lost coordinator.
    expect(Date.now() - killedMs).toBeLessThan(20_000);
    const resumed = await load(sandbox, ["--local", "4", "--resume"]).ended;
    expect(resumed.code, resumed.output).toBe(0);
    await expectComplete(readLoad(clone), sandbox);
    await sandbox.stop();
  });
});
