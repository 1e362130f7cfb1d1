import { expect, test } from "vitest";
import { RecordSeries } from "./record-series.ts";

const START = 1_795_409_074_000;
const NAMES = [
  "dms_item_failures",
  "dms_outcomes{outcome:created}",
  "http_req_duration",
  "http_req_failed",
  "http_reqs",
];

function header(startMs: number): string[] {
  const metrics = Object.fromEntries([...NAMES, "time", "vus"].map((name) => [name, { type: "gauge" }]));
  return [
    JSON.stringify({ event: "param", data: { period: 1000 } }),
    JSON.stringify({ event: "metric", data: metrics }),
    JSON.stringify({ event: "start", data: [[startMs]] }),
  ];
}

/** In the order of the sorted names. */
function snapshot(timeMs: number, requests: number, failedShare = 0): string {
  const trend = [10, 99, 9, 1, 20, 30, 40];
  const data = [[failedShare], [requests], trend, [failedShare], [requests, requests], [timeMs], [5]];
  return JSON.stringify({ event: "snapshot", data });
}

function seriesOf(lines: readonly string[]) {
  const builder = new RecordSeries();
  for (const line of lines) builder.add(line);
  return builder.series();
}

test("a period gives rates per second, percentiles and failures, timed from the start of k6", () => {
  const series = seriesOf([...header(START), snapshot(START + 1000, 100), snapshot(START + 2000, 50, 0.1)]);
  expect(series.seconds).toEqual([1, 2]);
  expect(series.requests).toEqual([100, 50]);
  expect(series.failedRequests).toEqual([0, 5]);
  expect(series.failedItems).toEqual([0, 5]);
  expect([series.p50[0], series.p95[0], series.p99[0]]).toEqual([9, 30, 40]);
  expect(series.vus).toEqual([5, 5]);
});

test("a line that was cut off, a cumulative line and garbage cost nothing", () => {
  const cutOff = snapshot(START + 2000, 7).slice(0, 40);
  const series = seriesOf([
    ...header(START),
    snapshot(START + 1000, 3),
    '{"event":"cumulative","data":[[',
    "null",
    cutOff,
  ]);
  expect(series.requests).toEqual([3]);
});

test("a second start of k6 follows the first, with a hole between them", () => {
  const later = START + 60_000;
  const series = seriesOf([...header(START), snapshot(START + 1000, 10), ...header(later), snapshot(later + 1000, 20)]);
  expect(series.seconds).toEqual([1, 2, 61]);
  expect(series.requests).toEqual([10, null, 20]);
});

test("a record without periods gives an empty series", () => {
  expect(seriesOf(header(START)).seconds).toEqual([]);
});
