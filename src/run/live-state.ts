/** Builds the live state of a run from its measurements, the phase's own progress and what listeners add. */

import { Eta } from "../results/live/eta.ts";
import type { LiveState, Progress, ResourceProgress } from "../results/live/live-state.ts";
import type { Period, Totals } from "../results/measurements/figures.ts";
import { allAnswers, latencyOf, requestsIn } from "../results/measurements/operations.ts";
import { RecentPeriods } from "../results/measurements/recent.ts";
import { addOutcomes, itemsIn, successesIn } from "../results/outcome-counts.ts";

const RECENT_SECONDS = 10;

export type LiveContext = Pick<
  LiveState,
  "phase" | "profile" | "target" | "tokens" | "health" | "generator" | "repeats" | "warnings" | "dashboard"
>;

export class LiveStateBuilder {
  readonly #eta = new Eta();
  readonly #recent = new RecentPeriods(RECENT_SECONDS);
  #etaSecond = -1;

  addPeriod(period: Period): void {
    this.#recent.add(period);
  }

  build(second: number, totals: Totals | undefined, own: Progress | undefined, around: LiveContext): LiveState {
    const progress = withResources(own ?? { done: 0, total: undefined, unit: "items" }, totals);
    if (second - this.#etaSecond >= 1) {
      this.#etaSecond = second;
      this.#eta.observe(second, progress.done);
    }
    const recent = this.#recent;
    const items = recent.items;
    const now = latencyOf(recent.latency);
    const { operations = [], calls = [] } = totals ?? {};
    return {
      ...around,
      second,
      progress,
      perSecond: this.#eta.perSecond,
      secondsLeft: progress.total === undefined ? undefined : this.#eta.secondsLeft(progress.total),
      requests: { perSecond: recent.requestsPerSecond, all: requestsIn(operations) },
      latency: { now, all: latencyOf(allAnswers(operations)) },
      outcomes: {
        now: { items: items.all, failed: items.failed },
        all: addOutcomes(operations.map(({ outcomes }) => outcomes)),
      },
      operations,
      recent: recent.operations,
      calls,
      vus: totals?.vus ?? 0,
    };
  }
}

/** Fills in what is done per resource; without a plan, the resources that the record knows. */
function withResources(progress: Progress, totals: Totals | undefined): Progress {
  const done = new Map<string, number>();
  for (const { resource, op, requests, outcomes } of totals?.calls ?? []) {
    if (op !== "create") continue;
    // A script that does not count outcomes by call still counts requests.
    done.set(resource, itemsIn(outcomes) === 0 ? requests : successesIn(outcomes));
  }
  const planned = progress.resources;
  const resources: readonly ResourceProgress[] =
    planned === undefined
      ? [...done].map(([resource, count]) => ({ resource, done: count, planned: undefined }))
      : planned.map((each) => ({ ...each, done: Math.min(done.get(each.resource) ?? 0, each.planned ?? Infinity) }));
  return { ...progress, resources };
}
