/** Starts k6 for each part of a soak. Each part has its own journal and schedule. */

import { isFailure } from "../../lib/http/outcome.ts";
import { ranToEnd } from "../../results/engine-end.ts";
import type { Progress } from "../../results/live/live-state.ts";
import { measureMemory } from "../../results/soak/generator-memory.ts";
import { targetGauges } from "../../results/soak/target-gauges.ts";
import type { EngineTask } from "../../run/phase.ts";
import type { Run } from "../../run/run.ts";
import type { Steering } from "../../run/steering.ts";
import { timeProgress } from "../../run/time-progress.ts";
import { FixedPace } from "../../workload/paced/fixed-pace.ts";
import { firstCreates, newsMs, pacedTask } from "../../workload/paced/paced-work.ts";
import type { SoakWork } from "./soak-work.ts";

export function startSoak(run: Run, work: SoakWork): EngineTask {
  const { meter } = work;
  run.subscribe({
    tick: ({ generator }) => {
      if (generator !== undefined && generator.memoryBytes > 0)
        measureMemory(meter, generator.memoryBytes, performance.now() - work.partStartMs);
    },
    collected: ({ values }) => {
      for (const [name, bytes] of targetGauges(values)) meter.gauge(name, "bytes", bytes);
    },
  });
  return partTask(run, work, timeProgress(work.durationMs));
}

/** @param progress of all parts */
function partTask(run: Run, work: SoakWork, progress: () => Progress): EngineTask {
  const { durationMs, mostInFlight, rate } = work;
  work.partStartMs = performance.now();
  const partMs = Math.min(run.config.soakPart, durationMs - work.askedMs);
  const first = firstCreates(work, rate.perSecond);
  const pace = new FixedPace([{ perSecond: rate.perSecond, durationMs: partMs }], newsMs(mostInFlight), first);
  const task = pacedTask(run, work, partMs, pace.stock);
  return {
    ...task,
    thresholds: work.setup.plan.thresholds,
    steering: steering(run, work, pace),
    progress: () => ({ ...progress(), pace: { perSecond: rate.perSecond, soFar: "drift is tested at the end" } }),
    ended: async (exitCode) => {
      await task.ended?.(exitCode);
      const { asked, ms } = pace.passed;
      work.asked += asked;
      work.askedMs += ms;
      const isOver = !ranToEnd(exitCode) || run.isStopped;
      return isOver || work.askedMs >= durationMs ? undefined : partTask(run, work, progress);
    },
  };
}

function steering(run: Run, { meter }: SoakWork, pace: FixedPace): Steering {
  return {
    schedule: () => pace.schedule,
    ended: ({ op, bin, outcome }) => meter.add({ op, bin, isDone: !isFailure(outcome) }),
    clock: (probe) => {
      if (probe.atMs >= (pace.startMs ?? Number.POSITIVE_INFINITY)) meter.tick(probe.atMs);
      if (pace.clock(probe)) run.finish();
    },
  };
}
