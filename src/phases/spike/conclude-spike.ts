/** After a spike: what it created is deleted, and how the target got over it. */

import type { RunSummary } from "../../results/run-summary.ts";
import { spikeLines, spikeReasons } from "../../results/spike/spike-lines.ts";
import { spikeResult } from "../../results/spike/spike-result.ts";
import { steeredHeadline } from "../../results/steered-headline.ts";
import type { EngineResult, PhaseResult } from "../../run/phase.ts";
import type { Run } from "../../run/run.ts";
import { achieve, resultOf } from "../../workload/achieve.ts";
import type { Stage } from "../../workload/paced/fixed-pace.ts";
import { kneeMember } from "../../workload/paced/wanted-rate.ts";
import { runReasons } from "../../workload/run-reasons.ts";
import { untidyReasons } from "../../workload/untidy-reasons.ts";
import type { SpikeWork } from "./start-spike.ts";

export async function concludeSpike(run: Run, work: SpikeWork, ended: EngineResult): Promise<PhaseResult> {
  const achieved = await achieve(run, work, ended, undefined);
  const result = resultOf(run, work, ended, achieved);
  const [before, during, after] = work.stages;
  const seconds = ({ durationMs }: Stage): number => Math.round(durationMs / 1000);
  const stages = {
    startMs: work.pace.startMs,
    seconds: [seconds(before), seconds(during), seconds(after)],
    perSecond: [before.perSecond, during.perSecond, after.perSecond],
  } as const;
  const { minGoodput } = run.config;
  const spike = { ...spikeResult(work.meter.seconds, stages, minGoodput), ...kneeMember(work.rate) };
  const { removed, verification } = achieved;
  return {
    ...result,
    reasons: [
      ...runReasons(ended, achieved),
      ...spikeReasons(spike, minGoodput),
      ...untidyReasons(removed?.left ?? [], verification),
    ],
    members: { ...result.members, spike },
    present: (summary: RunSummary) => {
      const { headline, lines } = result.present(summary);
      // After the name of the target.
      const said = steeredHeadline(summary)?.replace(/^A /, "a ");
      return { headline: said ?? headline, lines: [...lines, ...spikeLines(spike)] };
    },
  };
}
