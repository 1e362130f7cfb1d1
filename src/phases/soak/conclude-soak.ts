/** After a soak: what it created is deleted, and its series are tested for drift. */

import { findDrifts } from "../../results/drift/find-drifts.ts";
import { causeReasons } from "../../results/failure-digest.ts";
import type { RunSummary } from "../../results/run-summary.ts";
import { soakHeadline, soakLines, soakReasons } from "../../results/soak/soak-lines.ts";
import type { SoakResult } from "../../results/soak/soak-result.ts";
import { thresholdReasons } from "../../results/threshold-reasons.ts";
import type { EngineResult, PhaseResult } from "../../run/phase.ts";
import type { Run } from "../../run/run.ts";
import { achieve, resultOf } from "../../workload/achieve.ts";
import { mixReasons } from "../../workload/mix/mix-reasons.ts";
import { kneeMember } from "../../workload/paced/wanted-rate.ts";
import { runReasons } from "../../workload/run-reasons.ts";
import { untidyReasons } from "../../workload/untidy-reasons.ts";
import type { SoakWork } from "./soak-work.ts";

export async function concludeSoak(run: Run, work: SoakWork, ended: EngineResult): Promise<PhaseResult> {
  const achieved = await achieve(run, work, ended, undefined);
  const result = resultOf(run, work, ended, achieved);
  const soak = soakResult(work, ended);
  const { minGoodput } = run.config;
  const { removed, verification, journal } = achieved;
  const broken = [
    ...runReasons(ended, achieved),
    ...thresholdReasons(ended.thresholds),
    ...soakReasons(soak, minGoodput),
  ];
  return {
    ...result,
    reasons: [
      ...broken,
      ...(broken.length > 0 ? causeReasons(journal.causes) : []),
      ...mixReasons(result.members.mix.rows, journal.tally.operations, work.mostInFlight),
      ...untidyReasons(removed?.left ?? [], verification),
    ],
    members: { ...result.members, soak },
    present: (summary: RunSummary) => ({
      headline: soakHeadline(soak),
      lines: [...result.present(summary).lines, ...soakLines(soak)],
    }),
  };
}

function soakResult({ rate, meter, asked, askedMs, grows }: SoakWork, { starts }: EngineResult): SoakResult {
  return {
    perSecond: rate.perSecond,
    seconds: askedMs / 1000,
    asked,
    done: meter.done,
    failed: meter.failed,
    starts,
    ...kneeMember(rate),
    drift: findDrifts(meter.input(grows)),
  };
}
