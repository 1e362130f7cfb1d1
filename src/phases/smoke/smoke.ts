/** The smoke phase: named checks on a small dataset that it creates and deletes again. */

import { plural } from "../../base/figures.ts";
import { SMOKE_FIELDS } from "../../lib/config/fields/smoke.ts";
import { SMOKE_JOURNAL_FILE, SMOKE_ROUNDS_FILE, SMOKE_WORK_FILE } from "../../lib/contracts/run-files.ts";
import { writeSmokeWork } from "../../lib/contracts/smoke-work.ts";
import { smokeThresholds } from "../../lib/contracts/thresholds.ts";
import { createDataset } from "../../lib/data/create-dataset.ts";
import { makeSmokeRounds } from "../../lib/plan/smoke-rounds.ts";
import { moreSmokeEndpoints, SMOKE_RESOURCES, smokeDatasetSettings } from "../../lib/plan/smoke-selection.ts";
import type { Phase } from "../../run/phase.ts";
import { smokeDatasets } from "../../target/smoke-datasets.ts";
import { firstAdaptedLines } from "../../workload/target-data/adapted-lines.ts";
import { cutsIn } from "../../workload/target-data/cuts.ts";
import { keepTargetData } from "../../workload/target-data/keep-target-data.ts";
import { learnRefusals } from "../../workload/target-data/learn-refusals.ts";
import { datasetOf, targetDataset } from "../../workload/target-data/target-dataset.ts";
import { concludeSmoke, interruptedSmoke, type SmokePlan } from "./conclude-smoke.ts";
import { OPERATIONS, workOf } from "./smoke-work.ts";

export const SMOKE: Phase<SmokePlan> = {
  name: "smoke",
  script: "dist/run/smoke.js",
  fields: SMOKE_FIELDS,
  vus: (config) => config.vusSmokePhase,
  isUndivided: true,
  wantedClaims: () => SMOKE_RESOURCES.map((resource) => ({ resource, operations: OPERATIONS })),
  datasets: smokeDatasets,
  prepare: async (site) => {
    const { settings } = site.context;
    const { vusSmokePhase, seed, schoolYear } = settings.config;
    const { dataset, text, leftOut, adapted, wanted, undescribed } = await targetDataset(
      site,
      smokeDatasetSettings(1, seed, schoolYear),
    );
    const more = moreSmokeEndpoints(dataset, wanted);
    const breadth = more.length === 0 ? "" : `, ${plural(more.length, "more endpoint")}`;
    return {
      work: { more, targetData: text, leftOut, adapted, undescribed },
      what: "The smoke test",
      announcement: [
        ...firstAdaptedLines(adapted),
        `smoke     profile ${settings.profileName}, ${plural(vusSmokePhase, "VU")}, seed ${seed}${breadth}`,
      ],
    };
  },
  learn: async (run, work) => {
    const targetData = await learnRefusals(run, work.targetData, work.undescribed);
    return { ...work, targetData, adapted: [...work.adapted, ...cutsIn(targetData)] };
  },
  start: async (run, { more, targetData, leftOut }) => {
    const { folder, target, context } = run;
    if (targetData !== undefined) await keepTargetData(run, targetData);
    const { vusSmokePhase: vus, seed, schoolYear, smokeMaxP95 } = context.settings.config;
    const work = { ...workOf(target.facts.strategies), ...(more.length === 0 ? {} : { more }) };
    folder.write(SMOKE_WORK_FILE, writeSmokeWork(work));
    const unmade = leftOut.map(({ endpoint }) => endpoint);
    const datasetFor = (vu: number) => datasetOf(createDataset(smokeDatasetSettings(vu, seed, schoolYear)), targetData);
    folder.write(SMOKE_ROUNDS_FILE, makeSmokeRounds({ vus, datasetFor, more, leftOut: unmade }));
    return { journal: SMOKE_JOURNAL_FILE, thresholds: smokeThresholds(smokeMaxP95) };
  },
  conclude: async (run, plan, ended) => concludeSmoke(run, plan, ended),
  interrupted: async (run, plan, ended) => interruptedSmoke(run, plan, ended),
};
