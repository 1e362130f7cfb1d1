/** Concludes a spike: deletes what it created, and reports how the target recovered. */

import type { RunSummary } from "../../results/run-summary.ts";
import { spikeLines, spikeReasons } from "../../results/spike/spike-lines.ts";
import { type SpikeResult, spikeResult } from "../../results/spike/spike-result.ts";
import { steeredHeadline } from "../../results/steered-headline.ts";
import type { EngineResult, PhaseResult } from "../../run/phase.ts";
import type { Run } from "../../run/run.ts";
import { achieve, interruptedWork, resultOf } from "../../workload/achieve.ts";
import type { Stage } from "../../workload/paced/fixed-pace.ts";
import { kneeMember } from "../../workload/paced/wanted-rate.ts";
import { runReasons } from "../../workload/run-reasons.ts";
import { untidyReasons } from "../../workload/untidy-reasons.ts";
import type { SpikeWork } from "./start-spike.ts";

export async function concludeSpike(run: Run, work: SpikeWork, ended: EngineResult): Promise<PhaseResult> {
  const achieved = await achieve(run, work, ended, undefined);
  const spike = resultOfSpike(run, work);
  const { removed, verification } = achieved;
  return {
    ...withSpike(resultOf(run, work, ended, achieved), spike),
    reasons: [
      ...runReasons(ended, achieved),
      ...spikeReasons(spike, run.config.minGoodput),
      ...untidyReasons(removed?.left ?? [], verification),
    ],
  };
}

/** After Ctrl-C: shows what the target did until then. */
export function interruptedSpike(
  run: Run,
  work: SpikeWork,
  ended: EngineResult,
): Promise<PhaseResult | readonly string[]> {
  return interruptedWork(run, work, ended, (result) => withSpike(result, resultOfSpike(run, work)));
}

function resultOfSpike({ config }: Run, { stages, pace, meter, rate }: SpikeWork): SpikeResult {
  const [before, during, after] = stages;
  const seconds = ({ durationMs }: Stage): number => Math.round(durationMs / 1000);
  const planned = {
    startMs: pace.startMs,
    seconds: [seconds(before), seconds(during), seconds(after)],
    perSecond: [before.perSecond, during.perSecond, after.perSecond],
  } as const;
  return { ...spikeResult(meter.seconds, planned, config.minGoodput), ...kneeMember(rate) };
}

/** Adds the spike to summary.json and to the terminal. */
function withSpike<Result extends Pick<PhaseResult, "members" | "present">>(
  result: Result,
  spike: SpikeResult,
): Result {
  const present = (summary: RunSummary): ReturnType<PhaseResult["present"]> => {
    const { headline, lines } = result.present(summary);
    // The headline follows the name of the target.
    const said = steeredHeadline(summary)?.replace(/^A /, "a ");
    return { headline: said ?? headline, lines: [...lines, ...spikeLines(spike)] };
  };
  return { ...result, members: { ...result.members, spike }, present };
}
