/** Answers to the operations of one step: their latencies and failures, by operation. Pure. */

import type { Outcome } from "../../lib/http/outcome.ts";
import { LatencyHistogram } from "../stats/latency-histogram.ts";
import type { TargetFigures } from "./step.ts";

/** An operation in the journal. */
export interface EndedOperation {
  /** Number of the iteration. */
  readonly operation: number;
  /** Its kind: read, create and so on. */
  readonly op: string;
  /** Of its latency from when it was due, or began where nothing is due; undefined where there was no answer. */
  readonly bin: number | undefined;
  /** What it ended in instead of success. */
  readonly failure: Outcome | undefined;
}

export type AnswerFigures = Pick<
  TargetFigures,
  "p95Ms" | "meanMs" | "p95ByOp" | "failedByOp" | "failedByOutcome" | "answersByOp" | "latencies"
>;

/** Of an operation; fewer are no basis for its p95. */
const FEWEST_ANSWERS = 20;

export class AnswerTally {
  readonly #latencies = new LatencyHistogram();
  readonly #byOp = new Map<string, { readonly latencies: LatencyHistogram; failed: number }>();
  readonly #failedByOutcome: Partial<Record<Outcome, number>> = {};

  add({ op, bin, failure }: EndedOperation): void {
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

  figures(): AnswerFigures {
    return {
      latencies: this.#latencies,
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
