/** The answer of a capacity run, for people. Pure. */

import type { Answer } from "./search.ts";
import { brokenRule, goodputOf, type Limits, type Rule, type StepFigures } from "./step.ts";

const RULES: Readonly<Record<Rule, string>> = {
  failures: "too many operations failed",
  goodput: "fewer operations succeeded than were asked for",
  backlog: "the backlog grew",
  latency: "p95 was above the objective",
};

const LIMITED_BY = {
  "max-rate": "the highest rate that the run may ask for",
  generator: "the generator was the limit",
  budget: "the time was up",
} as const;

/** `takes 142 operations/s (131 to 150) at p95 <= 500 ms` */
export function headlineOf(answer: Answer, limits: Limits): string {
  const objective = Number.isFinite(limits.p95Ms) ? ` at p95 <= ${limits.p95Ms} ms` : "";
  switch (answer.kind) {
    case "at-least":
      return answer.atLeast === 0
        ? `no answer: ${LIMITED_BY[answer.because]}`
        : `takes at least ${rateText(answer.atLeast)} operations/s${objective}: ${LIMITED_BY[answer.because]}`;
    case "at-most":
      return `takes less than ${rateText(answer.atMost)} operations/s${objective}: ${RULES[answer.rule]}`;
    case "knee": {
      const [low, high] = answer.interval.map(rateText);
      const doubt = answer.isConfirmed ? "" : "; not confirmed, because the time was up";
      return `takes ${rateText(answer.knee)} operations/s (${low} to ${high})${objective}${doubt}`;
    }
  }
}

/** What broke first, and the table of the steps. */
export function capacityLines(answer: Answer, steps: readonly StepFigures[], limits: Limits): string[] {
  const lines: string[] = [];
  if (answer.kind === "knee") {
    lines.push(`above it  ${RULES[answer.rule]}`);
    if (answer.isRetrograde) lines.push("          more load gives fewer operations: the curve is retrograde");
  }
  lines.push("asked/s  done/s    p95 ms  failed");
  for (const step of steps) {
    const rule = brokenRule(step, limits);
    const said = step.isGeneratorLimit ? LIMITED_BY.generator : rule === undefined ? "held" : RULES[rule];
    const p95 = Number.isNaN(step.p95Ms) ? "-" : step.p95Ms.toFixed(step.p95Ms < 10 ? 1 : 0);
    lines.push(
      `${rateText(step.rate).padStart(7)} ${rateText(goodputOf(step)).padStart(7)} ${p95.padStart(9)} ` +
        `${String(step.failed).padStart(7)}  ${said}`,
    );
  }
  return lines;
}

/** Three digits: more would say more than is known. */
function rateText(rate: number): string {
  return rate >= 100 ? String(Math.round(rate)) : String(Number(rate.toPrecision(3)));
}
