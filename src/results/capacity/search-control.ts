/** Runs the search: sets the pace of each step, measures it from the journal, and decides what comes next. */

import { END, type PaceStep, type Schedule, withStep } from "../../lib/pace/schedule.ts";
import { type FirstCreates, firstCreatesMs } from "../first-creates.ts";
import type { Pace } from "../live/live-state.ts";
import type { CapacityResult } from "../run-summary.ts";
import type { EndedOperation } from "./answer-tally.ts";
import type { CapacityControl } from "./capacity-control.ts";
import { soFarText } from "./capacity-lines.ts";
import { capacityResult, type NamedRates } from "./capacity-result.ts";
import { GeneratorSeconds } from "./generator-seconds.ts";
import { limitsFor, type Objective } from "./objective.ts";
import { type Answer, nextStep, type SearchSettings } from "./search.ts";
import { brokenRule, goodputOf, type Limits, type StepFigures, type TargetFigures, tookMs } from "./step.ts";
import { StepMeter } from "./step-meter.ts";

export interface ControlSettings extends Omit<SearchSettings, "limits"> {
  readonly objective: Objective;
  readonly vus: number;
  readonly first: FirstCreates;
}

/** Where all VUs are busy with answers that take less than this many times those of the unloaded target, more VUs would do more. */
const POOL_FACTOR = 3;

export class SearchControl implements CapacityControl {
  readonly #settings: ControlSettings;
  #schedule: Schedule = [];
  readonly #steps: StepFigures[] = [];
  #meter: StepMeter | undefined;
  #answer: Answer | undefined;
  #generator = new GeneratorSeconds();
  /** What the first step took before it was made once more. */
  #coldMs = 0;

  constructor(settings: ControlSettings) {
    this.#settings = settings;
  }

  get schedule(): Schedule {
    return this.#schedule;
  }

  get steps(): readonly StepFigures[] {
    return this.#steps;
  }

  /** Undefined as long as there is a next step. */
  get answer(): Answer | undefined {
    return this.#answer;
  }

  get hasEnded(): boolean {
    return this.#answer !== undefined;
  }

  get pace(): Pace {
    return {
      part: this.hasEnded ? "end of the search" : `step ${this.#steps.length + 1}`,
      perSecond: this.#meter?.rate,
      soFar: soFarText(this.#steps, this.limits),
    };
  }

  /** Those of the objective, which may follow from the first step. */
  get limits(): Limits {
    return limitsFor(this.#settings.objective, this.#steps[0]);
  }

  add(operation: EndedOperation): void {
    this.#meter?.add(operation);
  }

  generatorLimits(): void {
    this.#generator.limit();
  }

  tick(ms: number): void {
    this.#meter?.tick(ms);
    this.#generator.tick();
    if (this.#answer !== undefined || this.#meter?.isOver === false || this.#isCreating(ms)) return;
    const figures = this.#meter?.figures();
    if (figures !== undefined && this.#isReady(figures)) this.#steps.push(this.#judged(figures));
    this.#generator = new GeneratorSeconds();
    this.#begin(ms);
  }

  /** The first creates are under way. */
  #isCreating(ms: number): boolean {
    const { first, leadMs } = this.#settings;
    if (this.#schedule.length === 0 && first.count > 0) {
      this.#setPace(ms + leadMs, first.perSecond);
      this.#setPace(ms + leadMs + firstCreatesMs(first), 0);
    }
    return this.#meter === undefined && ms < (this.#schedule.at(-1)?.fromMs ?? 0);
  }

  result(rates: NamedRates): CapacityResult | undefined {
    return this.#answer && capacityResult(this.#answer, this.#steps, this.limits, rates);
  }

  /** A first step that does more than was asked catches up after a cold start: it is made once more, if there is time. */
  #isReady(step: TargetFigures): boolean {
    const { p95Ms, goodput } = this.#settings.objective;
    const ms = this.#settings.leadMs + tookMs(step);
    const isRepeatable = this.#steps.length === 0 && this.#coldMs === 0 && 2 * ms <= this.#settings.budgetMs;
    if (p95Ms !== undefined || !isRepeatable || step.done * goodput <= step.asked) return true;
    this.#coldMs = ms;
    return false;
  }

  /** A rate that held is one of the target, however hard it was for the generator. */
  #judged(step: TargetFigures): StepFigures {
    const limits = limitsFor(this.#settings.objective, this.#steps[0] ?? step);
    const isLimited = this.#generator.areTooMany || this.#isPoolTooSmall(step);
    return { ...step, isGeneratorLimit: brokenRule(step, limits) !== undefined && isLimited };
  }

  #isPoolTooSmall(step: TargetFigures): boolean {
    const unloadedMs = this.#steps[0]?.meanMs;
    if (unloadedMs === undefined || step.failed > 0) return false;
    return (1000 * this.#settings.vus) / goodputOf(step) < POOL_FACTOR * unloadedMs;
  }

  /** The pause between steps, as long as news take, lets the target get over a step that was too much. */
  #begin(ms: number): void {
    const budgetMs = this.#settings.budgetMs - this.#coldMs;
    const next = nextStep(this.#steps, { ...this.#settings, budgetMs, limits: this.limits });
    const fromMs = ms + this.#settings.leadMs;
    if (next.kind !== "step") {
      this.#meter = undefined;
      this.#answer = next;
      this.#setPace(fromMs, END);
      return;
    }
    this.#setPace(fromMs, next.rate);
    this.#meter = new StepMeter(this.#schedule.at(-1) as PaceStep, next.length);
    this.#setPace(this.#meter.endMs, 0);
  }

  #setPace(fromMs: number, perSecond: number): void {
    this.#schedule = withStep(this.#schedule, fromMs, perSecond);
  }
}
