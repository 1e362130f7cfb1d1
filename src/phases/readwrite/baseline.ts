/** The unloaded target: one VU for a few seconds before an open model, in a k6 process of its own. */

import { readIterationLine } from "../../lib/contracts/journal/engine-lines.ts";
import type { ReadwritePlan } from "../../lib/contracts/readwrite-plan.ts";
import { BASELINE_FILE } from "../../lib/contracts/run-files.ts";
import { ranToEnd } from "../../results/engine-end.ts";
import { vusFor } from "../../results/health/saturation.ts";
import type { EngineTask } from "../../run/phase.ts";
import type { Run } from "../../run/run.ts";
import { timeProgress } from "../../run/time-progress.ts";
import { nextJournalName } from "../../store/journal/journal-files.ts";
import { readLines } from "../../store/journal/journal-lines.ts";
import { readJsonFile } from "../../store/json-file.ts";
import { askedRate, baselineModel, type ModelSettings } from "../../workload/mix/load-model.ts";
import type { WorkSetup } from "../../workload/setup.ts";
import { writePlan } from "../../workload/write-plan.ts";
import type { ReadwriteWork } from "./readwrite-work.ts";
import { startingAt } from "./starting-at.ts";

/** `baseline.json` in the run folder. */
export interface Baseline {
  /** Mean duration of an operation in milliseconds. */
  readonly unloadedMs: number;
  readonly operations: number;
}

/** Writes are not read back: an iteration lasts as long as its operation, which is what is measured. */
export function baselinePlan(
  plan: WorkSetup["plan"],
  durationMs: number,
  identity: ReturnType<typeof startingAt>,
): ReadwritePlan {
  const scenarios = baselineModel(durationMs);
  return {
    ...plan,
    scenarios,
    thresholds: {},
    readBack: { first: 0, every: 0 },
    timesIterations: true,
    counts: {},
    ...identity,
  };
}

/** @param next the run itself */
export function baselineTask(run: Run, work: ReadwriteWork, next: () => EngineTask): EngineTask {
  const { folder } = run;
  const durationMs = work.baselineMs;
  writePlan(
    folder,
    work.data.dataset,
    baselinePlan(work.setup.plan, durationMs, startingAt(run.context.settings, work)),
  );
  const journal = nextJournalName(folder.path);
  return {
    journal,
    isBaseline: true,
    mostInstances: 1,
    isOpenModel: true,
    progress: timeProgress(durationMs),
    ended: async (exitCode) => {
      if (!ranToEnd(exitCode) || run.isStopped) return undefined;
      const baseline = await measured(folder.file(journal));
      if (baseline.operations > 0) folder.writeJson(BASELINE_FILE, baseline);
      return next();
    },
  };
}

async function measured(journal: string): Promise<Baseline> {
  let operations = 0;
  let sumMs = 0;
  const line = (text: string): void => {
    const ms = readIterationLine(text);
    if (ms === undefined) return;
    operations++;
    sumMs += ms;
  };
  await readLines(journal, { line, damage: () => undefined });
  return { operations, unloadedMs: sumMs / operations };
}

/** Undefined where none was measured. */
export function readBaseline({ folder }: Run): Baseline | undefined {
  return readJsonFile(folder.file(BASELINE_FILE)) as Baseline | undefined;
}

/** The load model as it takes effect: VUs with room for a ten-fold latency, before the start, unless the user set them. */
export function effectiveLoad({ load, isSet }: ReadwriteWork, baseline: Baseline | undefined): ModelSettings {
  if (baseline === undefined || isSet("vusReadwritePhase") || isSet("maxVus")) return load;
  const vus = vusFor(askedRate(load).peak, baseline.unloadedMs);
  return { ...load, vusReadwritePhase: vus, maxVus: vus };
}
