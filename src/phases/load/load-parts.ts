/**
 * The starts of k6 in one load. k6's record has a point a second only while the run cannot last longer than 48 minutes, so a
 * load runs in parts of 45 minutes, each of which continues where the last one stopped, as `--resume` would.
 */

import { writeWork } from "../../lib/contracts/load-work.ts";
import { PLAN_FILE, WORK_FILE } from "../../lib/contracts/run-files.ts";
import { rangesLeft, totalOf } from "../../lib/plan/ranges.ts";
import { ranToEnd } from "../../results/engine-end.ts";
import { expectedSecondsOf } from "../../results/measurements/record-period.ts";
import type { EngineTask } from "../../run/phase.ts";
import type { Run } from "../../run/run.ts";
import { journalFiles, nextJournalName } from "../../store/journal/journal-files.ts";
import { readJournals } from "../../store/journal/read-journal.ts";
import { writeRunPlan } from "../../store/load-data/run-plan.ts";
import { JournalTail } from "./journal-tail.ts";
import { loadProgress } from "./load-progress.ts";
import { type LoadWork, setOf } from "./load-work.ts";

const PART_MS = 45 * 60_000;
/** A load of more items will take longer than that anyway, and gets a coarser record. */
const LARGEST_PART_ITEMS = 400_000;
const SHORTEST_PART_MS = 1000;

export function startLoad(run: Run, work: LoadWork): EngineTask {
  run.folder.write(PLAN_FILE, writeRunPlan(work.plan));
  return part(run, work, Date.now() + run.context.settings.config.durationLoadPhase);
}

/** @param endMs when the load must end, even if items are left */
function part(run: Run, work: LoadWork, endMs: number): EngineTask {
  const { plan, ranges } = work;
  const { folder, context } = run;
  const items = totalOf(ranges);
  const leftMs = Math.max(SHORTEST_PART_MS, endMs - Date.now());
  folder.write(WORK_FILE, writeWork({ ...plan, ranges }));
  const journal = nextJournalName(folder.path);
  const tail = new JournalTail(folder.file(journal), plan.segments, ranges);
  return {
    journal,
    config: { durationLoadPhase: items > LARGEST_PART_ITEMS ? leftMs : Math.min(leftMs, PART_MS) },
    isEmpty: items === 0,
    progress: loadProgress(tail, plan.segments, ranges),
    expectedSeconds: expectedSecondsOf(items),
    isOpenModel: context.settings.config.arrivalRate > 0,
    barrier: (level) => tail.waitForLevel(level),
    ended: async (exitCode) => {
      const { finished } = tail.stop();
      const isCut = ranToEnd(exitCode) && finished > 0 && finished < items;
      if (!isCut || Date.now() >= endMs || context.cleanup.interrupted) return undefined;
      const rest = await workLeft(run, work);
      context.output.progress(`load      continues with ${totalOf(rest.ranges)} items`);
      return part(run, rest, endMs);
    },
  };
}

async function workLeft({ folder }: Run, work: LoadWork): Promise<LoadWork> {
  const { plan } = work;
  const { done } = await readJournals({ files: journalFiles(folder.path), plan });
  const present = setOf(plan.items, plan.presentItems);
  return { ...work, ranges: rangesLeft(plan.items, (item) => present.has(item) || done.has(item)) };
}
