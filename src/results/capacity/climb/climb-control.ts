/** Runs the climb: sets the users of each step, measures it from the journal, and decides what comes next. */

import { plural } from "../../../base/figures.ts";
import { type Schedule, withEnd, withUsers } from "../../../lib/pace/schedule.ts";
import type { Pace } from "../../live/live-state.ts";
import type { CapacityResult } from "../../run-summary.ts";
import type { EndedOperation } from "../answer-tally.ts";
import { type CapacityControl, leftMs } from "../capacity-control.ts";
import { capacityResult, type NamedRates } from "../capacity-result.ts";
import { GeneratorSeconds } from "../generator-seconds.ts";
import { limitsFor, type Objective } from "../objective.ts";
import { Outages } from "../outages.ts";
import { Refused } from "../refused.ts";
import { type Answer, searchedMs } from "../search.ts";
import { Silence } from "../silence.ts";
import { brokenRule, goodputOf, isMeasured, type Limits } from "../step.ts";
import { scalabilityOf } from "../usl/scalability.ts";
import { type ClimbSettings, climbSoFar, nextUsers, stoppedClimb } from "./climb.ts";
import { UsersMeter } from "./users-meter.ts";
import { type UsersStep, withAsked } from "./users-step.ts";

export interface ClimbControlSettings extends Omit<ClimbSettings, "limits"> {
  readonly objective: Objective;
  /** When the budget began, in epoch milliseconds. */
  readonly startedMs: number;
}

export class ClimbControl implements CapacityControl {
  readonly #settings: ClimbSettings & Pick<ClimbControlSettings, "startedMs">;
  readonly #silence = new Silence();
  readonly #refused = new Refused();
  readonly #outages = new Outages();
  readonly #steps: UsersStep[] = [];
  #schedule: Schedule = [];
  #meter: UsersMeter | undefined;
  #answer: Answer | undefined;
  #generator = new GeneratorSeconds();

  constructor({ objective, ...settings }: ClimbControlSettings) {
    // That more users wait for longer is no reason to end the climb: only an objective limits latency.
    this.#settings = { ...settings, limits: limitsFor(objective, undefined) };
  }

  get schedule(): Schedule {
    return this.#schedule;
  }

  get steps(): readonly UsersStep[] {
    return this.#steps;
  }

  get limits(): Limits {
    return { ...this.#settings.limits, ...this.#refused.limits };
  }

  get hasEnded(): boolean {
    return this.#answer !== undefined;
  }

  get pace(): Pace {
    const users = this.#meter === undefined ? "" : ` with ${plural(this.#meter.users, "user")}`;
    return {
      part: this.hasEnded ? "end of the climb" : `step ${this.#steps.length + 1}${users}`,
      perSecond: undefined,
    };
  }

  add(operation: EndedOperation): void {
    this.#meter?.add(operation);
    this.#silence.add(operation);
    this.#outages.add(operation);
    if (operation.failure === undefined) this.#refused.succeeded();
  }

  health(isGateway: boolean): void {
    this.#silence.health(isGateway);
  }

  refused(status: number, retryAfterMs: number | undefined): void {
    this.#refused.add(status, retryAfterMs);
  }

  generatorLimits(): void {
    this.#generator.limit();
  }

  tick(ms: number): void {
    this.#meter?.tick(ms);
    this.#generator.tick();
    this.#silence.tick(ms, this.#steps.length + 1);
    this.#refused.tick(ms);
    this.#outages.tick(ms);
    if (this.hasEnded || this.#stopsAt(ms) || this.#meter?.isOver === false) return;
    if (this.#meter !== undefined) {
      // What the generator slows down is not the throughput of the target, even if nothing breaks.
      const step = { ...this.#meter.figures(), isGeneratorLimit: this.#generator.areTooMany };
      const isDisturbed = this.#outages.endStep(step.users);
      this.#steps.push({ ...withAsked(step, this.#steps), ...(isDisturbed ? { isDisturbed } : {}) });
    }
    this.#generator = new GeneratorSeconds();
    this.#begin(ms);
  }

  /** The target answers no more: nothing is left to climb for. */
  #stopsAt(ms: number): boolean {
    const isHeld = (own: UsersStep | undefined) => own !== undefined && brokenRule(own, this.limits) === undefined;
    const step = this.#silence.stoppedIn((number) => isHeld(this.#steps[number - 1]));
    if (step === undefined) return false;
    const users = this.#steps[step - 1]?.users ?? this.#meter?.users ?? 1;
    this.#end(ms, stoppedClimb(this.#steps, this.limits, { step, users }));
    return true;
  }

  #end(ms: number, answer: Answer): void {
    this.#meter = undefined;
    this.#answer = answer;
    this.#schedule = withEnd(this.#schedule, Math.max(ms, this.#schedule.at(-1)?.fromMs ?? 0));
  }

  /** The users before go on until the step begins. */
  #begin(ms: number): void {
    const budgetMs = leftMs(this.#settings, ms) + searchedMs(this.#steps, this.#settings.leadMs);
    const next = nextUsers(this.#steps, { ...this.#settings, budgetMs, limits: this.limits });
    if (next.kind !== "step") {
      this.#end(ms, next);
      return;
    }
    const fromMs = ms + this.#settings.leadMs;
    this.#schedule = withUsers(this.#schedule, fromMs, next.users);
    this.#meter = new UsersMeter(next.users, fromMs, next.length);
  }

  stop(): void {
    if (this.#steps.length > 0) this.#answer ??= climbSoFar(this.#steps, { ...this.#settings, limits: this.limits });
  }

  result(rates: NamedRates): CapacityResult | undefined {
    if (this.#answer === undefined) return undefined;
    const scalability = scalabilityOf(this.#points());
    return {
      ...capacityResult(this.#answer, this.#steps, this.limits, rates),
      by: "users",
      ...(scalability === undefined ? {} : { scalability }),
    };
  }

  /** Throughputs of the target: refusals are quick, and a busy generator slows it down. */
  #points() {
    return this.#steps
      .filter((step) => isMeasured(step) && brokenRule(step, this.limits)?.rule !== "failures")
      .map((step) => ({ users: step.users, perSecond: goodputOf(step) }));
  }
}
