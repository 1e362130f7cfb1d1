/** Periods and histograms made of single latencies. */

import { binOf } from "../../src/lib/measure/latency-bins.ts";
import type { Answers, Period } from "../../src/results/measurements/figures.ts";
import type { OutcomeCounts } from "../../src/results/run-summary.ts";
import { LatencyHistogram } from "../../src/results/stats/latency-histogram.ts";

export function histogramOf(values: readonly number[]): LatencyHistogram {
  const histogram = new LatencyHistogram();
  for (const value of values) histogram.add(binOf(value));
  return histogram;
}

/** One request for each latency, in milliseconds. @param failed latencies of answers that did not do the work */
export function answersOf(
  latencies: readonly number[],
  outcomes: OutcomeCounts,
  failed: readonly number[] = [],
): Answers {
  const requests = latencies.length + failed.length;
  return { requests, done: histogramOf(latencies), failed: histogramOf(failed), outcomes };
}

/** A period of a second that ends at `second`; nothing happened in it but what is given. */
export function periodOf(second: number, rest: Partial<Period> = {}): Period {
  return {
    second,
    seconds: 1,
    iterations: 0,
    droppedIterations: 0,
    lateItems: 0,
    vus: 5,
    vusMax: 5,
    schedulingDelayMs: undefined,
    operations: [],
    ...rest,
  };
}
