/** Adds up one step of a capacity run from the lines of the journal, whose clock is the probe. Pure. */

import { operationAt, type PaceStep } from "../../lib/pace/schedule.ts";
import { AnswerTally, type EndedOperation } from "./answer-tally.ts";
import { type StepLength, type TargetFigures, WARM_UP_MS } from "./step.ts";

/** Operations of the step until one line of the clock. */
interface Reading {
  readonly ms: number;
  readonly due: number;
  readonly done: number;
  readonly failed: number;
}

export class StepMeter {
  readonly #step: PaceStep;
  /** The measured part goes from the first line of the clock after the warm-up to the last one before the end. */
  readonly #fromMs: number;
  readonly endMs: number;
  readonly #warmUpMs: number;
  readonly #answers = new AnswerTally();
  readonly #readings: Reading[] = [];
  #done = 0;
  #failed = 0;
  #isOver = false;

  constructor(step: PaceStep, { warmUpMs, measuredMs }: StepLength) {
    this.#step = step;
    this.#warmUpMs = warmUpMs;
    this.#fromMs = step.fromMs + warmUpMs;
    this.endMs = this.#fromMs + measuredMs;
  }

  get rate(): number {
    return this.#step.perSecond;
  }

  /** The figures do not change any more. */
  get isOver(): boolean {
    return this.#isOver;
  }

  /** An operation ended after the clock's last line. Those of other steps are left out. */
  add(ended: EndedOperation): void {
    const { operation, failure } = ended;
    if (this.#isOver || operation < this.#step.first) return;
    if (failure === undefined) this.#done++;
    else this.#failed++;
    if (operation >= operationAt(this.#step, this.#fromMs)) this.#answers.add(ended);
  }

  /** The clock of the journal. @param ms epoch milliseconds */
  tick(ms: number): void {
    if (ms >= this.#fromMs && ms <= this.endMs) {
      const due = operationAt(this.#step, ms) - this.#step.first;
      this.#readings.push({ ms, due, done: this.#done, failed: this.#failed });
    }
    this.#isOver ||= ms >= this.endMs;
  }

  /** As far as the target is concerned. */
  figures(): TargetFigures {
    const nothing = { ms: this.#fromMs, due: 0, done: 0, failed: 0 };
    const [first = nothing] = this.#readings;
    const last = this.#readings.at(-1) ?? nothing;
    const half = this.#readings[Math.floor(this.#readings.length / 2)] ?? nothing;
    return {
      rate: this.#step.perSecond,
      fromMs: first.ms,
      seconds: (last.ms - first.ms) / 1000,
      ...(this.#warmUpMs > WARM_UP_MS ? { warmUpMs: this.#warmUpMs } : {}),
      asked: last.due - first.due,
      done: last.done - first.done,
      failed: last.failed - first.failed,
      backlog: [backlogOf(half), backlogOf(last)],
      ...this.#answers.figures(),
    };
  }
}

/** Operations that were due and had not ended. */
function backlogOf({ due, done, failed }: Reading): number {
  return Math.max(0, due - done - failed);
}
