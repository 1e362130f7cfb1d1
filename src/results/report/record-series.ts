/** Makes the series of a report from the periods of one or more records: one for each start of k6. Pure. */

import type { Figures } from "../measurements/record.ts";
import { itemsIn } from "../outcome-counts.ts";
import type { RunSeries } from "./series.ts";

/** More lines would be noise in a chart. */
const MOST_OPERATIONS = 8;

/** Of one period, only what is drawn: a record of hours stays small in memory. All rates are per second. */
interface Sample {
  readonly second: number;
  readonly requests: number;
  readonly failedRequests: number;
  readonly failedItems: number;
  readonly p50: number | undefined;
  readonly p95: number | undefined;
  readonly p99: number | undefined;
  readonly vus: number | undefined;
  readonly byOperation: ReadonlyMap<string, number>;
}

type Column = (number | null)[];

export class RecordSeries {
  #startMs: number | undefined;
  #pending: Sample[] = [];
  /** By time; undefined is a hole between two starts of k6. */
  readonly #samples: { readonly timeMs: number; readonly sample: Sample | undefined }[] = [];

  /** One period of the current record. */
  addPeriod(figures: Figures): void {
    this.#pending.push(sampleOf(figures));
  }

  /** Ends the current record. @param startMs epoch milliseconds of its start; undefined when it has none */
  endRecord({ startMs = 0, periodMs }: { readonly startMs: number | undefined; readonly periodMs: number }): void {
    const samples = this.#pending;
    this.#pending = [];
    if (samples.length === 0) return;
    this.#startMs ??= startMs;
    const last = this.#samples.at(-1);
    if (last !== undefined) this.#samples.push({ timeMs: last.timeMs + periodMs, sample: undefined });
    for (const sample of samples) {
      const timeMs = startMs + sample.second * 1000;
      if (timeMs > (this.#samples.at(-1)?.timeMs ?? 0)) this.#samples.push({ timeMs, sample });
    }
  }

  /** Seconds count from the first start of k6. */
  series(): RunSeries {
    const startMs = this.#startMs ?? 0;
    const column = (value: (sample: Sample) => number | undefined): Column =>
      this.#samples.map(({ sample }) => (sample === undefined ? null : (value(sample) ?? null)));
    return {
      seconds: this.#samples.map(({ timeMs }) => Math.round((timeMs - startMs) / 100) / 10),
      requests: column(({ requests }) => requests),
      byOperation: this.#byOperation(column),
      failedRequests: column(({ failedRequests }) => failedRequests),
      failedItems: column(({ failedItems }) => failedItems),
      p50: column(({ p50 }) => p50),
      p95: column(({ p95 }) => p95),
      p99: column(({ p99 }) => p99),
      vus: column(({ vus }) => vus),
    };
  }

  /** The operations with the most requests, the busiest first. */
  #byOperation(column: (value: (sample: Sample) => number | undefined) => Column): Record<string, Column> {
    const totals = new Map<string, number>();
    for (const { sample } of this.#samples) {
      for (const [op, rate] of sample?.byOperation ?? []) totals.set(op, (totals.get(op) ?? 0) + rate);
    }
    const busiest = [...totals].sort(([, a], [, b]) => b - a).slice(0, MOST_OPERATIONS);
    return Object.fromEntries(busiest.map(([op]) => [op, column(({ byOperation }) => byOperation.get(op) ?? 0)]));
  }
}

function sampleOf(figures: Figures): Sample {
  const { second, seconds, requests, latencyMs, vus } = figures;
  const byOperation = new Map<string, number>();
  for (const { op, requests } of figures.calls) byOperation.set(op, (byOperation.get(op) ?? 0) + requests / seconds);
  return {
    second,
    requests: requests / seconds,
    failedRequests: figures.failedRequests / seconds,
    failedItems: (figures.itemFailureShare * itemsIn(figures.outcomes)) / seconds,
    p50: latencyMs?.p50,
    p95: latencyMs?.p95,
    p99: latencyMs?.p99,
    // k6 reports the number of users a moment after the first requests.
    vus: vus === 0 && requests > 0 ? undefined : vus,
    byOperation,
  };
}
