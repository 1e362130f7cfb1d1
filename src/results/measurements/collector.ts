/**
 * Adds up single measurements to the figures of periods, and of the run so far. Memory does not depend on how long a run
 * lasts or how many requests it sends. Pure.
 */

import type { TimingLine } from "../../lib/contracts/journal/timing-line.ts";
import type { CallName } from "../../lib/contracts/metrics.ts";
import type { Outcome } from "../../lib/http/outcome.ts";
import { LatencyHistogram } from "../stats/latency-histogram.ts";
import type { Answers, CallFigures, OperationFigures, Period, PeriodTimings, Totals } from "./figures.ts";
import { TimingSums } from "./timings.ts";

/** The requests of one journal line. */
export interface Measurement extends CallName {
  /** HTTP requests that no other line counts. */
  readonly requests: number;
  /** Of the latency of the last answer; undefined where there is none. */
  readonly bin: number | undefined;
  /** Whether the last answer did the work. */
  readonly isDone: boolean;
  /** Undefined: no operation ended with it. */
  readonly outcome: Outcome | undefined;
}

/** What is known at the end of a period, beside its measurements. */
export interface PeriodEnd {
  /** Seconds from the start of the first k6 process. */
  readonly second: number;
  readonly seconds: number;
  readonly vus: number;
  readonly vusMax: number;
  readonly schedulingDelayMs: number | undefined;
  /** Of the run so far. */
  readonly droppedIterations: number;
}

/** So long, figures of each second are kept by resource too; later those of so many seconds together. */
const FINE_SECONDS = 300;
const COARSE_STEP_SECONDS = 10;
/** The last period of a step may be a little short. */
const FULL_STEP_SECONDS = COARSE_STEP_SECONDS - 0.5;

export class Collector {
  #operations = new Map<string, Sum>();
  #resources = new Map<string, CallName & Sum>();
  readonly #totalOperations = new Map<string, Sum>();
  readonly #totalResources = new Map<string, CallName & Sum>();
  /** Of the present period and of the run. */
  #count = { iterations: 0, late: 0 };
  readonly #totalCount = { iterations: 0, late: 0 };
  #stepSeconds = 0;
  #timings = new TimingSums();
  #timedSeconds = 0;
  #end: PeriodEnd | undefined;
  #seconds = 0;
  #vusMax = 0;

  add(measurement: Measurement, isBeside: boolean): void {
    const { op, resource } = measurement;
    addTo(operationIn(this.#operations, op), measurement);
    addTo(operationIn(this.#totalOperations, op), measurement);
    if (isBeside) return;
    const key = `${resource} ${op}`;
    addTo(callIn(this.#resources, key, measurement), measurement);
    addTo(callIn(this.#totalResources, key, measurement), measurement);
  }

  addIteration(): void {
    this.#count.iterations++;
    this.#totalCount.iterations++;
  }

  addTimings(timings: TimingLine): void {
    this.#timings.add(timings);
  }

  addLateItem(): void {
    this.#count.late++;
    this.#totalCount.late++;
  }

  /** @param isLast with it the figures by resource of any time are given out */
  endPeriod(end: PeriodEnd, isLast = false): Period {
    const { seconds } = end;
    this.#stepSeconds += seconds;
    const isStep = isLast || end.second <= FINE_SECONDS || this.#stepSeconds >= FULL_STEP_SECONDS;
    const droppedBefore = this.#end?.droppedIterations ?? 0;
    const period: Period = {
      ...end,
      iterations: this.#count.iterations,
      lateItems: this.#count.late,
      droppedIterations: Math.max(0, end.droppedIterations - droppedBefore),
      operations: operationsOf(this.#operations),
      ...(isStep ? { resources: { seconds: this.#stepSeconds, calls: callsOf(this.#resources) } } : {}),
      ...this.#endTimings(seconds, isLast),
    };
    this.#operations = new Map();
    this.#count = { iterations: 0, late: 0 };
    if (isStep) {
      this.#resources = new Map();
      this.#stepSeconds = 0;
    }
    this.#end = end;
    this.#seconds += seconds;
    this.#vusMax = Math.max(this.#vusMax, end.vusMax);
    return period;
  }

  #endTimings(seconds: number, isLast: boolean): { timings?: PeriodTimings } {
    this.#timedSeconds += seconds;
    if (!isLast && this.#timedSeconds < FULL_STEP_SECONDS) return {};
    const [{ together }, covered] = [this.#timings, this.#timedSeconds];
    this.#timings = new TimingSums();
    this.#timedSeconds = 0;
    return together === undefined ? {} : { timings: { seconds: covered, ...together } };
  }

  /** Undefined before the end of the first period. */
  get totals(): Totals | undefined {
    if (this.#end === undefined) return undefined;
    return {
      ...this.#end,
      seconds: this.#seconds,
      vusMax: this.#vusMax,
      iterations: this.#totalCount.iterations,
      lateItems: this.#totalCount.late,
      operations: operationsOf(this.#totalOperations),
      calls: callsOf(this.#totalResources),
    };
  }
}

interface Sum extends Answers {
  requests: number;
  readonly outcomes: Partial<Record<Outcome, number>>;
}

function newSum(): Sum {
  return { requests: 0, done: new LatencyHistogram(), failed: new LatencyHistogram(), outcomes: {} };
}

function operationIn(sums: Map<string, Sum>, op: string): Sum {
  return sums.get(op) ?? added(sums, op, newSum());
}

function callIn(sums: Map<string, CallName & Sum>, key: string, { resource, op }: CallName): Sum {
  return sums.get(key) ?? added(sums, key, { resource, op, ...newSum() });
}

function added<Value>(sums: Map<string, Value>, key: string, sum: Value): Value {
  sums.set(key, sum);
  return sum;
}

function addTo(sum: Sum, { requests, bin, isDone, outcome }: Measurement): void {
  sum.requests += requests;
  if (bin !== undefined) (isDone ? sum.done : sum.failed).add(bin);
  if (outcome !== undefined) sum.outcomes[outcome] = (sum.outcomes[outcome] ?? 0) + 1;
}

function operationsOf(sums: ReadonlyMap<string, Sum>): OperationFigures[] {
  return [...sums].map(([op, sum]) => ({ op, ...sum }));
}

function callsOf(sums: ReadonlyMap<string, CallName & Sum>): CallFigures[] {
  return [...sums.values()];
}
