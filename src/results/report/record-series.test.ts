import { expect, test } from "vitest";
import type { Figures } from "../measurements/record.ts";
import { RecordSeries } from "./record-series.ts";

const START = 1_795_409_074_000;
const LATENCY = { min: 1, mean: 10, p50: 9, p90: 20, p95: 30, p99: 40, max: 99 };

function period(second: number, requests: number, rest: Partial<Figures> = {}): Figures {
  return {
    second,
    seconds: 1,
    requests,
    failedRequests: 0,
    outcomes: { created: requests },
    itemFailureShare: 0,
    latencyMs: requests === 0 ? undefined : LATENCY,
    iterations: requests,
    droppedIterations: 0,
    vus: 5,
    vusMax: 5,
    lateItems: 0,
    schedulingDelayMs: undefined,
    calls: [],
    ...rest,
  };
}

function seriesOf(...records: readonly { readonly startMs: number; readonly periods: readonly Figures[] }[]) {
  const builder = new RecordSeries();
  for (const { startMs, periods } of records) {
    for (const figures of periods) builder.addPeriod(figures);
    builder.endRecord({ startMs, periodMs: 1000 });
  }
  return builder.series();
}

test("a period gives rates per second and percentiles, whatever its length", () => {
  const failing = { seconds: 2, failedRequests: 6, itemFailureShare: 0.1, outcomes: { created: 45, rejected: 5 } };
  const series = seriesOf({ startMs: START, periods: [period(1, 100), period(3, 50, failing)] });
  expect(series.seconds).toEqual([1, 3]);
  expect(series.requests).toEqual([100, 25]);
  expect(series.failedRequests).toEqual([0, 3]);
  expect(series.failedItems).toEqual([0, 2.5]);
  expect([series.p50[0], series.p95[0], series.p99[0]]).toEqual([9, 30, 40]);
});

test("a period without requests has a rate of 0 and no percentile", () => {
  const series = seriesOf({ startMs: START, periods: [period(1, 10), period(2, 0)] });
  expect(series.requests).toEqual([10, 0]);
  expect(series.p95).toEqual([30, null]);
});

test("calls of one operation are added up over resources, the busiest operation first", () => {
  const call = (resource: string, op: string, requests: number) => ({
    resource,
    op,
    requests,
    latencyMs: undefined,
    outcomes: {},
  });
  const calls = [call("students", "create", 2), call("schools", "read", 7), call("schools", "create", 3)];
  const { byOperation } = seriesOf({ startMs: START, periods: [period(1, 12, { calls }), period(2, 0)] });
  expect(Object.entries(byOperation)).toEqual([
    ["read", [7, 0]],
    ["create", [5, 0]],
  ]);
});

test("users that k6 has not told yet are no users at 0", () => {
  expect(seriesOf({ startMs: START, periods: [period(1, 10, { vus: 0 }), period(2, 10)] }).vus).toEqual([null, 5]);
});

test("a second start of k6 follows the first, with a hole between them", () => {
  const series = seriesOf(
    { startMs: START, periods: [period(1, 10)] },
    { startMs: START + 60_000, periods: [period(1, 20)] },
  );
  expect(series.seconds).toEqual([1, 2, 61]);
  expect(series.requests).toEqual([10, null, 20]);
});

test("a record without periods gives an empty series", () => {
  expect(seriesOf({ startMs: START, periods: [] }).seconds).toEqual([]);
});
