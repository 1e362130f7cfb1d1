/** The periods of the last seconds, for everything that is said about "now". Pure. */

import { groupBy } from "../../base/group-by.ts";
import { failuresIn, itemsIn } from "../outcome-counts.ts";
import { type LatencyHistogram, merged } from "../stats/latency-histogram.ts";
import type { Period } from "./figures.ts";
import { allAnswers, requestsIn } from "./operations.ts";

/** Of one kind. */
export interface RecentOperation {
  readonly op: string;
  /** Requests, repeats included. */
  readonly perSecond: number;
  /** Milliseconds, of all answers; NaN without one. */
  readonly p95: number;
}

interface OfOperation {
  readonly op: string;
  readonly requests: number;
  readonly latency: LatencyHistogram;
}

/** All operations of a period together, and each kind. */
interface Recent {
  readonly second: number;
  readonly seconds: number;
  readonly requests: number;
  readonly items: number;
  readonly failed: number;
  readonly operations: readonly OfOperation[];
}

export class RecentPeriods {
  readonly #seconds: number;
  #periods: Recent[] = [];

  /** @param seconds how far back */
  constructor(seconds: number) {
    this.#seconds = seconds;
  }

  add({ second, seconds, operations }: Period): void {
    this.#periods.push({
      second,
      seconds,
      requests: requestsIn(operations),
      items: sum(operations, ({ outcomes }) => itemsIn(outcomes)),
      failed: sum(operations, ({ outcomes }) => failuresIn(outcomes)),
      operations: operations.map((own) => ({ op: own.op, requests: own.requests, latency: allAnswers([own]) })),
    });
    const oldest = second - this.#seconds;
    this.#periods = this.#periods.filter((period) => period.second > oldest + 0.5 || period.second === second);
  }

  /** Seconds that the periods cover together. */
  get covered(): number {
    return sum(this.#periods, ({ seconds }) => seconds);
  }

  get requestsPerSecond(): number {
    return this.covered > 0 ? sum(this.#periods, ({ requests }) => requests) / this.covered : 0;
  }

  /** Of all answers. */
  get latency(): LatencyHistogram {
    return merged(this.#operations.map(({ latency }) => latency));
  }

  get operations(): readonly RecentOperation[] {
    return [...groupBy(this.#operations, ({ op }) => op)].map(([op, own]) => ({
      op,
      perSecond: sum(own, ({ requests }) => requests) / this.covered,
      p95: merged(own.map(({ latency }) => latency)).quantile(0.95),
    }));
  }

  get #operations(): readonly OfOperation[] {
    return this.#periods.flatMap(({ operations }) => operations);
  }

  /** Finished items or calls, and those that failed. */
  get items(): { readonly all: number; readonly failed: number } {
    return { all: sum(this.#periods, ({ items }) => items), failed: sum(this.#periods, ({ failed }) => failed) };
  }
}

function sum<Value>(values: readonly Value[], of: (value: Value) => number): number {
  return values.reduce((total, value) => total + of(value), 0);
}
