/** Runs whose pace the runner sets: one k6 process, VUs that start operations when they are due, no repeats. */

import { gateMs, gateSeconds } from "../../lib/contracts/broker.ts";
import { type ReadwriteRun, writeReadwriteRun } from "../../lib/contracts/readwrite-plan.ts";
import { READWRITE_RUN_FILE } from "../../lib/contracts/run-files.ts";
import type { FirstCreates } from "../../results/first-creates.ts";
import type { EngineTask, RunSite } from "../../run/phase.ts";
import { targetIdentity } from "../../run/ready-target.ts";
import type { Run } from "../../run/run.ts";
import { nextJournalName } from "../../store/journal/journal-files.ts";
import { newCorrelation } from "../correlation.ts";
import { findWork } from "../find-work.ts";
import { compactJournal } from "../journal/compact-file.ts";
import type { ChosenMix } from "../mix/choose-mix.ts";
import type { EndedWork } from "../work.ts";
import { writePlan } from "../write-plan.ts";
import { pacedModel } from "./paced-model.ts";

/** Reads alone. @throws LoadTestError */
export async function findPacedWork(site: RunSite, chosen: ChosenMix, vus: number): Promise<EndedWork> {
  return { ...(await findWork(site, false, chosen)), mostInFlight: vus, warmUpMs: 0 };
}

/** For the start and the end of k6. */
const MARGIN_MS = 120_000;

/**
 * Writes what k6 reads. The journal is compacted when k6 has ended.
 * @param lastsMs with all that is to be done; a time limit ends k6 two minutes later
 */
export function pacedTask(
  run: Run,
  { data, setup, before, chosen, mostInFlight: vus }: EndedWork,
  lastsMs: number,
  stock: number,
): EngineTask {
  const { folder, target } = run;
  const scenarios = pacedModel(vus, lastsMs + MARGIN_MS);
  const counts = before.counts;
  const identity = { startedMs: Date.now(), ...newCorrelation(run.config) };
  const paced = { scenarios, thresholds: {}, isPaced: true, thinkMs: 0, stock, counts, ...identity };
  writePlan(folder, data.dataset, { ...setup.plan, ...paced }, run.instances);
  const about: ReadwriteRun = {
    target: targetIdentity(target),
    mix: chosen.name,
    inFlight: vus,
    instances: run.instances,
  };
  folder.write(READWRITE_RUN_FILE, writeReadwriteRun(about));
  const journal = nextJournalName(folder.path);
  return {
    journal,
    correlation: identity.correlation,
    config: { retryLimit: 0 },
    ended: async () => {
      await compactJournal(folder.file(journal), vus, run.instances);
      return undefined;
    },
  };
}

/** Maximum duration of the first creates in seconds. */
const FIRST_SECONDS = 10;

/** Before the measured part, each VU creates one item if the mix deletes. @param perSecond rate of what comes then */
export function firstCreates({ setup, mostInFlight }: EndedWork, perSecond: number): FirstCreates {
  const count = setup.mix.wanted.DELETE > 0 ? mostInFlight : 0;
  return { count, perSecond: Math.max(perSecond, count / FIRST_SECONDS) };
}

/** Time until every VU has asked at the gate, and the journal's clock shows it. */
export function newsMs(vus: number): number {
  return gateMs(gateSeconds(vus)) + 500;
}
