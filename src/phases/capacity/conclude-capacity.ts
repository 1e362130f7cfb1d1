/** After the search: what it created is deleted, and the answer is judged. */

import type { CapacityControl } from "../../results/capacity/capacity-control.ts";
import { capacityLines } from "../../results/capacity/capacity-lines.ts";
import { needText, takes } from "../../results/capacity/capacity-result.ts";
import { rateAnswers } from "../../results/capacity/named-rates.ts";
import { scalabilityLines } from "../../results/capacity/usl/scalability-lines.ts";
import { findingLines } from "../../results/findings/finding-lines.ts";
import { type Reason, reason } from "../../results/reason.ts";
import type { CapacityResult, RunSummary } from "../../results/run-summary.ts";
import { targetName } from "../../results/target-name.ts";
import type { EngineResult, PhaseResult } from "../../run/phase.ts";
import type { Run } from "../../run/run.ts";
import { achieve, interruptedWork, resultOf } from "../../workload/achieve.ts";
import { runReasons } from "../../workload/run-reasons.ts";
import { untidyReasons } from "../../workload/untidy-reasons.ts";
import type { CapacityWork } from "./capacity-work.ts";
import { limitsOfTarget } from "./limits-of-target.ts";
import type { WantedRate } from "./need.ts";

export async function concludeCapacity(run: Run, work: CapacityWork, ended: EngineResult): Promise<PhaseResult> {
  const { control, settings, chosen } = work;
  const { today, need } = settings;
  const rates = { today, need: need?.perSecond };
  const answer = control?.result(rates);
  const hasStopped = answer?.limitedBy === "target-stopped";
  const achieved = await achieve(run, work, ended, hasStopped ? "the target had stopped answering" : undefined);
  const result = resultOf(run, work, ended, achieved);
  const { removed, verification } = achieved;
  const findings = control === undefined ? [] : limitsOfTarget(run.folder.path, control, result.causes);
  const found = answer && { ...answer, ...(need === undefined ? {} : { needText: need.text }), findings };
  const reasons = [
    // It explains all others.
    ...(hasStopped ? answerReasons(answer, settings.need) : []),
    ...runReasons(ended, achieved),
    ...(found === undefined
      ? [reason("no-answer", "the search did not come to its end")]
      : hasStopped
        ? []
        : answerReasons(found, need)),
    ...untidyReasons(removed?.left ?? [], verification),
  ];
  return {
    ...result,
    reasons,
    judgesGenerator: true,
    members: { ...result.members, ...(found === undefined ? {} : { capacity: found }) },
    present: (summary: RunSummary) => {
      const shown = result.present(summary);
      if (found === undefined) return withSoFar(shown, control);
      const sentence = `with the mix ${chosen.name}, ${targetName(summary.target)} ${found.text}`;
      return {
        headline: found.text,
        lines: [
          ...shown.lines,
          ...capacityLines(found),
          ...lawLines(found),
          ...findingLines(findings),
          ...rateAnswers(found).map(({ name, text }) => `${name.padEnd(8)} ${text}`),
          `answer   ${sentence}`,
        ],
      };
    },
  };
}

/** Ctrl-C: no answer, but what the steps until then say. */
export async function interruptedCapacity(
  run: Run,
  work: CapacityWork,
  ended: EngineResult,
): Promise<PhaseResult | readonly string[]> {
  const result = await interruptedWork(run, work, ended);
  if (!("present" in result)) return result;
  return { ...result, present: (summary) => withSoFar(result.present(summary), work.control) };
}

type Shown = ReturnType<PhaseResult["present"]>;

/** Of a search that was stopped. */
function withSoFar(shown: Shown, control: CapacityControl | undefined): Shown {
  const { soFar } = control?.pace ?? {};
  return soFar === undefined ? shown : { ...shown, lines: [...shown.lines, `so far   ${soFar}`] };
}

function lawLines({ by, scalability }: CapacityResult): string[] {
  return by === "users" ? scalabilityLines(scalability).map((line) => `law      ${line}`) : [];
}

function answerReasons(found: CapacityResult, need: WantedRate | undefined): Reason[] {
  const { answer, perSecond, text, stoppedInStep: step, doubt } = found;
  const facts = { perSecond };
  if (step !== undefined) return [reason("target-stopped", `the target ${text}`, { ...facts, step })];
  if (answer === "at-least" && perSecond === 0) return [reason("no-answer", text, facts)];
  return [
    ...(answer === "at-most" ? [reason("nothing-held", text, facts)] : []),
    ...(doubt === "disagree" ? [reason("no-answer", `the answer is not certain: it ${text}`, facts)] : []),
    ...(need === undefined ? [] : needReasons(found, need)),
  ];
}

function needReasons(found: CapacityResult, { text, perSecond }: WantedRate): Reason[] {
  const isMet = takes(found, perSecond);
  if (isMet === true) return [];
  const facts = { perSecond: found.perSecond, need: perSecond };
  return [reason(isMet === undefined ? "no-answer" : "need-missed", needText(found, text, perSecond), facts)];
}
