/** Starts k6 with the search that follows its journal. */

import type { Config } from "../../lib/config/fields.ts";
import { type CapacityControl, END_MS } from "../../results/capacity/capacity-control.ts";
import { ClimbControl } from "../../results/capacity/climb/climb-control.ts";
import { SHORTEST_MS } from "../../results/capacity/climb/users-step.ts";
import { USUAL_SEARCH } from "../../results/capacity/search.ts";
import { SearchControl } from "../../results/capacity/search-control.ts";
import { stepLength, WARM_UP_MS } from "../../results/capacity/step.ts";
import { type FirstCreates, firstCreatesMs } from "../../results/first-creates.ts";
import type { EngineTask } from "../../run/phase.ts";
import type { Run } from "../../run/run.ts";
import { timeProgress } from "../../run/time-progress.ts";
import { firstCreates, newsMs, pacedTask } from "../../workload/paced/paced-work.ts";
import type { CapacitySettings } from "./capacity-settings.ts";
import type { CapacityWork } from "./capacity-work.ts";
import { SearchRun } from "./search-run.ts";

export function startCapacity(run: Run, work: CapacityWork): EngineTask {
  const { budget } = run.config;
  const { control, stock } = controlOf(run, work);
  work.control = control;
  const searchRun = new SearchRun(run, control, newsMs(work.mostInFlight));
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
  // The start of k6 with its VUs is part of the budget.
  const common = { maxRate, budgetMs, leadMs: newsMs(vus), objective, startedMs: Date.now() };
  if (maxUsers !== undefined) return { control: new ClimbControl({ ...common, maxUsers }), stock: 0 };
  const first = firstCreates(work, startRate);
  const search = { ...USUAL_SEARCH, ...common, startRate, vus, first };
  return { control: new SearchControl(search), stock: first.count };
}

/** Of k6 with its VUs, on a machine that is not busy. */
const START_MS = 2000;

/**
 * What a run takes at least: the start of k6, the first creates, one step, the end.
 * @param first before what is loaded is known, without the first creates
 */
export function leastMs(
  vus: number,
  first: FirstCreates | undefined,
  { startRate }: Config,
  { maxUsers }: CapacitySettings,
): number {
  const leadMs = newsMs(vus);
  const outsideMs = START_MS + leadMs + END_MS;
  if (maxUsers !== undefined) return outsideMs + WARM_UP_MS + SHORTEST_MS;
  const { warmUpMs, measuredMs } = stepLength(startRate, "climb");
  return (
    outsideMs + (first === undefined || first.count === 0 ? 0 : leadMs + firstCreatesMs(first)) + warmUpMs + measuredMs
  );
}
