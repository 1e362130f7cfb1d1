/** Starts the search beside k6. */

import type { CapacityControl } from "../../results/capacity/capacity-control.ts";
import { ClimbControl } from "../../results/capacity/climb/climb-control.ts";
import { USUAL_SEARCH } from "../../results/capacity/search.ts";
import { SearchControl } from "../../results/capacity/search-control.ts";
import type { EngineTask } from "../../run/phase.ts";
import type { Run } from "../../run/run.ts";
import { timeProgress } from "../../run/time-progress.ts";
import { firstCreates, newsMs, pacedTask } from "../../workload/paced/paced-work.ts";
import type { CapacityWork } from "./capacity-work.ts";
import { SearchRun } from "./search-run.ts";

export function startCapacity(run: Run, work: CapacityWork): EngineTask {
  const { budget } = run.config;
  const { control, stock } = controlOf(run, work);
  work.control = control;
  const searchRun = new SearchRun(run, control);
  run.subscribe(searchRun);
  const progress = timeProgress(budget);
  return {
    ...pacedTask(run, work, budget, stock),
    toleratesFailures: true,
    steering: searchRun.steering(),
    progress: () => ({ ...progress(), endsEarly: true, pace: control.pace }),
  };
}

/** With the number of first creates: users have done many operations before it matters what they can delete. */
function controlOf(run: Run, work: CapacityWork): { readonly control: CapacityControl; readonly stock: number } {
  const { startRate, maxRate, budget: budgetMs } = run.config;
  const { mostInFlight: vus, settings } = work;
  const { objective, maxUsers } = settings;
  const leadMs = newsMs(vus);
  if (maxUsers !== undefined)
    return { control: new ClimbControl({ maxUsers, maxRate, budgetMs, leadMs, objective }), stock: 0 };
  const first = firstCreates(work, startRate);
  const search = { ...USUAL_SEARCH, startRate, maxRate, budgetMs, leadMs, vus, objective, first };
  return { control: new SearchControl(search), stock: first.count };
}
