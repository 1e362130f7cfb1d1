/** The answer of a capacity run, for people. Pure. */

import { formatCount, formatDuration, formatMs, plural } from "../../base/figures.ts";
import type { CapacityResult } from "../run-summary.ts";
import { type Answer, type Bound, type Doubt, type Knee, ratesSoFar, type Stopped } from "./search.ts";
import { type Broken, brokenRule, goodputOf, isTooShort, isTooSoon, type Limits, type StepFigures } from "./step.ts";

const LIMITED_BY = {
  "max-rate": "the highest rate allowed (--max-rate) was reached",
  "max-users": "the largest number of users (--max-users) was reached",
  generator: "the generator was the limit",
  budget: "the time budget ran out",
  "target-stopped": "the target stopped responding",
  "run-stopped": "the run was stopped",
} as const satisfies Record<Bound, string>;

const TOO_SHORT = "held, but too short to tell: the target refused requests at another rate";
const TOO_SOON = "too many operations failed, but too soon after a higher rate to tell";

const DISTURBED = "disturbed: for some seconds, nothing succeeded";

const DOUBT = {
  budget: LIMITED_BY.budget,
  disagree: "the steps disagreed",
  "run-stopped": LIMITED_BY["run-stopped"],
} as const satisfies Record<Doubt, string>;

/** Why a knee is not confirmed, after a semicolon; empty where it is. */
export function doubtText({ confirmed, doubt = "budget" }: Pick<CapacityResult, "confirmed" | "doubt">): string {
  return confirmed === false ? `; not confirmed, because ${DOUBT[doubt]}` : "";
}

/** The time budget ran out, and why a step takes so long where the target limits requests. */
function outOfTime({ windowMs }: Limits): string {
  if (windowMs === undefined) return LIMITED_BY.budget;
  const window = formatDuration(windowMs);
  return `${LIMITED_BY.budget}: the target limits requests over ${window} or longer, so a step takes ${formatDuration(2 * windowMs)} at least`;
}

function boundReason(bound: Bound, limits: Limits): string {
  return bound === "budget" ? outOfTime(limits) : LIMITED_BY[bound];
}

function doubtReason(doubt: Doubt, limits: Limits): string {
  return doubt === "budget" ? outOfTime(limits) : DOUBT[doubt];
}

/** What the rest of an answer is made of. */
type Limited = Pick<CapacityResult, "broke" | "operation" | "objectiveMs" | "limitedBy" | "by">;
type AtLeast = Extract<Answer, { kind: "at-least" }>;

/** `takes about 142 operations per second at p95 <= 500ms; at 150 it is too much` */
export function headlineOf(answer: Answer, limits: Limits): string {
  const objective = objectiveText(limits);
  switch (answer.kind) {
    case "at-least":
      if (answer.stopped !== undefined) return stoppedHeadline(answer, answer.stopped, objective);
      return answer.atLeast === 0
        ? `could not be measured: ${boundReason(answer.because, limits)}`
        : `takes ${boundText(answer)}${withUsers(answer)}${objective}: ${boundReason(answer.because, limits)}`;
    case "at-most":
      return (
        `takes less than ${rateText(answer.atMost)} operations per second${objective}: ${describe(answer.broken)}` +
        whyNotLower(answer, limits)
      );
    case "knee":
      return `takes ${kneeText(answer, limits)}${answer.isConfirmed ? "" : `; not confirmed, because ${doubtReason(answer.doubt ?? "budget", limits)}`}`;
  }
}

/** The text of the answer, and of a knee how much it is in an hour: people know their work by hours and nights. */
export function answerText({ answer, perSecond, text }: Pick<CapacityResult, "answer" | "perSecond" | "text">): string {
  if (answer !== "knee") return text;
  const perHour = Number(aboutText(perSecond).replaceAll(",", "")) * 3600;
  return text.replace(" per second", ` per second, ${formatCount(Number(perHour.toPrecision(3)))} per hour`);
}

/** Of about 1,700 students. A target answers fewer from its caches. */
const FEW_ITEMS = 100_000;

/** Undefined where the answer rests on enough data. @param items at the target, of the resources that were loaded */
export function fewItemsText(items: number): string | undefined {
  return items >= FEW_ITEMS
    ? undefined
    : `the target holds only ${formatCount(items)} items in the resources of the dataset: with as many as yours, it may take less; see npm run profiles`;
}

function whyNotLower({ doubt, isCut }: Extract<Answer, { kind: "at-most" }>, limits: Limits): string {
  if (doubt !== undefined) return `; the search did not finish, because ${DOUBT[doubt]}`;
  return isCut === true ? `; no lower rate was tried, because ${outOfTime(limits)}` : "";
}

/** `about 142 operations per second; at 150 it is too much`; by users, with the interval of what was measured. */
function kneeText({ knee, interval: [low, high], users }: Knee, limits: Limits): string {
  const rate = `about ${aboutText(knee)} operations per second`;
  const objective = objectiveText(limits);
  if (users !== undefined)
    return `${rate} with ${plural(users, "user")} (${rateText(low)} to ${rateText(high)} with 95 % confidence)${objective}`;
  const sure = low < knee ? ` (${aboutText(low)} held in every step)` : "";
  const tooMuch = `at ${aboutText(high)} it is too much`;
  // What the user has not asked for comes last.
  return limits.timesUnloaded === undefined
    ? `${rate}${sure}${objective}; ${tooMuch}`
    : `${rate}${sure}; ${tooMuch}${objective.replace(/^ at /, "; the limit is ")}`;
}

/** As people say it: the figures of the steps are in their table. */
function aboutText(rate: number): string {
  return rate >= 10 ? formatCount(Math.round(rate)) : String(Number(rate.toPrecision(2)));
}

/** `held 80 operations per second before it stopped responding in step 4 (160/s requested)` */
function stoppedHeadline(answer: AtLeast, stopped: Stopped, objective: string): string {
  const end = `stopped responding in ${stoppedText(stopped)}`;
  if (answer.atLeast === 0) return `${end}: nothing had held before`;
  return `held ${rateText(answer.atLeast)} operations per second${withUsers(answer)}${objective} before it ${end}`;
}

/** `step 4 (160/s requested)` */
function stoppedText(stopped: Stopped): string {
  const load = "users" in stopped ? plural(stopped.users, "user") : `${rateText(stopped.rate)}/s requested`;
  return `step ${stopped.step} (${load})`;
}

/** ` at p95 <= 27.9 ms (5 times the p95 of the first step), create p95 <= 1.00 ms` */
function objectiveText({ p95Ms, timesUnloaded, unloadedStep, p95ByOp }: Limits): string {
  const step = unloadedStep === undefined ? "the first step" : `step ${unloadedStep}`;
  const origin = timesUnloaded === undefined ? "" : ` (${timesUnloaded} times the p95 of ${step})`;
  const parts = [
    ...(Number.isFinite(p95Ms) ? [`p95 <= ${formatMs(p95Ms)}${origin}`] : []),
    ...Object.entries(p95ByOp).map(([op, ms]) => `${op} p95 <= ${formatMs(ms)}`),
  ];
  return parts.length === 0 ? "" : ` at ${parts.join(", ")}`;
}

/** `at least 900 operations per second`, and what was measured where that is more than is sure. */
function boundText({ atLeast, measured }: AtLeast): string {
  const text = `at least ${rateText(atLeast)} operations per second`;
  return measured === undefined ? text : `${text} (${rateText(measured)} measured)`;
}

function withUsers({ users }: { readonly users?: number }): string {
  return users === undefined ? "" : ` with ${plural(users, "user")}`;
}

/** What a step broke, and in which operation. */
function describe({ rule, op, limitMs }: Broken, isByUsers = false): string {
  switch (rule) {
    case "failures":
      return `too many operations failed${op === undefined ? "" : `, mainly ${op} operations`}`;
    case "goodput":
      return `fewer operations succeeded than ${isByUsers ? "with fewer users" : "requested"}`;
    case "backlog":
      return "a growing number of due operations had to wait";
    case "rise":
      return "p95 rose by more than --max-p95-rise over that of the last rate that held";
    case "latency":
      return limitMs === undefined
        ? `p95 was above its limit${op === undefined ? "" : `, mainly in ${op} operations`}`
        : `p95 of ${op} was above its objective of ${formatMs(limitMs)}`;
  }
}

/** Why the knee is not higher: what broke first above it, or why there was no higher step. */
export function whyNotMore(result: Limited): string {
  const { limitedBy, by } = result;
  if (limitedBy !== undefined) return LIMITED_BY[limitedBy];
  const broken = brokenIn(result);
  return broken === undefined ? "more users do not increase the throughput" : describe(broken, by === "users");
}

/** `; p95 of delete was not tested: too few answers`; empty where every objective was. */
export function untestedText(ops: readonly string[]): string {
  return ops.length === 0 ? "" : `; p95 of ${ops.join(" and ")} was not tested: too few answers`;
}

/** What broke first, and the table of the steps. */
export function capacityLines(result: CapacityResult): string[] {
  const { answer, retrograde, steps, by } = result;
  const isByUsers = by === "users";
  const lines: string[] = [];
  if (answer === "knee") {
    lines.push(`above it ${whyNotMore(result)}`);
    if (retrograde === true && !isByUsers)
      lines.push("note     beyond the knee, the throughput falls as the load rises");
  }
  lines.push(`steps    ${isByUsers ? "  users" : "asked/s"}   done/s      p95   failed`);
  for (const [index, { askedPerSecond, users, donePerSecond, p95Ms, failed, state }] of steps.entries()) {
    const load = users === undefined ? rateText(askedPerSecond) : formatCount(users);
    const cells = [load, rateText(donePerSecond), formatMs(p95Ms), formatCount(failed)];
    lines.push(`${String(index + 1).padStart(5)}  ${cells.map((cell) => cell.padStart(9)).join("")}  ${state}`);
  }
  return lines;
}

function brokenIn({ broke, operation, objectiveMs }: Limited): Broken | undefined {
  if (broke === undefined) return undefined;
  return {
    rule: broke,
    ...(operation === undefined ? {} : { op: operation }),
    ...(objectiveMs === undefined ? {} : { limitMs: objectiveMs }),
  };
}

/** `120/s requested, 119/s done, p95 24 ms: held`, or `8 users, 119/s done, …` */
export function stepText(step: StepFigures, limits: Limits): string {
  const done = rateText(goodputOf(step));
  const load = step.users === undefined ? `${rateText(step.rate)}/s requested` : plural(step.users, "user");
  return `${load}, ${done}/s done, p95 ${formatMs(step.p95Ms)}: ${stateOf(step, limits)}`;
}

/** `held at 80/s, too much at 160/s`, until there is an answer. */
export function soFarText(steps: readonly StepFigures[], limits: Limits): string {
  const { held, broken } = ratesSoFar(steps, limits);
  const low = held === undefined ? "no rate has held yet" : `held at ${rateText(held)}/s`;
  return `${low}, ${broken === undefined ? "no limit found yet" : `too much at ${rateText(broken)}/s`}`;
}

/** Whether it held, or why not. */
export function stateOf(step: StepFigures, limits: Limits): string {
  if (step.isGeneratorLimit) return LIMITED_BY.generator;
  if (step.isDisturbed === true) return DISTURBED;
  if (isTooShort(step, limits)) return TOO_SHORT;
  if (isTooSoon(step, limits)) return TOO_SOON;
  const broken = brokenRule(step, limits);
  return broken === undefined ? "held" : describe(broken, step.users !== undefined);
}

const SAYS_NOTHING: readonly string[] = [LIMITED_BY.generator, DISTURBED, TOO_SHORT, TOO_SOON];

/** The generator was the limit in the step, or it was disturbed, too short or too soon: it says nothing about the target. */
export function saysNothing({ state }: CapacityResult["steps"][number]): boolean {
  return SAYS_NOTHING.includes(state);
}

/** Three digits: more would say more than is known. */
export function rateText(rate: number): string {
  return rate >= 100 ? formatCount(rate) : String(Number(rate.toPrecision(3)));
}
