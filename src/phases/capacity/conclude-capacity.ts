/** After the search: what it created is deleted, and the answer is judged. */

import { capacityLines, rateText } from "../../results/capacity/capacity-lines.ts";
import { takes } from "../../results/capacity/capacity-result.ts";
import { scalabilityLines } from "../../results/capacity/usl/scalability-lines.ts";
import { findingLines } from "../../results/findings/finding-lines.ts";
import { type Reason, reason } from "../../results/reason.ts";
import type { CapacityResult, RunSummary } from "../../results/run-summary.ts";
import { targetName } from "../../results/target-name.ts";
import type { EngineResult, PhaseResult } from "../../run/phase.ts";
import type { Run } from "../../run/run.ts";
import { achieve, resultOf } from "../../workload/achieve.ts";
import { runReasons } from "../../workload/run-reasons.ts";
import { untidyReasons } from "../../workload/untidy-reasons.ts";
import type { CapacityWork } from "./capacity-work.ts";
import { limitsOfTarget } from "./limits-of-target.ts";
import type { WantedRate } from "./need.ts";

export async function concludeCapacity(run: Run, work: CapacityWork, ended: EngineResult): Promise<PhaseResult> {
  const { control, settings, chosen } = work;
  const achieved = await achieve(run, work, ended, false);
  const result = resultOf(run, work, ended, achieved);
  const { removed, verification } = achieved;
  const rates = { today: settings.today, need: settings.need?.perSecond };
  const findings = control === undefined ? [] : limitsOfTarget(run.folder.path, control, result.causes);
  const answer = control?.result(rates);
  const found = answer && { ...answer, findings };
  const reasons = [
    ...runReasons(ended, achieved),
    ...(found === undefined
      ? [reason("no-answer", "the search did not come to its end")]
      : answerReasons(found, settings.need)),
    ...untidyReasons(removed?.left ?? [], verification),
  ];
  return {
    ...result,
    reasons,
    judgesGenerator: true,
    members: { ...result.members, ...(found === undefined ? {} : { capacity: found }) },
    present: (summary: RunSummary) => {
      const shown = result.present(summary);
      if (found === undefined) return shown;
      const sentence = `${targetName(summary.target)} ${found.text}, with the mix ${chosen.name}`;
      return {
        headline: found.text,
        lines: [
          ...shown.lines,
          ...capacityLines(found),
          ...lawLines(found),
          ...findingLines(findings),
          ...rateLines(found, settings.need),
          `answer   ${sentence}`,
        ],
      };
    },
  };
}

function lawLines({ by, scalability }: CapacityResult): string[] {
  return by === "users" ? scalabilityLines(scalability).map((line) => `law      ${line}`) : [];
}

function answerReasons(found: CapacityResult, need: WantedRate | undefined): Reason[] {
  const { answer, perSecond, text } = found;
  const facts = { perSecond };
  if (answer === "at-least" && perSecond === 0) return [reason("no-answer", text, facts)];
  if (answer === "at-most") return [reason("nothing-held", text, facts)];
  const isMet = need === undefined ? true : takes(found, need.perSecond);
  if (need === undefined || isMet === true) return [];
  const wanted = { ...facts, need: need.perSecond };
  return isMet === undefined
    ? [reason("no-answer", `whether ${need.text} is taken is not certain: it ${text}`, wanted)]
    : [reason("need-missed", `${need.text} is needed, but it ${text}`, wanted)];
}

function rateLines(found: CapacityResult, need: WantedRate | undefined): string[] {
  const { todayPerSecond: today, perSecond, answer } = found;
  const times = today === undefined ? 0 : perSecond / today;
  const word = answer === "at-least" ? "at least " : "";
  return [
    ...(today === undefined ? [] : [`today    ${rateText(today)}/s: it takes ${word}${rateText(times)} times as much`]),
    ...(need !== undefined && takes(found, need.perSecond) === true ? [`need     ${need.text}: met`] : []),
  ];
}
