/** After the search: what it created is deleted, and the answer is judged. */

import { answerText, capacityLines, fewItemsText } from "../../results/capacity/capacity-lines.ts";
import { isOfStoppedRun, needText, takes } from "../../results/capacity/capacity-result.ts";
import { rateAnswers } from "../../results/capacity/named-rates.ts";
import { scalabilityLines } from "../../results/capacity/usl/scalability-lines.ts";
import { findingLines } from "../../results/findings/finding-lines.ts";
import type { Finding } from "../../results/findings/rule.ts";
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
  const { settings } = work;
  const hasStopped = answerOf(work)?.limitedBy === "target-stopped";
  const achieved = await achieve(run, work, ended, hasStopped ? "the target had stopped responding" : undefined);
  const result = resultOf(run, work, ended, achieved);
  const { removed, verification } = achieved;
  const found = withFindings(run, work, result);
  const reasons = [
    // It explains all others.
    ...(hasStopped ? answerReasons(found, settings.need) : []),
    ...runReasons(ended, achieved),
    ...(hasStopped ? [] : answerReasons(found, settings.need)),
    ...untidyReasons(removed?.left ?? [], verification),
  ];
  return { ...withAnswer(result, work, found), reasons };
}

/** Ctrl-C: what the steps until then say. */
export function interruptedCapacity(
  run: Run,
  work: CapacityWork,
  ended: EngineResult,
): Promise<PhaseResult | readonly string[]> {
  return interruptedWork(run, work, ended, (result) => withAnswer(result, work, withFindings(run, work, result)));
}

/** Of a search that was stopped, what its steps say; undefined: it has none. */
function answerOf({ control, settings: { today, need } }: CapacityWork): CapacityResult | undefined {
  control?.stop();
  return control?.result({ today, need: need?.perSecond });
}

function withFindings(run: Run, work: CapacityWork, { causes }: Pick<PhaseResult, "causes">): Found | undefined {
  const { control, settings } = work;
  const answer = answerOf(work);
  if (control === undefined || answer === undefined) return undefined;
  const { need } = settings;
  const findings = limitsOfTarget(run.folder.path, control, causes);
  return { ...answer, ...(need === undefined ? {} : { needText: need.text }), findings };
}

type Found = CapacityResult & { readonly findings: readonly Finding[] };

/** The answer in summary.json and in the terminal. */
function withAnswer<Result extends Pick<PhaseResult, "members" | "present">>(
  result: Result,
  { chosen, control, before }: CapacityWork,
  found: Found | undefined,
): Result {
  const present = (summary: RunSummary): ReturnType<PhaseResult["present"]> => {
    const shown = result.present(summary);
    const { soFar } = control?.pace ?? {};
    if (found === undefined) return { ...shown, lines: [...shown.lines, ...(soFar ? [`so far   ${soFar}`] : [])] };
    const few = fewItemsText(Object.values(before.counts).reduce((sum, count) => sum + count, 0));
    return {
      headline: found.text,
      lines: [
        ...shown.lines,
        ...capacityLines(found),
        ...lawLines(found),
        ...findingLines(found.findings),
        ...rateAnswers(found).map(({ name, text }) => `${name.padEnd(8)} ${text}`),
        ...(few === undefined ? [] : [`note     ${few}`]),
        `answer   with the mix ${chosen.name}, ${targetName(summary.target)} ${answerText(found)}`,
      ],
    };
  };
  const members = { ...result.members, ...(found && { capacity: found }) };
  return { ...result, members, present, judgesGenerator: true };
}

function lawLines({ by, scalability }: CapacityResult): string[] {
  return by === "users" ? scalabilityLines(scalability).map((line) => `law      ${line}`) : [];
}

function answerReasons(found: CapacityResult | undefined, need: WantedRate | undefined): Reason[] {
  if (found === undefined || isOfStoppedRun(found))
    return [reason("no-answer", "the search did not finish", found && { perSecond: found.perSecond })];
  const { answer, perSecond, text, stoppedInStep: step, doubt, untested } = found;
  const facts = { perSecond };
  if (step !== undefined) return [reason("target-stopped", `the target ${text}`, { ...facts, step })];
  if (answer === "at-least" && perSecond === 0) return [reason("no-answer", text, facts)];
  return [
    ...(answer === "at-most" ? [reason("nothing-held", text, facts)] : []),
    ...(untested === undefined ? [] : [reason("no-answer", `the result is uncertain: it ${text}`, facts)]),
    ...(doubt === "disagree" ? [reason("no-answer", `the result is uncertain: it ${text}`, facts)] : []),
    ...(need === undefined ? [] : needReasons(found, need)),
  ];
}

function needReasons(found: CapacityResult, { text, perSecond }: WantedRate): Reason[] {
  const isMet = takes(found, perSecond);
  if (isMet === true) return [];
  const facts = { perSecond: found.perSecond, need: perSecond };
  return [reason(isMet === undefined ? "no-answer" : "need-missed", needText(found, text, perSecond), facts)];
}
