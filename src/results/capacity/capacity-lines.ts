/** The answer of a capacity run, for people. Pure. */

import { formatMs, plural } from "../../base/figures.ts";
import type { CapacityResult } from "../run-summary.ts";
import { type Answer, type Bound, ratesSoFar } from "./search.ts";
import { type Broken, brokenRule, goodputOf, type Limits, type StepFigures } from "./step.ts";

const LIMITED_BY = {
  "max-rate": "more was not to be asked for",
  "max-users": "more users were not to be tried",
  generator: "the generator was the limit",
  budget: "the time was up",
} as const satisfies Record<Bound, string>;

/** `takes 142 operations/s (131 to 150) at p95 <= 500ms` */
export function headlineOf(answer: Answer, limits: Limits): string {
  const objective = Number.isFinite(limits.p95Ms) ? ` at p95 <= ${formatMs(limits.p95Ms)}` : "";
  switch (answer.kind) {
    case "at-least":
      return answer.atLeast === 0
        ? `no answer: ${LIMITED_BY[answer.because]}`
        : `takes at least ${rateText(answer.atLeast)} operations/s${withUsers(answer)}${objective}: ${LIMITED_BY[answer.because]}`;
    case "at-most":
      return `takes less than ${rateText(answer.atMost)} operations/s${objective}: ${describe(answer.broken)}`;
    case "knee": {
      const [low, high] = answer.interval.map(rateText);
      const doubt = answer.isConfirmed ? "" : "; not confirmed, because the time was up";
      return `takes ${rateText(answer.knee)} operations/s (${low} to ${high})${withUsers(answer)}${objective}${doubt}`;
    }
  }
}

function withUsers({ users }: { readonly users?: number }): string {
  return users === undefined ? "" : ` with ${plural(users, "user")}`;
}

/** What a step broke, and in which operation. */
function describe({ rule, op }: Broken, isByUsers = false): string {
  const most = op === undefined ? "" : `, most of ${op}`;
  switch (rule) {
    case "failures":
      return `too many operations failed${most}`;
    case "goodput":
      return `fewer operations succeeded than ${isByUsers ? "with fewer users" : "were asked for"}`;
    case "backlog":
      return "operations that were due waited in growing numbers";
    case "latency":
      return `p95 was above its limit${most}`;
  }
}

/** What broke first, and the table of the steps. */
export function capacityLines(result: CapacityResult): string[] {
  const { answer, broke, operation, retrograde, steps, by } = result;
  const isByUsers = by === "users";
  const lines: string[] = [];
  if (answer === "knee") {
    const broken = broke && { rule: broke, ...(operation === undefined ? {} : { op: operation }) };
    lines.push(
      `above it ${broken === undefined ? "more users get no more operations done" : describe(broken, isByUsers)}`,
    );
    if (retrograde === true && !isByUsers) lines.push("note     beyond the knee, more load gives fewer operations");
  }
  lines.push(`steps    ${isByUsers ? "  users" : "asked/s"}   done/s      p95   failed`);
  for (const [index, { askedPerSecond, users, donePerSecond, p95Ms, failed, state }] of steps.entries()) {
    const load = users === undefined ? rateText(askedPerSecond) : String(users);
    const cells = [load, rateText(donePerSecond), formatMs(p95Ms), String(failed)];
    lines.push(`${String(index + 1).padStart(5)}  ${cells.map((cell) => cell.padStart(9)).join("")}  ${state}`);
  }
  return lines;
}

/** `120/s asked for, 119/s done, p95 24 ms: held`, or `8 users, 119/s done, …` */
export function stepText(step: StepFigures, limits: Limits): string {
  const done = rateText(goodputOf(step));
  const load = step.users === undefined ? `${rateText(step.rate)}/s asked for` : plural(step.users, "user");
  return `${load}, ${done}/s done, p95 ${formatMs(step.p95Ms)}: ${stateOf(step, limits)}`;
}

/** `held at 80/s, too much at 160/s`, until there is an answer. */
export function soFarText(steps: readonly StepFigures[], limits: Limits): string {
  const { held, broken } = ratesSoFar(steps, limits);
  const low = held === undefined ? "no rate has held yet" : `held at ${rateText(held)}/s`;
  return `${low}, ${broken === undefined ? "none was too much yet" : `too much at ${rateText(broken)}/s`}`;
}

/** Whether it held, or why not. */
export function stateOf(step: StepFigures, limits: Limits): string {
  if (step.isGeneratorLimit) return LIMITED_BY.generator;
  const broken = brokenRule(step, limits);
  return broken === undefined ? "held" : describe(broken, step.users !== undefined);
}

/** Three digits: more would say more than is known. */
export function rateText(rate: number): string {
  return rate >= 100 ? String(Math.round(rate)) : String(Number(rate.toPrecision(3)));
}
