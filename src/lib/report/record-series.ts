/** Makes the series of a report from the lines of one or more records: one for each start of k6. Pure. */

import { itemsIn } from "../watch/operations.ts";
import { type Figures, parseRecordLine, RecordReader } from "../watch/record.ts";
import type { RunSeries } from "./series.ts";

/** More lines would be noise in a chart. */
const MOST_OPERATIONS = 8;

/** The totals so far are of no use here, and long. */
const UNUSED = '{"event":"cumulative"';

export class RecordSeries {
  #reader = new RecordReader();
  #startMs: number | undefined;
  readonly #times: number[] = [];
  readonly #periods: (Figures | undefined)[] = [];

  /** @param line of a record; one that was cut off costs nothing */
  add(line: string): void {
    if (line.startsWith(UNUSED)) return;
    const event = parseRecordLine(line);
    if (event === undefined) return;
    // Each start of k6 writes its parameters first and counts its time anew.
    if (event.event === "param") this.#reader = new RecordReader();
    const figures = this.#reader.accept(event);
    this.#startMs ??= this.#reader.startMs;
    if (figures !== undefined) this.#addPeriod((this.#reader.startMs ?? 0) + figures.second * 1000, figures);
  }

  #addPeriod(time: number, figures: Figures): void {
    const last = this.#times.at(-1);
    if (last !== undefined && time <= last) return;
    const period = this.#reader.periodMs;
    if (last !== undefined && time - last > 3 * period) {
      this.#times.push(last + period);
      this.#periods.push(undefined);
    }
    this.#times.push(time);
    this.#periods.push(figures);
  }

  /** Seconds count from the first start of k6. */
  series(): RunSeries {
    const startMs = this.#startMs ?? 0;
    const column = (value: (figures: Figures) => number | undefined): (number | null)[] =>
      this.#periods.map((figures) => (figures === undefined ? null : (value(figures) ?? null)));
    return {
      seconds: this.#times.map((time) => Math.max(0, Math.round((time - startMs) / 100) / 10)),
      requests: column(({ requests, seconds }) => requests / seconds),
      byOperation: this.#byOperation(),
      failedRequests: column(({ failedRequests, seconds }) => failedRequests / seconds),
      failedItems: column(
        ({ itemFailureShare, outcomes, seconds }) => (itemFailureShare * itemsIn(outcomes)) / seconds,
      ),
      p50: column(({ latencyMs }) => latencyMs?.p50),
      p95: column(({ latencyMs }) => latencyMs?.p95),
      p99: column(({ latencyMs }) => latencyMs?.p99),
      // k6 tells the number of users a moment after the first requests.
      vus: column(({ vus, requests }) => (vus === 0 && requests > 0 ? undefined : vus)),
    };
  }

  /** The operations with the most requests, the busiest first. */
  #byOperation(): Record<string, (number | null)[]> {
    const totals = new Map<string, number>();
    const perPeriod = this.#periods.map((figures) => {
      const requests = new Map<string, number>();
      for (const call of figures?.calls ?? []) {
        requests.set(call.op, (requests.get(call.op) ?? 0) + call.requests);
        totals.set(call.op, (totals.get(call.op) ?? 0) + call.requests);
      }
      return requests;
    });
    const busiest = [...totals].sort(([, a], [, b]) => b - a).slice(0, MOST_OPERATIONS);
    return Object.fromEntries(
      busiest.map(([op]) => [
        op,
        this.#periods.map((figures, at) =>
          figures === undefined ? null : (perPeriod[at]?.get(op) ?? 0) / figures.seconds,
        ),
      ]),
    );
  }
}
