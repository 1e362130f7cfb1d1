/** The start of k6 in a load. */

import { writeWork } from "../../lib/contracts/load-work.ts";
import { PLAN_FILE, WORK_FILE } from "../../lib/contracts/run-files.ts";
import { loadThresholds } from "../../lib/contracts/thresholds.ts";
import { locateItem } from "../../lib/plan/load-plan.ts";
import { totalOf } from "../../lib/plan/ranges.ts";
import type { EngineTask } from "../../run/phase.ts";
import type { Run } from "../../run/run.ts";
import { nextJournalName } from "../../store/journal/journal-files.ts";
import { writeRunPlan } from "../../store/load-data/run-plan.ts";
import { keepTargetData } from "../../workload/target-data/keep-target-data.ts";
import { givenWork } from "./given-work.ts";
import { JournalTail } from "./journal-tail.ts";
import { loadProgress } from "./load-progress.ts";
import type { LoadWork } from "./load-work.ts";

export async function startLoad(run: Run, { dataset, plan, ranges, targetData }: LoadWork): Promise<EngineTask> {
  const { folder, context } = run;
  const { arrivalRate, loadMaxP95, vusLoadPhase } = context.settings.config;
  folder.write(PLAN_FILE, writeRunPlan(plan));
  if (targetData !== undefined) await keepTargetData(run, targetData);
  folder.write(WORK_FILE, writeWork(givenWork(dataset, plan, ranges)));
  const journal = nextJournalName(folder.path);
  const tail = new JournalTail(folder.file(journal), plan.segments, ranges);
  return {
    journal,
    isEmpty: totalOf(ranges) === 0,
    // k6 gives each VU of a shared list an item at least.
    mostInstances: Math.min(vusLoadPhase, totalOf(ranges)),
    thresholds: loadThresholds(loadMaxP95),
    resourceOfItem: (item) => locateItem(plan.segments, item).segment.endpoint,
    progress: loadProgress(tail, plan.segments, ranges),
    isOpenModel: arrivalRate > 0,
    barrier: (level) => tail.waitForLevel(level),
    ended: () => {
      tail.stop();
      return undefined;
    },
  };
}
