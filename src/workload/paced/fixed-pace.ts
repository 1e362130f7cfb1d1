/** A pace that is known before: rates one after the other. It begins when k6 does, and ends the run. */

import type { ProbeLine } from "../../lib/contracts/journal/engine-lines.ts";
import { END, operationAt, type Schedule, withStep } from "../../lib/pace/schedule.ts";

export interface Stage {
  /** Operations a second. */
  readonly perSecond: number;
  readonly durationMs: number;
}

/** For the answers to what began in time. */
const ANSWERS_MS = 2000;

export class FixedPace {
  readonly #stages: readonly Stage[];
  readonly #leadMs: number;
  #schedule: Schedule = [];

  /** @param leadMs from the first line of the clock to the first operation: until all VUs know the schedule */
  constructor(stages: readonly Stage[], leadMs: number) {
    this.#stages = stages;
    this.#leadMs = leadMs;
  }

  /** A step for each stage, and the end. Empty before the first line of the clock. */
  get schedule(): Schedule {
    return this.#schedule;
  }

  /** Of the first stage, in epoch milliseconds; undefined before the first line of the clock. */
  get startMs(): number | undefined {
    return this.#schedule[0]?.fromMs;
  }

  /** Index of the stage at a moment in epoch milliseconds; undefined before the first and after the last one. */
  stageAt(ms: number): number | undefined {
    const at = this.#schedule.findLastIndex(({ fromMs }) => fromMs <= ms);
    return at < 0 || at >= this.#stages.length ? undefined : at;
  }

  /** Operations that became due until a moment in epoch milliseconds. */
  askedUntil(ms: number): number {
    const step = this.#schedule.findLast(({ fromMs }) => fromMs <= ms);
    if (step === undefined) return 0;
    return step.perSecond === END ? step.first : operationAt(step, ms);
  }

  /** @returns whether k6 can be ended: the last stage is over, and what began in it had time to end */
  clock({ atMs }: Pick<ProbeLine, "atMs">): boolean {
    if (this.#schedule.length === 0) this.#begin(atMs + this.#leadMs);
    return atMs >= (this.#schedule.at(-1)?.fromMs ?? Number.POSITIVE_INFINITY) + ANSWERS_MS;
  }

  #begin(ms: number): void {
    let fromMs = ms;
    for (const { perSecond, durationMs } of this.#stages) {
      this.#schedule = withStep(this.#schedule, fromMs, perSecond);
      fromMs += durationMs;
    }
    this.#schedule = withStep(this.#schedule, fromMs, END);
  }
}
