/** Controls a search by rate: sets the pace of each step, measures it from the journal, and decides on the next one. */

import { END, type PaceStep, type Schedule, withStep } from "../../lib/pace/schedule.ts";
import { type FirstCreates, firstCreatesMs } from "../first-creates.ts";
import type { Pace } from "../live/live-state.ts";
import type { CapacityResult } from "../run-summary.ts";
import type { EndedOperation } from "./answer-tally.ts";
import { type CapacityControl, leftMs } from "./capacity-control.ts";
import { soFarText } from "./capacity-lines.ts";
import { capacityResult, type NamedRates } from "./capacity-result.ts";
import { GeneratorSeconds } from "./generator-seconds.ts";
import { limitsFor, type Objective } from "./objective.ts";
import { type Answer, answerSoFar, nextStep, type SearchSettings, searchedMs, stoppedAnswer } from "./search.ts";
import {
  brokenRule,
  goodputOf,
  isMeasured,
  type Limits,
  type StepFigures,
  type TargetFigures,
  tookMs,
} from "./step.ts";
import { StepMeter } from "./step-meter.ts";
import { TargetWatch } from "./target-watch.ts";

export interface ControlSettings extends Omit<SearchSettings, "limits"> {
  readonly objective: Objective;
  readonly vus: number;
  readonly first: FirstCreates;
  /** When the budget began, in epoch milliseconds. */
  readonly startedMs: number;
}

/** If all VUs are busy, but latency is less than this multiple of the unloaded target's, more VUs would do more. */
const POOL_FACTOR = 3;

export class SearchControl implements CapacityControl {
  readonly #settings: ControlSettings;
  #schedule: Schedule = [];
  readonly #steps: StepFigures[] = [];
  #meter: StepMeter | undefined;
  #answer: Answer | undefined;
  #generator = new GeneratorSeconds();
  readonly #target = new TargetWatch();
  /** The first step was discarded, and is repeated. */
  #wasCold = false;

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

  /** Limits of the objective, which may depend on the unloaded target, and of the target's rate limiter. */
  get limits(): Limits {
    const step = this.#unloaded;
    const at = step === undefined ? 0 : this.#steps.indexOf(step);
    return {
      ...limitsFor(this.#settings.objective, step),
      ...(at > 0 ? { unloadedStep: at + 1 } : {}),
      ...this.#target.refused.limits,
    };
  }

  /** The step that measures the unloaded target: the first one, or a faster one at a lower rate. */
  get #unloaded(): StepFigures | undefined {
    const [first, ...others] = this.#steps.filter(isMeasured);
    if (first === undefined) return this.#steps[0];
    const slower = others.filter(({ rate }) => rate < first.rate);
    return slower.reduce((best, step) => (step.p95Ms < best.p95Ms || Number.isNaN(best.p95Ms) ? step : best), first);
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
    if (this.#answer !== undefined || this.#stopsAt(ms)) return;
    if (this.#meter?.isOver === false || this.#isCreating(ms)) return;
    const figures = this.#meter?.figures();
    if (figures !== undefined && this.#isReady(figures, ms)) this.#steps.push(this.#judged(figures));
    this.#generator = new GeneratorSeconds();
    this.#begin(ms);
  }

  /** Ends the search if the target no longer responds. */
  #stopsAt(ms: number): boolean {
    const isHeld = (own: StepFigures | undefined) => own !== undefined && brokenRule(own, this.limits) === undefined;
    const step = this.#target.silence.stoppedIn((number) => isHeld(this.#steps[number - 1]));
    if (step === undefined) return false;
    const figures = this.#meter?.figures();
    if (figures !== undefined && figures.seconds > 0) this.#steps.push({ ...figures, isGeneratorLimit: false });
    const rate = this.#steps[step - 1]?.rate ?? this.#meter?.rate ?? this.#settings.startRate;
    this.#end(ms, stoppedAnswer(this.#steps, this.limits, { step, rate }));
    return true;
  }

  /** Whether the first creates are in progress. */
  #isCreating(ms: number): boolean {
    const { first, leadMs } = this.#settings;
    if (this.#schedule.length === 0 && first.count > 0) {
      this.#setPace(ms + leadMs, first.perSecond);
      this.#setPace(ms + leadMs + firstCreatesMs(first), 0);
    }
    return this.#meter === undefined && ms < (this.#schedule.at(-1)?.fromMs ?? 0);
  }

  stop(): void {
    if (this.#steps.length > 0) this.#answer ??= answerSoFar(this.#steps, { ...this.#settings, limits: this.limits });
  }

  result(rates: NamedRates): CapacityResult | undefined {
    return this.#answer && capacityResult(this.#answer, this.#steps, this.limits, rates);
  }

  /**
   * A first step with more operations than requested catches up after a cold start, and the latencies of one in which the
   * generator was the limit are not the target's: neither gives a limit of p95. It is repeated, if there is time.
   */
  #isReady(step: TargetFigures, ms: number): boolean {
    const { objective, leadMs } = this.#settings;
    const isRepeatable =
      this.#steps.length === 0 && !this.#wasCold && leadMs + tookMs(step) <= leftMs(this.#settings, ms);
    const isUnloaded = step.done * objective.goodput <= step.asked && !this.#generator.areTooMany;
    if (objective.p95Ms !== undefined || !isRepeatable || isUnloaded) return true;
    this.#wasCold = true;
    return false;
  }

  /** If a rate held, the generator was not the limit, regardless of its own health. */
  #judged(measured: TargetFigures): StepFigures {
    const step = { ...measured, ...this.#below(measured.rate), ...this.#sinceHigher(measured) };
    const limits = limitsFor(this.#settings.objective, this.#unloaded ?? step);
    const isLimited = this.#generator.areTooMany || this.#isPoolTooSmall(step);
    const isBroken = brokenRule(step, limits) !== undefined;
    const isDisturbed = this.#target.outages.endStep(step.rate) && isBroken;
    return { ...step, isGeneratorLimit: isBroken && isLimited, ...(isDisturbed ? { isDisturbed } : {}) };
  }

  #below(rate: number): Pick<TargetFigures, "p95BelowMs"> {
    const held = this.#steps.filter((step) => step.rate < rate && brokenRule(step, this.limits) === undefined);
    const highest = held.sort((a, b) => a.rate - b.rate).at(-1);
    return highest === undefined ? {} : { p95BelowMs: highest.p95Ms };
  }

  #sinceHigher({ rate, fromMs }: TargetFigures): Pick<TargetFigures, "sinceHigherMs"> {
    const higher = this.#steps.filter((step) => step.rate > rate).at(-1);
    return higher === undefined ? {} : { sinceHigherMs: fromMs - higher.fromMs - 1000 * higher.seconds };
  }

  #isPoolTooSmall(step: TargetFigures): boolean {
    const unloadedMs = this.#unloaded?.meanMs;
    if (unloadedMs === undefined || step.failed > 0) return false;
    return (1000 * this.#settings.vus) / goodputOf(step) < POOL_FACTOR * unloadedMs;
  }

  /** Starts the next step, after a pause in which VUs get the schedule and the target recovers. */
  #begin(ms: number): void {
    const budgetMs = leftMs(this.#settings, ms) + searchedMs(this.#steps, this.#settings.leadMs);
    const next = nextStep(this.#steps, { ...this.#settings, budgetMs, limits: this.limits });
    if (next.kind !== "step") {
      this.#end(ms, next);
      return;
    }
    this.#setPace(ms + this.#settings.leadMs, next.rate);
    this.#meter = new StepMeter(this.#schedule.at(-1) as PaceStep, next.length);
    this.#setPace(this.#meter.endMs, 0);
  }

  #end(ms: number, answer: Answer): void {
    this.#meter = undefined;
    this.#answer = answer;
    // A step that the target's silence ends early may have its end in the schedule already.
    this.#setPace(Math.max(ms + this.#settings.leadMs, this.#schedule.at(-1)?.fromMs ?? 0), END);
  }

  #setPace(fromMs: number, perSecond: number): void {
    this.#schedule = withStep(this.#schedule, fromMs, perSecond);
  }
}
