/** Adds up one step of a capacity run from the lines of the journal, whose clock is the probe. Pure. */

import type { Outcome } from "../../lib/http/outcome.ts";
import { operationAt, type PaceStep } from "../../lib/pace/schedule.ts";
import { LatencyHistogram } from "../stats/latency-histogram.ts";
import type { StepLength, TargetFigures } from "./step.ts";

/** What the journal says of an operation. */
export interface EndedOperation {
  /** Number of the iteration. */
  readonly operation: number;
  /** Its kind: read, create and so on. */
  readonly op: string;
  /** Of its latency from when it was due; undefined where there was no answer. */
  readonly bin: number | undefined;
  /** What it ended in instead of success. */
  readonly failure: Outcome | undefined;
}

/** Of an operation; fewer are no basis for its p95. */
const FEWEST_ANSWERS = 20;

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
  readonly #latencies = new LatencyHistogram();
  readonly #byOp = new Map<string, { readonly latencies: LatencyHistogram; failed: number }>();
  readonly #failedByOutcome: Partial<Record<Outcome, number>> = {};
  readonly #readings: Reading[] = [];
  #done = 0;
  #failed = 0;
  #isOver = false;

  constructor(step: PaceStep, { warmUpMs, measuredMs }: StepLength) {
    this.#step = step;
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
  add({ operation, op, bin, failure }: EndedOperation): void {
    if (this.#isOver || operation < this.#step.first) return;
    if (failure === undefined) this.#done++;
    else this.#failed++;
    if (operation < operationAt(this.#step, this.#fromMs)) return;
    const ofOp = this.#ofOp(op);
    if (failure !== undefined) {
      ofOp.failed++;
      this.#failedByOutcome[failure] = (this.#failedByOutcome[failure] ?? 0) + 1;
    } else if (bin !== undefined) {
      this.#latencies.add(bin);
      ofOp.latencies.add(bin);
    }
  }

  #ofOp(op: string) {
    const found = this.#byOp.get(op) ?? { latencies: new LatencyHistogram(), failed: 0 };
    this.#byOp.set(op, found);
    return found;
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
      asked: last.due - first.due,
      done: last.done - first.done,
      failed: last.failed - first.failed,
      backlog: [backlogOf(half), backlogOf(last)],
      p95Ms: this.#latencies.quantile(0.95),
      meanMs: this.#latencies.mean(),
      p95ByOp: Object.fromEntries(
        [...this.#byOp]
          .filter(([, { latencies }]) => latencies.count >= FEWEST_ANSWERS)
          .map(([op, { latencies }]) => [op, latencies.quantile(0.95)]),
      ),
      failedByOp: Object.fromEntries(
        [...this.#byOp].filter(([, { failed }]) => failed > 0).map(([op, { failed }]) => [op, failed]),
      ),
      failedByOutcome: { ...this.#failedByOutcome },
      answersByOp: Object.fromEntries(
        [...this.#byOp]
          .filter(([, { latencies }]) => latencies.count > 0)
          .map(([op, { latencies }]) => [op, { count: latencies.count, meanMs: latencies.mean() }]),
      ),
    };
  }
}

/** Operations that were due and had not ended. */
function backlogOf({ due, done, failed }: Reading): number {
  return Math.max(0, due - done - failed);
}
