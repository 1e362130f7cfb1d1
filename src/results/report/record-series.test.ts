import { expect, test } from "vitest";
import { answersOf, periodOf } from "../../../test/fakes/periods.ts";
import { BIN_ERROR } from "../../lib/measure/latency-bins.ts";
import type { Period } from "../measurements/figures.ts";
import { RecordSeries } from "./record-series.ts";

const START = 1_795_409_074_000;

function period(second: number, requests: number, rest: Partial<Period> = {}): Period {
  const latencies = Array.from({ length: requests }, (_, at) => at + 1);
  return periodOf(second, { operations: [{ op: "create", ...answersOf(latencies, { created: requests }) }], ...rest });
}

function seriesOf(...records: readonly { readonly startMs: number; readonly periods: readonly Period[] }[]) {
  const builder = new RecordSeries();
  for (const { startMs, periods } of records) {
    for (const each of periods) builder.addPeriod(each);
    builder.endRecord(startMs);
  }
  return builder.series();
}

test("a period gives rates per second and percentiles of all answers, whatever its length", () => {
  const failing = answersOf(Array(44).fill(1), { created: 45, rejected: 5 }, Array(6).fill(1));
  const periods = [period(1, 101), period(3, 50, { seconds: 2, operations: [{ op: "create", ...failing }] })];
  const series = seriesOf({ startMs: START, periods });
  expect(series.seconds).toEqual([1, 3]);
  expect(series.requests).toEqual([101, 25]);
  expect(series.failedRequests).toEqual([0, 3]);
  expect(series.failedItems).toEqual([0, 2.5]);
  const found = [series.p50[0], series.p95[0], series.p99[0]];
  for (const [at, exact] of [51, 96, 100].entries()) {
    expect(Math.abs((found[at] ?? 0) / exact - 1)).toBeLessThanOrEqual(BIN_ERROR);
  }
});

test("a period without requests has a rate of 0 and no percentile", () => {
  const series = seriesOf({ startMs: START, periods: [period(1, 10), period(2, 0)] });
  expect(series.requests).toEqual([10, 0]);
  expect(series.p95).toEqual([expect.closeTo(9.55, 0), null]);
});

test("the busiest operation comes first; one that is absent in a period has a rate of 0", () => {
  const operation = (op: string, requests: number) => ({ op, ...answersOf(Array(requests).fill(1), {}) });
  const operations = [operation("create", 5), operation("read", 7)];
  const { byOperation } = seriesOf({ startMs: START, periods: [period(1, 0, { operations }), periodOf(2)] });
  expect(Object.entries(byOperation)).toEqual([
    ["read", [7, 0]],
    ["create", [5, 0]],
  ]);
});

test("a second start of k6 follows the first, with a hole between them, wherever its seconds begin", () => {
  for (const from of [0, 1]) {
    const series = seriesOf(
      { startMs: START, periods: [period(1, 10)] },
      { startMs: START + 60_000, periods: [period(from + 1, 20)] },
    );
    expect(series.seconds).toEqual([1, 2, 61]);
    expect(series.requests).toEqual([10, null, 20]);
  }
});

test("where time went has its place in the time of all starts of k6", () => {
  const timings = { seconds: 10, answers: 2, parts: [0, 0, 0, 2, 8, 4] } as const;
  const builder = new RecordSeries();
  for (const startMs of [START, START + 20_000]) {
    for (let second = 1; second <= 10; second++)
      builder.addPeriod(period(second, 1, second === 10 ? { timings } : {}), startMs);
    builder.endRecord(startMs);
  }
  const means = [0, 0, 0, 1, 4, 2];
  expect(builder.series().timings).toEqual([
    { second: 5, means },
    { second: 15, means: undefined },
    { second: 25, means },
  ]);
});

test("a record without periods gives an empty series", () => {
  expect(seriesOf({ startMs: START, periods: [] }).seconds).toEqual([]);
});

test("the last fraction of a second is not drawn, unless it is all there is", () => {
  const short = (second: number): Period => period(second, 3, { seconds: 0.05 });
  expect(seriesOf({ startMs: START, periods: [period(1, 100), short(1.05)] }).requests).toEqual([100]);
  expect(seriesOf({ startMs: START, periods: [short(0.05)] }).requests).toEqual([60]);
});

test("response times of operations on single resources follow those of operations: what failed first, then the busiest", () => {
  const call = (resource: string, requests: number, failed = 0) => ({
    resource,
    ...{ op: "create", ...answersOf(Array(requests).fill(4), { created: requests }, Array(failed).fill(9)) },
  });
  const periods = [1, 2].map((second) => {
    const calls = [
      call("schools", 1, 1),
      call("students", 3),
      ...Array.from({ length: 20 }, (_, at) => call(`r${at}`, 1)),
    ];
    return period(second, 24, { resources: { seconds: 1, calls } });
  });
  const { columnSeconds, groups } = seriesOf({ startMs: START, periods }).latencies;
  expect([columnSeconds, groups[0]?.op, groups[0]?.columnSeconds]).toEqual([1, "", undefined]);
  const single = groups.slice(1);
  expect(single).toHaveLength(12);
  expect(single.slice(0, 2).map(({ op, done, failed }) => [op, done.count, failed.count])).toEqual([
    ["schools create", 2, 2],
    ["students create", 6, 0],
  ]);
  expect(single[1]?.columns.map(({ count }) => count)).toEqual([3, 3]);
  expect(single[1]?.columnSeconds).toBe(1);
});

test("users and operations that started, ended and came too late are rates; failures are a share of answers", () => {
  const mixed = { op: "read", ...answersOf([1, 2, 3], {}, [1]) };
  const periods = [
    period(1, 3, { vus: 4, iterations: 3 }),
    period(3, 0, { seconds: 2, vus: 10, iterations: 8, droppedIterations: 4, lateItems: 2, operations: [mixed] }),
    period(4, 0, { vus: 2 }),
  ];
  const series = seriesOf(
    { startMs: START, periods },
    { startMs: START + 60_000, periods: [period(1, 1, { vus: 5 })] },
  );
  expect(series.startedVus).toEqual([4, 3, 0, null, 5]);
  expect(series.endedOperations.slice(0, 3)).toEqual([3, 4, 0]);
  expect(series.lateOperations.slice(0, 3)).toEqual([0, 3, 0]);
  expect(series.failedShare).toEqual([0, 25, null, null, 0]);
  expect([series.min[0], series.mean[0]]).toEqual([expect.closeTo(1, 1), expect.closeTo(2, 1)]);
});

test("single resources: how many there were beside the twelve with details", () => {
  const calls = Array.from({ length: 15 }, (_, at) => ({ resource: `r${at}`, op: "read", ...answersOf([1], {}) }));
  const { latencies } = seriesOf({ startMs: START, periods: [period(1, 1, { resources: { seconds: 1, calls } })] });
  expect(latencies.calls).toBe(15);
  expect(latencies.groups.filter(({ columnSeconds }) => columnSeconds !== undefined)).toHaveLength(12);
});
