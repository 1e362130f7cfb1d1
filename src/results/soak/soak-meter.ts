/** The series of a soak: figures of equal steps of time, from the lines of the journal. Pure. */

import type { DriftUnit } from "../drift/drift-result.ts";
import type { DriftInput, DriftSeries } from "../drift/find-drifts.ts";
import { LatencyHistogram } from "../stats/latency-histogram.ts";

/** The series of all response times. */
export const P95 = "p95";

/** Fewer answers in a step are no basis for a percentile. */
const FEWEST_ANSWERS = 20;

/** By how much a line of the clock may be less late than the first one, and still end its step. */
const LATE_MS = 500;

/** An operation in the journal. */
export interface SoakOperation {
  readonly op: string;
  /** Of its latency from when it was due; undefined where there was no answer. */
  readonly bin: number | undefined;
  readonly isDone: boolean;
}

/** What ended in the present step. */
interface Step {
  readonly all: LatencyHistogram;
  readonly byOp: Map<string, LatencyHistogram>;
  done: number;
  failed: number;
}

export class SoakMeter {
  readonly #stepMs: number;
  readonly #series = new Map<string, { readonly unit: DriftUnit; readonly values: number[] }>();
  readonly #rows: number[] = [];
  readonly #gauges = new Map<string, { readonly unit: DriftUnit; readonly value: number }>();
  #step = newStep();
  #steps = 0;
  #startMs: number | undefined;
  #created = 0;
  #done = 0;
  #failed = 0;

  /** @param stepMs length of a step */
  constructor(stepMs: number) {
    this.#stepMs = stepMs;
  }

  get done(): number {
    return this.#done;
  }

  get failed(): number {
    return this.#failed;
  }

  add({ op, bin, isDone }: SoakOperation): void {
    if (!isDone) {
      this.#step.failed++;
      this.#failed++;
      return;
    }
    this.#step.done++;
    this.#done++;
    if (op === "create") this.#created++;
    if (op === "delete") this.#created--;
    if (bin === undefined) return;
    this.#step.all.add(bin);
    const own = this.#step.byOp.get(op) ?? new LatencyHistogram();
    own.add(bin);
    this.#step.byOp.set(op, own);
  }

  /** A figure that something else measures, such as memory: its last value is that of the step. */
  gauge(name: string, unit: DriftUnit, value: number): void {
    this.#gauges.set(name, { unit, value });
  }

  /** The clock of the journal. @param ms epoch milliseconds */
  tick(ms: number): void {
    this.#startMs ??= ms - LATE_MS;
    while (ms >= this.#startMs + (this.#steps + 1) * this.#stepMs) this.#endStep();
  }

  /** What is tested for drift. @param grows the mix changes the number of rows */
  input(grows: boolean): DriftInput {
    const series: DriftSeries[] = [...this.#series].map(([name, { unit, values }]) => ({ name, unit, values }));
    return { stepSeconds: this.#stepMs / 1000, series, ...(grows ? { rows: this.#rows } : {}) };
  }

  #endStep(): void {
    const { all, byOp, done, failed } = this.#step;
    this.#set(P95, "ms", all.count < FEWEST_ANSWERS ? Number.NaN : all.quantile(0.95));
    for (const [op, latencies] of byOp) this.#set(`mean ${op}`, "ms", latencies.mean());
    this.#set("failures", "share", done + failed === 0 ? Number.NaN : failed / (done + failed));
    for (const [name, { unit, value }] of this.#gauges) this.#set(name, unit, value);
    this.#gauges.clear();
    this.#rows.push(this.#created);
    this.#steps++;
    for (const { values } of this.#series.values()) while (values.length < this.#steps) values.push(Number.NaN);
    this.#step = newStep();
  }

  #set(name: string, unit: DriftUnit, value: number): void {
    const own = this.#series.get(name) ?? { unit, values: [] };
    while (own.values.length < this.#steps) own.values.push(Number.NaN);
    own.values.push(value);
    this.#series.set(name, own);
  }
}

function newStep(): Step {
  return { all: new LatencyHistogram(), byOp: new Map(), done: 0, failed: 0 };
}
