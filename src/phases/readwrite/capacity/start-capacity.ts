/** Writes what k6 reads for a capacity run, and starts the search beside it. */

import { gateSeconds } from "../../../lib/contracts/broker.ts";
import { type ReadwriteRun, writeReadwriteRun } from "../../../lib/contracts/readwrite-plan.ts";
import { READWRITE_RUN_FILE } from "../../../lib/contracts/run-files.ts";
import { rateText } from "../../../results/capacity/capacity-lines.ts";
import { USUAL_SEARCH } from "../../../results/capacity/search.ts";
import { SearchControl } from "../../../results/capacity/search-control.ts";
import type { EngineTask } from "../../../run/phase.ts";
import { targetIdentity } from "../../../run/ready-target.ts";
import type { Run } from "../../../run/run.ts";
import { nextJournalName } from "../../../store/journal/journal-files.ts";
import { compactJournal } from "../journal/compact-file.ts";
import { writePlan } from "../write-plan.ts";
import { pacedModel } from "./capacity-model.ts";
import type { CapacityWork } from "./capacity-work.ts";
import { SearchRun } from "./search-run.ts";

/** After the budget of the search, for its start and end. */
const MARGIN_MS = 120_000;

/** Until every VU has asked at the gate, and the news has come to the journal's clock. */
function leadMs(vus: number): number {
  return 1000 * gateSeconds(vus) + 500;
}

export function startCapacity(run: Run, work: CapacityWork): EngineTask {
  const { folder, target, context } = run;
  const { startRate, maxRate, budget, vusCapacity: vus } = context.settings.config;
  const longestMs = budget + MARGIN_MS;
  const counts = work.before.counts;
  const scenarios = pacedModel(vus, longestMs);
  writePlan(folder, { ...work.setup.plan, scenarios, thresholds: {}, isPaced: true, startedMs: Date.now(), counts });
  const about: ReadwriteRun = { target: targetIdentity(target), mix: work.chosen.name, inFlight: vus };
  folder.write(READWRITE_RUN_FILE, writeReadwriteRun(about));
  const { objective } = work.settings;
  const search = { ...USUAL_SEARCH, startRate, maxRate, budgetMs: budget, leadMs: leadMs(vus), vus, objective };
  const control = new SearchControl(search);
  work.control = control;
  const searchRun = new SearchRun(run, control);
  run.subscribe(searchRun);
  const startedMs = Date.now();
  const journal = nextJournalName(folder.path);
  return {
    journal,
    ended: async () => {
      await compactJournal(folder.file(journal), vus);
      return undefined;
    },
    config: { retryLimit: 0 },
    toleratesFailures: true,
    steering: searchRun.steering(),
    progress: () => ({
      done: Math.min(budget, Date.now() - startedMs),
      total: budget,
      unit: "ms",
      ...(control.rate === undefined
        ? {}
        : { resource: `step ${control.steps.length + 1} at ${rateText(control.rate)}/s` }),
    }),
  };
}
