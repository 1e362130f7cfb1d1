/** Starts the search beside k6. */

import { soFarText } from "../../results/capacity/capacity-lines.ts";
import { USUAL_SEARCH } from "../../results/capacity/search.ts";
import { SearchControl } from "../../results/capacity/search-control.ts";
import type { EngineTask } from "../../run/phase.ts";
import type { Run } from "../../run/run.ts";
import { firstCreates, newsMs, pacedTask } from "../../workload/paced/paced-work.ts";
import type { CapacityWork } from "./capacity-work.ts";
import { SearchRun } from "./search-run.ts";

/** After the budget of the search, for its start and end. */
const MARGIN_MS = 120_000;

export function startCapacity(run: Run, work: CapacityWork): EngineTask {
  const { startRate, maxRate, budget } = run.context.settings.config;
  const { mostInFlight: vus, settings } = work;
  const { objective } = settings;
  const first = firstCreates(work, startRate);
  const search = { ...USUAL_SEARCH, startRate, maxRate, budgetMs: budget, leadMs: newsMs(vus), vus, objective };
  const control = new SearchControl({ ...search, first });
  work.control = control;
  const searchRun = new SearchRun(run, control);
  run.subscribe(searchRun);
  const startedMs = Date.now();
  return {
    ...pacedTask(run, work, budget + MARGIN_MS, first.count),
    toleratesFailures: true,
    steering: searchRun.steering(),
    progress: () => ({
      done: Math.min(budget, Date.now() - startedMs),
      total: budget,
      unit: "ms",
      endsEarly: true,
      pace: {
        part: control.answer === undefined ? `step ${control.steps.length + 1}` : "end of the search",
        perSecond: control.rate,
        soFar: soFarText(control.steps, control.limits),
      },
    }),
  };
}
