/** Runs of the phases whose pace the runner sets, each on a sandbox of its own. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll } from "vitest";
import type { RunSummary } from "../../../src/results/run-summary.ts";
import type { CapacitySettings } from "../../../src/sandbox/capacity/capacity-file.ts";
import { type Clone, createClone } from "./clone.ts";
import { type Ended, type Environment, runCommand } from "./program.ts";
import { readJson, runFolders } from "./run-folder.ts";
import { startTestSandbox, type TestSandbox } from "./sandbox.ts";

type SteeredPhase = "capacity" | "soak" | "spike";

export interface SteeredRuns {
  /** @param capacity of the sandbox; undefined: as fast as the machine allows */
  run(
    name: string,
    phase: SteeredPhase,
    capacity: CapacitySettings | undefined,
    args: readonly string[],
  ): Promise<Ended>;
  /** Without a run. */
  command(name: string, args: readonly string[]): Promise<Ended>;
  /** Of all runs of a phase under one name, the oldest first. */
  folders(name: string, phase: SteeredPhase): string[];
  /** Of the newest run. */
  summary(name: string, phase: SteeredPhase): RunSummary;
  /** Of the newest search. @throws Error where it has no answer */
  answer(name: string): NonNullable<RunSummary["capacity"]>;
}

/** As for users: where the machine is too busy, a step says nothing about the target and is repeated. */
export const CAPACITY_TESTS: Environment = { MAX_VU_DELAY: "20ms" };

/** The machine of the tests may be busy: late VUs are no concern of a soak or a spike. */
export const STEADY_TESTS: Environment = { MAX_VU_DELAY: "1s" };

/** Registers hooks of the test file. @param environment settings of every run */
export function steeredRuns(environment: Environment): SteeredRuns {
  let clone: Clone;
  let temporary: string;
  let sandbox: TestSandbox | undefined;
  beforeAll(() => {
    clone = createClone();
    temporary = mkdtempSync(join(tmpdir(), "e2e-steered-"));
  });
  afterEach(async () => {
    await sandbox?.stop();
    sandbox = undefined;
  });
  afterAll(() => {
    clone.remove();
    rmSync(temporary, { recursive: true, force: true });
  });
  const results = (name: string): string => join(temporary, name);
  const folders = (name: string, phase: SteeredPhase): string[] =>
    runFolders(results(name)).filter((path) => path.includes(`-${phase}`));
  const summary = (name: string, phase: SteeredPhase): RunSummary =>
    readJson<RunSummary>(folders(name, phase).at(-1) as string, "summary.json");
  return {
    folders,
    summary,
    answer: (name) => {
      const { capacity } = summary(name, "capacity");
      if (capacity === undefined) throw new Error("the summary has no answer");
      return capacity;
    },
    run: async (name, phase, capacity, args) => {
      const file = join(temporary, `${name}.json`);
      writeFileSync(file, JSON.stringify(capacity ?? {}));
      const limits = capacity === undefined ? [] : ["--capacity", file];
      sandbox = await startTestSandbox(clone, ["--rate-limit", "off", ...limits], `.sandbox-${name}`);
      const usual = { STUDENT_COUNT: "10", RESULTS_DIR: results(name) };
      return runCommand(clone, `run-${phase}`, args, { ...sandbox.environment, ...usual, ...environment });
    },
    command: (name, args) => runCommand(clone, name, args, { RESULTS_DIR: results("none") }),
  };
}
