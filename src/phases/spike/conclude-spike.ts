/** After a spike: what it created is deleted, and how the target got over it. */

import { endReasons } from "../../results/engine-end.ts";
import type { RunSummary } from "../../results/run-summary.ts";
import { spikeHeadline, spikeLines, spikeReasons } from "../../results/spike/spike-lines.ts";
import { spikeResult } from "../../results/spike/spike-result.ts";
import type { EngineResult, PhaseResult } from "../../run/phase.ts";
import type { Run } from "../../run/run.ts";
import { compressJournals } from "../../store/journal/journal-files.ts";
import { achieve, resultOf } from "../../workload/achieve.ts";
import type { Stage } from "../../workload/paced/fixed-pace.ts";
import { mismatchReasons, writeReasons } from "../../workload/proof/prove-writes.ts";
import { untidyReasons } from "../../workload/untidy-reasons.ts";
import type { SpikeWork } from "./start-spike.ts";

export async function concludeSpike(run: Run, work: SpikeWork, ended: EngineResult): Promise<PhaseResult> {
  const achieved = await achieve(run, work, ended, false);
  const result = resultOf(run, work, ended, achieved);
  const [before, during, after] = work.stages;
  const seconds = ({ durationMs }: Stage): number => Math.round(durationMs / 1000);
  const stages = {
    startMs: work.pace.startMs,
    seconds: [seconds(before), seconds(during), seconds(after)],
    perSecond: [before.perSecond, during.perSecond, after.perSecond],
  } as const;
  const { minGoodput } = run.config;
  const spike = spikeResult(work.meter.seconds, stages, minGoodput);
  const { proof, removed, verification } = achieved;
  await compressJournals(run.folder.path);
  return {
    ...result,
    reasons: [
      ...endReasons(ended),
      ...writeReasons(proof),
      ...mismatchReasons(ended.figures.operations),
      ...spikeReasons(spike, minGoodput),
      ...untidyReasons(removed?.left ?? [], verification),
    ],
    members: { ...result.members, spike },
    present: (summary: RunSummary) => ({
      headline: spikeHeadline(spike),
      lines: [...result.present(summary).lines, ...spikeLines(spike)],
    }),
  };
}
