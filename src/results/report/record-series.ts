/** Makes the series of a report from the periods of one or more records: one for each start of k6. Pure. */

import type { CallFigures, Period } from "../measurements/figures.ts";
import { allAnswers, requestsIn } from "../measurements/operations.ts";
import { failuresIn } from "../outcome-counts.ts";
import { LatencyGrid, SHORTEST_SECONDS } from "./latency-grid.ts";
import { byLatencyName, LATENCY_LINES, type LatencyName } from "./latency-lines.ts";
import { ResourceTimes } from "./resource-times.ts";
import type { LatenciesOverTime, RunSeries } from "./series.ts";
import { TimingGrid } from "./timing-grid.ts";

/** More lines would be noise in a chart. */
const MOST_OPERATIONS = 8;
/** On single resources, whose response times can be looked at. */
const MOST_CALLS = 12;
/** Records have them every ten seconds only, after the first five minutes. */
const COLUMNS_OF_CALLS = 40;

/** Of one period, only what is drawn: a record of hours stays small in memory. All rates are per second. */
interface Sample {
  /** Since the start of the current record. */
  readonly second: number;
  readonly requests: number;
  readonly failedRequests: number;
  /** NaN without an answer. */
  readonly failedShare: number;
  readonly failedItems: number;
  /** NaN without an answer. */
  readonly latencies: Readonly<Record<LatencyName, number>>;
  readonly vus: number;
  readonly startedVus: number;
  readonly endedOperations: number;
  readonly lateOperations: number;
  /** NaN where it was not measured. */
  readonly delayMs: number;
  readonly byOperation: ReadonlyMap<string, number>;
}

type Column = (number | null)[];

export class RecordSeries {
  #startMs: number | undefined;
  /** Start of the first period of the current record. */
  #first: number | undefined;
  #pending: Sample[] = [];
  readonly #restarts: number[] = [];
  readonly #latencies = new LatencyGrid();
  readonly #calls = new LatencyGrid(COLUMNS_OF_CALLS);
  readonly #resources = new ResourceTimes();
  readonly #timings = new TimingGrid();
  /** By time; undefined is a hole between two starts of k6. */
  readonly #samples: { readonly timeMs: number; readonly sample: Sample | undefined }[] = [];

  /** One period of the current record. @param startMs epoch milliseconds of the start of its first period */
  addPeriod(period: Period, startMs = 0): void {
    this.#first ??= period.second - period.seconds;
    const { seconds, operations, resources, timings } = period;
    const end = period.second - this.#first + (startMs - (this.#startMs ?? startMs)) / 1000;
    this.#latencies.add(end - seconds, seconds, operations);
    if (resources !== undefined) this.#addResources(Math.max(0, end - resources.seconds), end, resources.calls);
    if (timings !== undefined) this.#timings.add(end - timings.seconds, timings);
    if (period.seconds < SHORTEST_SECONDS && this.#pending.length > 0) return;
    this.#pending.push(sampleOf(period, this.#first, this.#pending.at(-1)?.vus ?? 0));
  }

  /** Ends the current record. @param startMs epoch milliseconds of its start; undefined when it has none */
  endRecord(startMs = 0): void {
    const samples = this.#pending;
    this.#pending = [];
    this.#first = undefined;
    if (samples.length === 0) return;
    if (this.#startMs !== undefined) this.#restarts.push((startMs - this.#startMs) / 1000);
    this.#startMs ??= startMs;
    const last = this.#samples.at(-1);
    if (last !== undefined) this.#samples.push({ timeMs: last.timeMs + 1000, sample: undefined });
    for (const sample of samples) {
      const timeMs = startMs + sample.second * 1000;
      if (timeMs > (this.#samples.at(-1)?.timeMs ?? 0)) this.#samples.push({ timeMs, sample });
    }
  }

  /** Seconds count from the first start of k6. */
  series(): RunSeries {
    const startMs = this.#startMs ?? 0;
    const column = (value: (sample: Sample) => number): Column =>
      this.#samples.map(({ sample }) => {
        const own = sample === undefined ? Number.NaN : value(sample);
        return Number.isNaN(own) ? null : own;
      });
    return {
      startMs: this.#startMs || undefined,
      restarts: this.#restarts,
      seconds: this.#samples.map(({ timeMs }) => Math.round((timeMs - startMs) / 100) / 10),
      requests: column(({ requests }) => requests),
      byOperation: this.#byOperation(column),
      failedRequests: column(({ failedRequests }) => failedRequests),
      failedShare: column(({ failedShare }) => failedShare),
      failedItems: column(({ failedItems }) => failedItems),
      ...byLatencyName((name) => column(({ latencies }) => latencies[name])),
      vus: column(({ vus }) => vus),
      startedVus: column(({ startedVus }) => startedVus),
      endedOperations: column(({ endedOperations }) => endedOperations),
      lateOperations: column(({ lateOperations }) => lateOperations),
      delayMs: column(({ delayMs }) => delayMs),
      latencies: this.#allLatencies(),
      timings: this.#timings.result(),
      resources: this.#resources.result(),
    };
  }

  #addResources(from: number, end: number, calls: readonly CallFigures[]): void {
    this.#resources.add(from, end, calls);
    const named = calls.map((call) => ({ ...call, op: `${call.resource} ${call.op}` }));
    this.#calls.add(from, end - from, named);
  }

  /** After the operations, those on single resources: what failed first, then the busiest. */
  #allLatencies(): LatenciesOverTime {
    const latencies = this.#latencies.result();
    const { columnSeconds, requests, groups } = this.#calls.result();
    const all = groups.filter(({ op }) => op !== "");
    const calls = [...all]
      .sort((a, b) => Number(b.failed.count > 0) - Number(a.failed.count > 0))
      .slice(0, MOST_CALLS)
      .map((group) => ({ ...group, columnSeconds, requests }));
    return { ...latencies, groups: [...latencies.groups, ...calls], calls: all.length };
  }

  /** The operations with the most requests, the busiest first. */
  #byOperation(column: (value: (sample: Sample) => number) => Column): Record<string, Column> {
    const totals = new Map<string, number>();
    for (const { sample } of this.#samples) {
      for (const [op, rate] of sample?.byOperation ?? []) totals.set(op, (totals.get(op) ?? 0) + rate);
    }
    const busiest = [...totals].sort(([, a], [, b]) => b - a).slice(0, MOST_OPERATIONS);
    return Object.fromEntries(busiest.map(([op]) => [op, column(({ byOperation }) => byOperation.get(op) ?? 0)]));
  }
}

/** @param vusBefore in the period before */
function sampleOf(period: Period, first: number, vusBefore: number): Sample {
  const { second, seconds, operations, vus, schedulingDelayMs } = period;
  const latency = allAnswers(operations);
  const failed = operations.reduce((sum, own) => sum + own.failed.count, 0);
  const failedItems = operations.reduce((sum, own) => sum + failuresIn(own.outcomes), 0);
  return {
    second: second - first,
    requests: requestsIn(operations) / seconds,
    failedRequests: failed / seconds,
    failedShare: (100 * failed) / latency.count,
    failedItems: failedItems / seconds,
    latencies: byLatencyName((name) => LATENCY_LINES[name].of(latency)),
    vus,
    startedVus: Math.max(0, vus - vusBefore) / seconds,
    endedOperations: period.iterations / seconds,
    lateOperations: (period.droppedIterations + period.lateItems) / seconds,
    delayMs: schedulingDelayMs ?? Number.NaN,
    byOperation: new Map(operations.map(({ op, requests }) => [op, requests / seconds])),
  };
}
