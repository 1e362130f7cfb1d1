/** The readwrite phase: a mix of operations on what a load left; what it creates is deleted at the end. */

import { datasetSettings } from "../../lib/config/dataset-settings.ts";
import { READWRITE_DIRECT_FIELDS } from "../../lib/config/fields/readwrite-direct.ts";
import { type ReadwriteRun, writeReadwritePlan, writeReadwriteRun } from "../../lib/contracts/readwrite-plan.ts";
import { READWRITE_PLAN_FILE, READWRITE_RUN_FILE } from "../../lib/contracts/run-files.ts";
import { createDataset } from "../../lib/data/create-dataset.ts";
import type { EngineTask, Phase, PreparedRun, RunSite } from "../../run/phase.ts";
import { targetIdentity } from "../../run/ready-target.ts";
import type { Run } from "../../run/run.ts";
import { PROJECT_ROOT } from "../../settings/root.ts";
import type { Settings } from "../../settings/settings.ts";
import { nextJournalName } from "../../store/journal/journal-files.ts";
import { countResources } from "../../target/verification/count-resources.ts";
import { concludeReadwrite, leftAfterInterrupt } from "./conclude-readwrite.ts";
import { mostVus, plannedDuration } from "./mix/load-model.ts";
import { findData } from "./readwrite-data.ts";
import { type ChosenMix, chooseMix } from "./readwrite-mix.ts";
import { setUpReadwrite, wantedOf } from "./readwrite-setup.ts";
import type { ReadwriteWork } from "./readwrite-work.ts";

export const READWRITE: Phase<ReadwriteWork> = {
  name: "readwrite",
  script: "dist/readwrite.js",
  fields: READWRITE_DIRECT_FIELDS,
  vus: (config) => config.vusReadwritePhase,
  wantedClaims: (settings) => wantedOf(mixOf(settings).mix),
  prepare,
  start,
  conclude: concludeReadwrite,
  interrupted: leftAfterInterrupt,
};

async function prepare({ context, target }: RunSite): Promise<PreparedRun<ReadwriteWork>> {
  const { settings } = context;
  const { config, origins } = settings;
  const chosen = mixOf(settings);
  const wanted = wantedOf(chosen.mix).map(({ resource }) => resource);
  const data = await findData(config, target.installation, target.client, wanted);
  const isSet = (key: string): boolean => (origins[key] ?? "default") !== "default";
  // Serial numbers must rise from run to run, also where several phases share one preparation.
  const setup = setUpReadwrite(chosen, data, target.facts, config, isSet, new Date());
  const { warmUpMs, measuredMs } = plannedDuration(config);
  const before = await countResources(target.client, Object.keys(data.loaded?.resources ?? setup.plan.items));
  const warmUp = warmUpMs === 0 ? "" : ` after ${warmUpMs / 1000} s of warm-up`;
  const { leftOut } = setup.mix;
  return {
    work: { chosen, data, setup, before, warmUpMs, measuredMs },
    what: `The mix ${chosen.name} for ${(measuredMs + warmUpMs) / 1000} s`,
    announcement: [
      `readwrite mix ${chosen.name}, ${config.model}, ${config.vusReadwritePhase} VUs, ` +
        `${measuredMs / 1000} s${warmUp}; works on ${data.origin}`,
      ...(leftOut.length > 0 ? [`left out  ${leftOut.join(", ")}`] : []),
    ],
  };
}

function start({ folder, context, target }: Run, work: ReadwriteWork): EngineTask {
  const { config } = context.settings;
  const totalMs = work.warmUpMs + work.measuredMs;
  const about: ReadwriteRun = { target: targetIdentity(target), mix: work.chosen.name, inFlight: mostVus(config) };
  folder.write(READWRITE_PLAN_FILE, writeReadwritePlan(work.setup.plan));
  folder.write(READWRITE_RUN_FILE, writeReadwriteRun(about));
  const startedMs = Date.now();
  return {
    journal: nextJournalName(folder.path),
    progress: () => ({ done: Math.min(totalMs, Date.now() - startedMs), total: totalMs, unit: "ms" }),
    expectedSeconds: totalMs / 1000,
    isOpenModel: config.model.endsWith("arrival-rate"),
  };
}

function mixOf({ config }: Settings): ChosenMix {
  return chooseMix(config, createDataset(datasetSettings(config)).endpoints, PROJECT_ROOT);
}
