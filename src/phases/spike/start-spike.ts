/** Starts a spike. */

import { isFailure } from "../../lib/http/outcome.ts";
import type { PaceStep } from "../../lib/pace/schedule.ts";
import type { Pace } from "../../results/live/live-state.ts";
import type { SpikeMeter } from "../../results/spike/spike-meter.ts";
import type { EngineTask } from "../../run/phase.ts";
import type { Run } from "../../run/run.ts";
import { timeProgress } from "../../run/time-progress.ts";
import type { FixedPace, Stage } from "../../workload/paced/fixed-pace.ts";
import { pacedTask } from "../../workload/paced/paced-work.ts";
import type { HeldRate } from "../../workload/paced/wanted-rate.ts";
import type { EndedWork } from "../../workload/work.ts";

export interface SpikeWork extends EndedWork {
  /** Before the spike. */
  readonly rate: HeldRate;
  /** Before, spike, after. */
  readonly stages: readonly [Stage, Stage, Stage];
  readonly meter: SpikeMeter;
  readonly pace: FixedPace;
}

export function startSpike(run: Run, work: SpikeWork): EngineTask {
  const { stages, meter, pace } = work;
  const totalMs = stages.reduce((sum, { durationMs }) => sum + durationMs, 0);
  const progress = timeProgress(totalMs);
  const start = (): number => pace.startMs ?? Number.POSITIVE_INFINITY;
  let told = 0;
  return {
    ...pacedTask(run, work, totalMs, pace.stock),
    toleratesFailures: true,
    progress: () => ({ ...progress(), pace: paceAt(work, Date.now()) }),
    steering: {
      schedule: () => pace.schedule,
      ended: ({ iteration, bin, outcome }) => {
        const second = Math.floor((dueOf(pace.schedule, iteration) - start()) / 1000);
        meter.ended(second, !isFailure(outcome), bin);
      },
      clock: (probe) => {
        if (pace.clock(probe)) run.finish();
        const endOf = (second: number): number => start() + 1000 * (second + 1);
        for (; told < totalMs / 1000 && endOf(told) <= probe.atMs; told++)
          meter.asked(told, pace.askedUntil(endOf(told)) - pace.askedUntil(endOf(told - 1)));
      },
    },
  };
}

const PARTS = ["before the spike", "spike", "after the spike"] as const;

function paceAt({ stages, pace }: SpikeWork, ms: number): Pace {
  const index = pace.stageAt(ms);
  if (index === undefined) return { part: "no operations", perSecond: undefined };
  return { part: PARTS[index] as string, perSecond: stages[index]?.perSecond };
}

/** When an operation was due, in epoch milliseconds. */
function dueOf(schedule: readonly PaceStep[], operation: number): number {
  const step = schedule.findLast(({ first }) => first <= operation) as PaceStep;
  return step.fromMs + (1000 * (operation - step.first)) / step.perSecond;
}
