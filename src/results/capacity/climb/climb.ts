/**
 * The climb by users: their number is doubled until more of them get fewer operations done, or a rule breaks. Then the
 * gaps beside the highest throughput are filled. A step that does not hold is repeated once. A pure function of the steps.
 */

import { type Answer, ofStoppedRun, type Stopped, searchedMs } from "../search.ts";
import { type Broken, brokenRule, goodputOf, isTooShort, type Limits, WARM_UP_MS } from "../step.ts";
import type { UsersStepLength } from "./users-meter.ts";
import { isClearlyBelow, LONGEST_MS, PRECISION, SHORTEST_MS, type UsersStep } from "./users-step.ts";

export interface ClimbSettings {
  readonly maxUsers: number;
  /** Operations per second: where more users might get more, they are not tried. */
  readonly maxRate: number;
  /** Of all steps together, in milliseconds. */
  readonly budgetMs: number;
  /** Before each step, until every VU has heard of it; part of the budget. */
  readonly leadMs: number;
  readonly limits: Limits;
}

export type NextUsers =
  | {
      readonly kind: "step";
      readonly users: number;
      readonly length: UsersStepLength;
    }
  | Answer;

const FACTOR = 2;
/** Numbers of users whose ratio is not above this have no gap. */
const NO_GAP = 1.5;

export function nextUsers(history: readonly UsersStep[], settings: ClimbSettings): NextUsers {
  const { limits, leadMs, budgetMs } = settings;
  const steps = telling(history, limits);
  const users = usersToTry(steps, settings);
  const warmUpMs = Math.max(WARM_UP_MS, limits.windowMs ?? 0);
  const shortestMs = Math.max(SHORTEST_MS, limits.windowMs ?? 0);
  const leftMs = budgetMs - searchedMs(history, leadMs) - leadMs - warmUpMs;
  const longestMs = Math.min(Math.max(LONGEST_MS, shortestMs), leftMs);
  if (users !== undefined && leftMs >= shortestMs)
    return { kind: "step", users, length: { warmUpMs, shortestMs, longestMs } };
  return answer(steps, users === undefined, settings);
}

/** The answer where the target answers no more: what held before, and no knee. */
export function stoppedClimb(history: readonly UsersStep[], limits: Limits, stopped: Stopped): Answer {
  const best = highest(history.slice(0, stopped.step - 1).filter((own) => holds(own, limits)));
  const held = best === undefined ? { atLeast: 0 } : { atLeast: goodputOf(best), users: best.users };
  return { kind: "at-least", ...held, because: "target-stopped", stopped };
}

/** What the steps until now say, where the run ends before the climb does. */
export function climbSoFar(history: readonly UsersStep[], settings: ClimbSettings): Answer {
  const steps = telling(history, settings.limits);
  return ofStoppedRun(answer(steps, false, settings));
}

/** Steps that say something, be it that the generator was the limit. */
function telling(history: readonly UsersStep[], limits: Limits): UsersStep[] {
  return history.filter((step) => step.isDisturbed !== true && !isTooShort(step, limits));
}

/** @returns undefined when nothing is left to try */
function usersToTry(history: readonly UsersStep[], settings: ClimbSettings): number | undefined {
  const { limits } = settings;
  const last = history.at(-1);
  if (last === undefined) return 1;
  const isFirst = history.findIndex(({ users }) => users === last.users) === history.length - 1;
  if (isFirst && !holds(last, limits)) return last.users;
  return moreUsers(history, settings) ?? inGap(history, limits) ?? fewerUsers(history, limits);
}

function moreUsers(history: readonly UsersStep[], { maxUsers, maxRate, limits }: ClimbSettings): number | undefined {
  const most = mostUsers(history);
  const more = Math.min(FACTOR * most, maxUsers);
  const top = history.find((step) => step.users === most && holds(step, limits));
  return top === undefined || more <= most || (top.rate * more) / most > maxRate ? undefined : more;
}

/** Where none held. */
function fewerUsers(history: readonly UsersStep[], limits: Limits): number | undefined {
  const fewest = Math.min(...history.map(({ users }) => users));
  return fewest === 1 || history.some((step) => holds(step, limits)) ? undefined : Math.floor(fewest / FACTOR);
}

function mostUsers(history: readonly UsersStep[]): number {
  return Math.max(...history.map(({ users }) => users));
}

function holds(step: UsersStep, limits: Limits): boolean {
  return !step.isGeneratorLimit && brokenRule(step, limits) === undefined;
}

function highest(steps: readonly UsersStep[]): UsersStep | undefined {
  return steps.reduce<UsersStep | undefined>(
    (best, step) => (best === undefined || goodputOf(step) > goodputOf(best) ? step : best),
    undefined,
  );
}

/** Between the users of the highest throughput and their neighbours, those above first. */
function inGap(history: readonly UsersStep[], limits: Limits): number | undefined {
  const best = highest(history.filter((step) => holds(step, limits)))?.users;
  if (best === undefined) return undefined;
  const tried = history.map(({ users }) => users);
  const neighbours = [
    Math.min(...tried.filter((users) => users > best), Number.POSITIVE_INFINITY),
    Math.max(...tried.filter((users) => users < best), 0),
  ].filter((users) => users > 0 && Number.isFinite(users) && Math.max(best / users, users / best) > NO_GAP);
  return neighbours.map((users) => Math.round(Math.sqrt(users * best))).find((users) => !tried.includes(users));
}

function answer(history: readonly UsersStep[], isConfirmed: boolean, settings: ClimbSettings): Answer {
  const { limits, maxUsers } = settings;
  const best = highest(history.filter((step) => holds(step, limits)));
  if (best === undefined) return nothingHeld(history, limits);
  const { users, margin, p95Ms } = best;
  const knee = goodputOf(best);
  const interval = [Math.max(0, knee - margin), knee + margin] as const;
  const atLeast = { kind: "at-least", atLeast: interval[0], measured: knee, users } as const;
  const end = firstTooMuch(history, users, limits);
  const broken = end === undefined ? undefined : brokenOf(end, limits);
  if (end !== undefined && broken === undefined) return { ...atLeast, because: "generator" };
  if (broken === undefined && mostUsers(history) < maxUsers)
    return { ...atLeast, because: moreUsers(history, settings) === undefined ? "max-rate" : "budget" };
  if (broken === undefined && isRising(history, best, limits)) return { ...atLeast, because: "max-users" };
  const isRetrograde = history.some(
    (step) => step.users > users && !step.isGeneratorLimit && isClearlyBelow(step, best),
  );
  return { kind: "knee", knee, interval, users, p95Ms, isRetrograde, isConfirmed, ...(broken && { broken }) };
}

function nothingHeld(history: readonly UsersStep[], limits: Limits): Answer {
  const broken = brokenOf(history, limits);
  if (broken !== undefined) return { kind: "at-most", atMost: Math.max(...history.map(goodputOf)), broken };
  return { kind: "at-least", atLeast: 0, because: history.length > 0 ? "generator" : "budget" };
}

/** The steps of the fewest users above a number with which none held. */
function firstTooMuch(history: readonly UsersStep[], above: number, limits: Limits): readonly UsersStep[] | undefined {
  const users = [...new Set(history.map((step) => step.users))].filter((own) => own > above).sort((a, b) => a - b);
  return users
    .map((own) => history.filter((step) => step.users === own))
    .find((steps) => !steps.some((step) => holds(step, limits)));
}

/** What the first step breaks that says something about the target. */
function brokenOf(steps: readonly UsersStep[], limits: Limits): Broken | undefined {
  return steps
    .filter(({ isGeneratorLimit }) => !isGeneratorLimit)
    .map((step) => brokenRule(step, limits))
    .find((broken) => broken !== undefined);
}

/** Half as many users clearly got fewer operations done, and not just a few. */
function isRising(history: readonly UsersStep[], best: UsersStep, limits: Limits): boolean {
  const most = mostUsers(history);
  const half = highest(history.filter((step) => step.users <= most / FACTOR && holds(step, limits)));
  if (half === undefined) return true;
  return isClearlyBelow(half, best) && goodputOf(half) < (1 - PRECISION) * goodputOf(best);
}
