/** Starts the search beside k6. */

import type { CapacityControl } from "../../results/capacity/capacity-control.ts";
import { ClimbControl } from "../../results/capacity/climb/climb-control.ts";
import { USUAL_SEARCH } from "../../results/capacity/search.ts";
import { SearchControl } from "../../results/capacity/search-control.ts";
import type { EngineTask } from "../../run/phase.ts";
import type { Run } from "../../run/run.ts";
import { newsMs, pacedTask } from "../../workload/paced/paced-work.ts";
import type { CapacityWork } from "./capacity-work.ts";
import { SearchRun } from "./search-run.ts";

/** After the budget of the search, for its start and end. */
const MARGIN_MS = 120_000;

export function startCapacity(run: Run, work: CapacityWork): EngineTask {
  const { budget } = run.config;
  const control = controlOf(run, work);
  work.control = control;
  const searchRun = new SearchRun(run, control);
  run.subscribe(searchRun);
  const startedMs = Date.now();
  return {
    ...pacedTask(run, work, budget + MARGIN_MS),
    toleratesFailures: true,
    steering: searchRun.steering(),
    progress: () => ({
      done: Math.min(budget, Date.now() - startedMs),
      total: budget,
      unit: "ms",
      ...(control.present === undefined ? {} : { resource: `step ${control.steps.length + 1} ${control.present}` }),
    }),
  };
}

function controlOf(run: Run, { mostInFlight: vus, settings }: CapacityWork): CapacityControl {
  const { startRate, maxRate, budget: budgetMs } = run.config;
  const { objective, maxUsers } = settings;
  const leadMs = newsMs(vus);
  return maxUsers === undefined
    ? new SearchControl({ ...USUAL_SEARCH, startRate, maxRate, budgetMs, leadMs, vus, objective })
    : new ClimbControl({ maxUsers, maxRate, budgetMs, leadMs, objective });
}
