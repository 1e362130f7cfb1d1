/** The readwrite phase: a mix of operations on what a load left; what it creates is deleted at the end. */

import { READWRITE_DIRECT_FIELDS } from "../../lib/config/fields/readwrite-direct.ts";
import { type ReadwriteRun, writeReadwriteRun } from "../../lib/contracts/readwrite-plan.ts";
import { READWRITE_RUN_FILE } from "../../lib/contracts/run-files.ts";
import type { EngineTask, Phase, PreparedRun, RunSite } from "../../run/phase.ts";
import { targetIdentity } from "../../run/ready-target.ts";
import type { Run } from "../../run/run.ts";
import { timeProgress } from "../../run/time-progress.ts";
import { nextJournalName } from "../../store/journal/journal-files.ts";
import { findWork } from "../../workload/find-work.ts";
import { compactJournal } from "../../workload/journal/compact-file.ts";
import { chooseMix } from "../../workload/mix/choose-mix.ts";
import { chooseModel } from "../../workload/mix/choose-model.ts";
import { askedUntil, loadModel, mostVus, plannedDuration } from "../../workload/mix/load-model.ts";
import { wantedOf } from "../../workload/mix/wanted.ts";
import { writePlan } from "../../workload/write-plan.ts";
import { announcementOf, describeLoad } from "./announcement.ts";
import { baselineTask, effectiveLoad, readBaseline } from "./baseline.ts";
import { concludeReadwrite, interruptedReadwrite } from "./conclude-readwrite.ts";
import type { ReadwriteWork } from "./readwrite-work.ts";
import { startingAt } from "./starting-at.ts";

export const READWRITE: Phase<ReadwriteWork> = {
  name: "readwrite",
  script: "dist/run/readwrite.js",
  fields: READWRITE_DIRECT_FIELDS,
  vus: (config) => config.vusReadwritePhase,
  wantedClaims: (settings) => wantedOf(chooseMix(settings).mix),
  prepare,
  start,
  conclude: concludeReadwrite,
  interrupted: interruptedReadwrite,
};

async function prepare(site: RunSite): Promise<PreparedRun<ReadwriteWork>> {
  const { settings } = site.context;
  const { config, origins } = settings;
  const { model, isOpen, notes: ofModel } = chooseModel(config, origins);
  const notes = [...ofModel];
  const chosen = chooseMix(settings);
  const found = await findWork(site, isOpen, chosen);
  const { setup } = found;
  const load = { ...config, model };
  const { warmUpMs, measuredMs } = plannedDuration(load);
  const baselineMs = isOpen ? config.baseline : 0;
  if (setup.lost.length > 0) notes.push(`the client may do nothing of ${setup.lost.join(", ")} of the mix`);
  const work = { ...found, load, isOpen, baselineMs, warmUpMs, measuredMs };
  return {
    work,
    ...found.named,
    what: `The mix ${chosen.name} for ${(measuredMs + warmUpMs) / 1000} s`,
    effective: { model },
    announcement: announcementOf(work, model, notes),
  };
}

function start(run: Run, work: ReadwriteWork): EngineTask {
  return work.baselineMs > 0 ? baselineTask(run, work, () => mainTask(run, work)) : mainTask(run, work);
}

function mainTask(run: Run, work: ReadwriteWork): EngineTask {
  const { folder, context, target } = run;
  const load = effectiveLoad(work, readBaseline(run));
  const identity = startingAt(context.settings, work);
  const plan = { ...work.setup.plan, ...identity, scenarios: loadModel(load), counts: work.before.counts };
  const about: ReadwriteRun = {
    target: targetIdentity(target),
    mix: work.chosen.name,
    inFlight: mostVus(load),
    instances: run.instances,
  };
  writePlan(folder, work.data.dataset, plan, run.instances);
  folder.write(READWRITE_RUN_FILE, writeReadwriteRun(about));
  if (load.vusReadwritePhase !== work.load.vusReadwritePhase)
    context.output.progress(`readwrite ${describeLoad(load, false)}, with room for ten times the unloaded latency`);
  const journal = nextJournalName(folder.path);
  return {
    journal,
    correlation: identity.correlation,
    ended: async () => {
      await compactJournal(folder.file(journal), mostVus(load), run.instances);
      return undefined;
    },
    progress: timeProgress(work.warmUpMs + work.measuredMs),
    thresholds: plan.thresholds,
    ...(work.isOpen ? { askedUntil: (ms: number) => askedUntil(load, ms) } : {}),
    measuredMs: work.measuredMs,
    isOpenModel: work.isOpen,
  };
}
