/** Controls a search by users: sets the users of each step, measures it from the journal, and decides on the next one. */

import { plural } from "../../../base/figures.ts";
import { type Schedule, withEnd, withUsers } from "../../../lib/pace/schedule.ts";
import type { Pace } from "../../live/live-state.ts";
import type { CapacityResult } from "../../run-summary.ts";
import type { EndedOperation } from "../answer-tally.ts";
import { type CapacityControl, leftMs } from "../capacity-control.ts";
import { capacityResult, type NamedRates } from "../capacity-result.ts";
import { GeneratorSeconds } from "../generator-seconds.ts";
import { limitsFor, type Objective } from "../objective.ts";
import { type Answer, searchedMs } from "../search.ts";
import { brokenRule, goodputOf, isMeasured, type Limits } from "../step.ts";
import { TargetWatch } from "../target-watch.ts";
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
  readonly #target = new TargetWatch();
  readonly #steps: UsersStep[] = [];
  #schedule: Schedule = [];
  #meter: UsersMeter | undefined;
  #answer: Answer | undefined;
  #generator = new GeneratorSeconds();

  constructor({ objective, ...settings }: ClimbControlSettings) {
    // Latency always rises with the number of users, so only an objective limits it.
    this.#settings = { ...settings, limits: limitsFor(objective, undefined) };
  }

  get schedule(): Schedule {
    return this.#schedule;
  }

  get steps(): readonly UsersStep[] {
    return this.#steps;
  }

  get limits(): Limits {
    return { ...this.#settings.limits, ...this.#target.refused.limits };
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
    this.#target.add(operation);
  }

  health(isGateway: boolean): void {
    this.#target.silence.health(isGateway);
  }

  refused(status: number, retryAfterMs: number | undefined): void {
    this.#target.refused.add(status, retryAfterMs);
  }

  generatorLimits(): void {
    this.#generator.limit();
  }

  tick(ms: number): void {
    this.#meter?.tick(ms);
    this.#generator.tick();
    this.#target.tick(ms, this.#steps.length + 1);
    if (this.hasEnded || this.#stopsAt(ms) || this.#meter?.isOver === false) return;
    if (this.#meter !== undefined) {
      // A busy generator slows operations down, so the step does not show the target's throughput, even if no rule breaks.
      const step = { ...this.#meter.figures(), isGeneratorLimit: this.#generator.areTooMany };
      const isDisturbed = this.#target.outages.endStep(step.users);
      this.#steps.push({ ...withAsked(step, this.#steps), ...(isDisturbed ? { isDisturbed } : {}) });
    }
    this.#generator = new GeneratorSeconds();
    this.#begin(ms);
  }

  /** Ends the search if the target no longer responds. */
  #stopsAt(ms: number): boolean {
    const isHeld = (own: UsersStep | undefined) => own !== undefined && brokenRule(own, this.limits) === undefined;
    const step = this.#target.silence.stoppedIn((number) => isHeld(this.#steps[number - 1]));
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

  /** Starts the next step. The users of the last one continue until then. */
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

  /** Steps that show the target's throughput: without those with fast rejections, or with a busy generator. */
  #points() {
    return this.#steps
      .filter((step) => isMeasured(step) && brokenRule(step, this.limits)?.rule !== "failures")
      .map((step) => ({ users: step.users, perSecond: goodputOf(step) }));
  }
}
