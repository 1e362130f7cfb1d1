/** Runs of the phases whose pace the runner sets, each on a sandbox of its own; one load serves all of a file. */
import { afterAll, beforeAll } from "vitest";
import type { RunSummary } from "../../../src/results/run-summary.ts";
import {
  type CapacityRun,
  type CapacityRunEnded,
  emptyPlace,
  loadedPlace,
  type Place,
  runAtCapacity,
} from "./capacity-run.ts";
import { type Clone, createClone } from "./clone.ts";
import { type Ended, type Environment, runCommand } from "./program.ts";

/** As for users: where the machine is too busy, a step says nothing about the target and is repeated. */
export const CAPACITY_TESTS: Environment = { MAX_VU_DELAY: "20ms" };

/** The machine of the tests may be busy: late VUs are no concern of a soak or a spike. */
export const STEADY_TESTS: Environment = { MAX_VU_DELAY: "1s" };

export interface SteeredRuns {
  run(run: Omit<CapacityRun, "environment">): Promise<CapacityRunEnded>;
  /** Where nothing is loaded. */
  runOnEmpty(run: Omit<CapacityRun, "environment">): Promise<CapacityRunEnded>;
  /** Without a sandbox. */
  command(name: string, args: readonly string[]): Promise<Ended>;
}

/** Registers hooks of the test file. @param environment settings of every run */
export function steeredRuns(environment: Environment): SteeredRuns {
  let clone: Clone;
  let loaded: Place | undefined;
  beforeAll(() => {
    clone = createClone();
  });
  afterAll(() => clone.remove());
  return {
    run: async (run) => {
      loaded ??= await loadedPlace(clone);
      return runAtCapacity(clone, loaded, { ...run, environment });
    },
    runOnEmpty: async (run) => runAtCapacity(clone, await emptyPlace(run.name), { ...run, environment }),
    command: (name, args) => runCommand(clone, name, args, {}),
  };
}

/** @throws Error where the search has no answer */
export function answerOf({ summary }: { readonly summary: RunSummary }): NonNullable<RunSummary["capacity"]> {
  if (summary.capacity === undefined) throw new Error("the summary has no answer");
  return summary.capacity;
}
