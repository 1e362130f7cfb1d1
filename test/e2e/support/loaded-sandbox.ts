/** A sandbox with a small district, loaded once for all tests of a file. */
import { join } from "node:path";
import { afterAll, beforeAll, expect } from "vitest";
import { type Clone, createClone, ODD } from "./clone.ts";
import { until } from "./condition.ts";
import { newestRun } from "./load.ts";
import { type Environment, runCommand } from "./program.ts";
import { linesOf } from "./run-folder.ts";
import { startTestSandbox, type TestSandbox } from "./sandbox.ts";

const SIZES: Environment = { SCHOOL_COUNT: "2", STUDENT_COUNT: "20", STAFF_COUNT: "4", COURSES_PER_SCHOOL: "2" };

export interface LoadedSandbox {
  readonly clone: Clone;
  readonly sandbox: TestSandbox;
  /** Of commands that work on it. */
  readonly environment: Environment;
  /** Folder of the newest run. */
  lastRun(): string;
  /** Waits for the first journal of a run other than `before`. @param lines that it has more than */
  isAtWork(before: string, lines: number): Promise<unknown>;
}

/** Registers hooks of the test file. @returns what is there inside tests */
export function useLoadedSandbox(): () => LoadedSandbox {
  let loaded: LoadedSandbox | undefined;
  beforeAll(async () => {
    const clone = createClone(ODD);
    const sandbox = await startTestSandbox(clone, ["--rate-limit", "off"]);
    const environment = { ...sandbox.environment, ...SIZES };
    const lastRun = (): string => newestRun(clone);
    const isAtWork = (before: string, lines: number): Promise<unknown> =>
      until("operations are done", () => lastRun() !== before && linesOf(join(lastRun(), "journal-1.log")) > lines);
    loaded = { clone, sandbox, environment, lastRun, isAtWork };
    const load = await runCommand(clone, "run-load-phase", [], environment);
    expect(load.output).toMatch(/^PASS/m);
  });
  afterAll(async () => {
    await loaded?.sandbox.stop();
    loaded?.clone.remove();
  });
  return () => {
    if (loaded === undefined) throw new Error("the sandbox is there only inside tests");
    return loaded;
  };
}
