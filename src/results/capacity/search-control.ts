/** Runs the search: sets the pace of each step, measures it from the journal, and decides what comes next. */

import type { PaceStep, Schedule } from "../../lib/pace/schedule.ts";
import { END } from "../../lib/pace/schedule.ts";
import { type Answer, nextStep, type SearchSettings } from "./search.ts";
import type { StepFigures } from "./step.ts";
import { type EndedOperation, StepMeter } from "./step-meter.ts";

/** What VUs follow. */
export interface Pace {
  /** @throws RangeError when it begins before the last one */
  setPace(fromMs: number, perSecond: number): void;
  readonly schedule: () => Schedule;
}

export interface ControlSettings extends SearchSettings {
  /** Time from the announcement of a step until every VU has heard of it. */
  readonly leadMs: number;
}

export class SearchControl {
  readonly #settings: ControlSettings;
  readonly #pace: Pace;
  readonly #steps: StepFigures[] = [];
  #meter: StepMeter | undefined;
  #answer: Answer | undefined;
  #isGeneratorLimit = false;

  constructor(settings: ControlSettings, pace: Pace) {
    this.#settings = settings;
    this.#pace = pace;
  }

  get steps(): readonly StepFigures[] {
    return this.#steps;
  }

  /** Undefined as long as there is a next step. */
  get answer(): Answer | undefined {
    return this.#answer;
  }

  add(operation: EndedOperation): void {
    this.#meter?.add(operation);
  }

  /** Something shows that the generator, not the target, limits the present step. */
  generatorLimits(): void {
    this.#isGeneratorLimit = true;
  }

  /** The clock of the journal: about each second, after the operations before. @param ms epoch milliseconds */
  tick(ms: number): void {
    this.#meter?.tick(ms);
    if (this.#answer !== undefined || this.#meter?.isOver === false) return;
    if (this.#meter !== undefined) this.#steps.push(this.#meter.figures(this.#isGeneratorLimit));
    this.#isGeneratorLimit = false;
    this.#begin(ms);
  }

  /** The pause between steps, as long as news take, lets the target get over a step that was too much. */
  #begin(ms: number): void {
    const next = nextStep(this.#steps, this.#settings);
    const fromMs = ms + this.#settings.leadMs;
    if (next.kind !== "step") {
      this.#meter = undefined;
      this.#answer = next;
      this.#pace.setPace(fromMs, END);
      return;
    }
    this.#pace.setPace(fromMs, next.rate);
    this.#meter = new StepMeter(this.#pace.schedule().at(-1) as PaceStep, next.length);
    this.#pace.setPace(this.#meter.endMs, 0);
  }
}
