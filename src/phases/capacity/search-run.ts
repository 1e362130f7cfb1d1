/** Connects a search with a run: journal and generator in, pace and end of k6 out. */

import { isFailure } from "../../lib/http/outcome.ts";
import type { CapacityControl } from "../../results/capacity/capacity-control.ts";
import { stepText } from "../../results/capacity/capacity-lines.ts";
import type { StepFigures } from "../../results/capacity/step.ts";
import { CPU_LIMIT } from "../../results/health/generator-health.ts";
import type { LiveState } from "../../results/live/live-state.ts";
import { quantileOf } from "../../results/stats/percentile.ts";
import type { Run, RunListener } from "../../run/run.ts";
import type { Steering } from "../../run/steering.ts";

/** When sleeps of a VU are too long by this share of the limit of p95, latencies are those of the generator. */
const DELAY_SHARE = 1 / 3;

export class SearchRun implements RunListener {
  readonly #run: Run;
  readonly #control: CapacityControl;
  readonly #endsInMs: number;
  #cpuShare = 0;
  /** Steps of which a line was printed. */
  #told = 0;
  #endMs: number | undefined;

  /** @param endsInMs after the answer: every VU has heard of the end, and what is under way has some time */
  constructor(run: Run, control: CapacityControl, endsInMs: number) {
    this.#endsInMs = endsInMs;
    this.#run = run;
    this.#control = control;
  }

  tick({ generator }: LiveState): void {
    this.#cpuShare = generator?.cpuShare ?? 0;
  }

  steering(): Steering {
    return {
      schedule: () => this.#control.schedule,
      ended: ({ iteration, op, bin, outcome }) =>
        this.#control.add({ operation: iteration, op, bin, failure: isFailure(outcome) ? outcome : undefined }),
      refused: (status, retryAfterMs) => this.#control.refused(status, retryAfterMs),
      health: (isGateway) => this.#control.health(isGateway),
      clock: ({ atMs, delaysMs }) => this.#second(atMs, delaysMs),
    };
  }

  /** A line for each step that has ended. */
  #tellSteps(): void {
    const { steps, limits } = this.#control;
    for (; this.#told < steps.length; this.#told++) {
      const step = steps[this.#told] as StepFigures;
      this.#run.border();
      this.#run.context.output.progress(`step ${String(this.#told + 1).padEnd(4)} ${stepText(step, limits)}`);
    }
  }

  #second(atMs: number, delaysMs: readonly number[]): void {
    const delayMs = delaysMs.length === 0 ? 0 : quantileOf(delaysMs, 0.95);
    const { p95Ms } = this.#control.limits;
    const limitMs = Math.max(this.#run.config.maxVuDelay, Number.isFinite(p95Ms) ? DELAY_SHARE * p95Ms : 0);
    if (this.#cpuShare > CPU_LIMIT || delayMs > limitMs) this.#control.generatorLimits();
    this.#control.tick(atMs);
    this.#tellSteps();
    if (!this.#control.hasEnded) return;
    this.#endMs ??= atMs + this.#endsInMs;
    if (atMs >= this.#endMs) this.#run.finish();
  }
}
