/** A pace that is known in advance: the first creates, then one rate after the other. It starts with k6, and ends the run. */

import type { ProbeLine } from "../../lib/contracts/journal/engine-lines.ts";
import { END, operationAt, type Schedule, withStep } from "../../lib/pace/schedule.ts";
import { type FirstCreates, firstCreatesMs } from "../../results/first-creates.ts";

export interface Stage {
  /** Operations per second. */
  readonly perSecond: number;
  readonly durationMs: number;
}

function firstStage(first: FirstCreates): Stage[] {
  return first.count === 0 ? [] : [{ perSecond: first.perSecond, durationMs: firstCreatesMs(first) }];
}

/** Time for responses to operations that started in time. */
const ANSWERS_MS = 2000;

export class FixedPace {
  readonly #stages: readonly Stage[];
  readonly #leadMs: number;
  readonly #first: FirstCreates;
  #schedule: Schedule = [];
  /** The last line of the clock. */
  #atMs = 0;

  /** @param leadMs from the first line of the clock to the first operation: until all VUs know the schedule */
  constructor(stages: readonly Stage[], leadMs: number, first: FirstCreates) {
    this.#stages = stages;
    this.#leadMs = leadMs;
    this.#first = first;
  }

  /** Of the first stage, in epoch milliseconds; undefined before the first line of the clock. */
  get startMs(): number | undefined {
    return this.#schedule[this.#firstSteps]?.fromMs;
  }

  /** Operations before the stages. */
  get stock(): number {
    return this.#first.count;
  }

  get #firstSteps(): number {
    return this.stock > 0 ? 1 : 0;
  }

  /** A step for the first creates, one for each stage, and the end. Empty before the first line of the clock. */
  get schedule(): Schedule {
    return this.#schedule;
  }

  /** Index of the stage at a moment in epoch milliseconds; undefined before the first and after the last one. */
  stageAt(ms: number): number | undefined {
    const at = this.#schedule.findLastIndex(({ fromMs }) => fromMs <= ms) - this.#firstSteps;
    return at < 0 || at >= this.#stages.length ? undefined : at;
  }

  /** Operations of the stages that became due until a moment in epoch milliseconds. */
  askedUntil(ms: number): number {
    const step = this.#schedule.findLast(({ fromMs }) => fromMs <= ms);
    const due = step === undefined || step.perSecond === END ? (step?.first ?? 0) : operationAt(step, ms);
    return Math.max(0, due - this.stock);
  }

  /** Of the stages until the last line of the clock: operations that became due, and for how long. */
  get passed(): { readonly asked: number; readonly ms: number } {
    const endMs = Math.min(this.#atMs, this.#schedule.at(-1)?.fromMs ?? 0);
    return { asked: this.askedUntil(this.#atMs), ms: Math.max(0, endMs - (this.startMs ?? endMs)) };
  }

  /** @returns whether k6 can be stopped: the last stage has ended, and its operations had time to finish */
  clock({ atMs }: Pick<ProbeLine, "atMs">): boolean {
    this.#atMs = Math.max(this.#atMs, atMs);
    if (this.#schedule.length === 0) this.#begin(atMs + this.#leadMs);
    return atMs >= (this.#schedule.at(-1)?.fromMs ?? Number.POSITIVE_INFINITY) + ANSWERS_MS;
  }

  #begin(ms: number): void {
    let fromMs = ms;
    for (const { perSecond, durationMs } of [...firstStage(this.#first), ...this.#stages]) {
      this.#schedule = withStep(this.#schedule, fromMs, perSecond);
      fromMs += durationMs;
    }
    this.#schedule = withStep(this.#schedule, fromMs, END);
  }
}
