/** Ends a soak: deletes what it created, and tests its series for drift. */

import { causeReasons } from "../../results/failure-digest.ts";
import type { RunSummary } from "../../results/run-summary.ts";
import { soakHeadline, soakLines, soakReasons } from "../../results/soak/soak-lines.ts";
import { type SoakResult, soakResult } from "../../results/soak/soak-result.ts";
import { thresholdReasons } from "../../results/threshold-reasons.ts";
import type { EngineResult, PhaseResult } from "../../run/phase.ts";
import type { Run } from "../../run/run.ts";
import { achieve, interruptedWork, resultOf } from "../../workload/achieve.ts";
import { mixReasons } from "../../workload/mix/mix-reasons.ts";
import { kneeMember } from "../../workload/paced/wanted-rate.ts";
import { runReasons } from "../../workload/run-reasons.ts";
import { untidyReasons } from "../../workload/untidy-reasons.ts";
import type { SoakWork } from "./soak-work.ts";

export async function concludeSoak(run: Run, work: SoakWork, ended: EngineResult): Promise<PhaseResult> {
  const achieved = await achieve(run, work, ended, undefined);
  const result = resultOf(run, work, ended, achieved);
  const soak = resultOfSoak(work, ended);
  const { removed, verification, journal } = achieved;
  const broken = [
    ...runReasons(ended, achieved),
    ...thresholdReasons(ended.thresholds),
    ...(soak === undefined ? [] : soakReasons(soak, run.config.minGoodput)),
  ];
  return {
    ...withSoak(result, soak),
    reasons: [
      ...broken,
      ...(broken.length > 0 ? causeReasons(journal.causes) : []),
      ...mixReasons(result.members.mix.rows, journal.tally.operations, work.mostInFlight),
      ...untidyReasons(removed?.left ?? [], verification),
    ],
  };
}

/** After Ctrl-C: shows what was measured until then. */
export function interruptedSoak(
  run: Run,
  work: SoakWork,
  ended: EngineResult,
): Promise<PhaseResult | readonly string[]> {
  return interruptedWork(run, work, ended, (result) => withSoak(result, resultOfSoak(work, ended)));
}

function resultOfSoak(work: SoakWork, { starts }: EngineResult): SoakResult | undefined {
  const soak = soakResult({ ...work, perSecond: work.rate.perSecond });
  return soak && { ...soak, starts, ...kneeMember(work.rate) };
}

/** Adds the soak to summary.json and to the terminal. @param soak undefined: nothing was measured */
function withSoak<Result extends Pick<PhaseResult, "members" | "present">>(
  result: Result,
  soak: SoakResult | undefined,
): Result {
  if (soak === undefined) return result;
  const present = (summary: RunSummary): ReturnType<PhaseResult["present"]> => ({
    headline: soakHeadline(soak),
    lines: [...result.present(summary).lines, ...soakLines(soak)],
  });
  return { ...result, members: { ...result.members, soak }, present };
}
