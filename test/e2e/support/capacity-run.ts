/** A phase whose pace the runner sets, on a sandbox whose capacity is known. */
import { writeFileSync } from "node:fs";
import { freePort } from "../../../src/machine/free-port.ts";
import type { RunSummary } from "../../../src/results/run-summary.ts";
import type { CapacitySettings } from "../../../src/sandbox/capacity/capacity-file.ts";
import type { Clone } from "./clone.ts";
import { type Ended, type Environment, runCommand } from "./program.ts";
import { readJson, runFolders } from "./run-folder.ts";
import { startTestSandbox } from "./sandbox.ts";

export interface CapacityRun {
  /** Of its store and results in the clone. */
  readonly name: string;
  readonly phase: "capacity" | "soak" | "spike";
  /** Undefined: the sandbox is as fast as the machine allows. */
  readonly capacity?: CapacitySettings | undefined;
  /** Default: everything was loaded before at full speed. */
  readonly isEmpty?: boolean;
  readonly args: readonly string[];
  readonly environment?: Environment;
}

export interface CapacityRunEnded extends Ended {
  /** Of all runs of the phase, the oldest first. */
  readonly folders: readonly [string, ...string[]];
  /** Of the newest. */
  readonly summary: RunSummary;
}

/** @throws Error with what the command printed, where there is no summary */
export async function runAtCapacity(clone: Clone, run: CapacityRun): Promise<CapacityRunEnded> {
  const { name, phase, capacity, isEmpty = false, args, environment } = run;
  const results = `results-${name}`;
  // Of both sandboxes: the data of a load is that of one address.
  const port = String(await freePort());
  const onSandbox = async (limits: readonly string[], command: string, flags: readonly string[]): Promise<Ended> => {
    const own = ["--rate-limit", "off", "--port", port, ...limits];
    const sandbox = await startTestSandbox(clone, own, `.sandbox-${name}`);
    try {
      const usual = { STUDENT_COUNT: "10", RESULTS_DIR: results };
      return await runCommand(clone, command, flags, { ...sandbox.environment, ...usual, ...environment });
    } finally {
      await sandbox.stop();
    }
  };
  if (!isEmpty) {
    const load = await onSandbox([], "run-load-phase", []);
    if (load.code !== 0) throw new Error(`the load failed:\n${load.output}`);
  }
  const file = clone.file(`${name}.json`);
  writeFileSync(file, JSON.stringify(capacity ?? {}));
  const ended = await onSandbox(capacity === undefined ? [] : ["--capacity", file], `run-${phase}`, args);
  const [first, ...more] = runFolders(clone.file(results)).filter((path) => path.includes(`-${phase}`));
  if (first === undefined) throw new Error(`no run:\n${ended.output}`);
  return { ...ended, folders: [first, ...more], summary: readJson<RunSummary>(more.at(-1) ?? first, "summary.json") };
}
