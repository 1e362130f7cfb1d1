/** A phase whose pace the runner sets, on a sandbox whose capacity is known. */
import { writeFileSync } from "node:fs";
import { freePort } from "../../../src/machine/free-port.ts";
import type { RunSummary } from "../../../src/results/run-summary.ts";
import type { CapacitySettings } from "../../../src/sandbox/capacity/capacity-file.ts";
import type { Clone } from "./clone.ts";
import { type Ended, type Environment, runCommand } from "./program.ts";
import { readJson, runFolders } from "./run-folder.ts";
import { startTestSandbox } from "./sandbox.ts";

const SIZES: Environment = { SCHOOL_COUNT: "1", STUDENT_COUNT: "10" };

/** A store, and the port of all sandboxes on it: the data of a load is that of one address. */
export interface Place {
  readonly port: string;
  readonly store: string;
  /** What the load left; undefined: nothing is loaded. */
  readonly data?: string;
}

export interface CapacityRun {
  /** Of its results in the clone. */
  readonly name: string;
  readonly phase: "capacity" | "soak" | "spike";
  /** Undefined: the sandbox is as fast as the machine allows. */
  readonly capacity?: CapacitySettings | undefined;
  readonly args: readonly string[];
  readonly environment?: Environment;
}

export interface CapacityRunEnded extends Ended {
  /** Of all runs of the phase, the oldest first. */
  readonly folders: readonly [string, ...string[]];
  /** Of the newest. */
  readonly summary: RunSummary;
}

export async function emptyPlace(name: string): Promise<Place> {
  return { port: String(await freePort()), store: `.sandbox-${name}` };
}

/** Loaded at full speed. @throws Error with what the command printed, where the load failed */
export async function loadedPlace(clone: Clone, name = "loaded"): Promise<Place> {
  const place = await emptyPlace(name);
  const results = `results-${name}-load`;
  const load = await onSandbox(clone, place, [], "run-load-phase", [], { RESULTS_DIR: results });
  if (load.code !== 0) throw new Error(`the load failed:\n${load.output}`);
  return { ...place, data: clone.file(results, "load-phase-data.json") };
}

/** @throws Error with what the command printed, where there is no summary */
export async function runAtCapacity(clone: Clone, place: Place, run: CapacityRun): Promise<CapacityRunEnded> {
  const { name, phase, capacity, args, environment } = run;
  const results = `results-${name}`;
  const file = clone.file(`${name}.json`);
  writeFileSync(file, JSON.stringify(capacity ?? {}));
  const limits = capacity === undefined ? [] : ["--capacity", file];
  const data = place.data === undefined ? [] : ["--data", place.data];
  const own = { RESULTS_DIR: results, ...environment };
  const ended = await onSandbox(clone, place, limits, `run-${phase}`, [...args, ...data], own);
  const [first, ...more] = runFolders(clone.file(results)).filter((path) => path.includes(`-${phase}`));
  if (first === undefined) throw new Error(`no run:\n${ended.output}`);
  return { ...ended, folders: [first, ...more], summary: readJson<RunSummary>(more.at(-1) ?? first, "summary.json") };
}

async function onSandbox(
  clone: Clone,
  { port, store }: Place,
  limits: readonly string[],
  command: string,
  args: readonly string[],
  environment: Environment,
): Promise<Ended> {
  const sandbox = await startTestSandbox(clone, ["--rate-limit", "off", "--port", port, ...limits], store);
  try {
    return await runCommand(clone, command, args, { ...sandbox.environment, ...SIZES, ...environment });
  } finally {
    await sandbox.stop();
  }
}
