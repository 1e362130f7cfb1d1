import { expect, test } from "vitest";
import { parseRecordLine, RecordReader } from "../measurements/record.ts";
import { RecordOperations } from "./record-operations.ts";

const NAMES = [
  "http_req_duration",
  "http_req_duration{name:GET /ed-fi/students}",
  "http_reqs",
  "http_reqs{name:GET /ed-fi/students}",
  "time",
];
const TREND = [5, 9, 4, 1, 6, 7, 8];

/** Lines of a record that starts at `startMs`, with so many requests in each second. */
function record(startMs: number, perSecond: readonly number[]): string[] {
  const line = (event: string, data: unknown): string => JSON.stringify({ event, data });
  const series = Object.fromEntries(NAMES.map((name) => [name, { type: "trend" }]));
  return [
    line("param", { period: 1000 }),
    line("metric", series),
    line("start", [[startMs]]),
    ...perSecond.map((requests, second) => {
      const trend = requests === 0 ? [] : TREND;
      return line("snapshot", [trend, trend, [requests], [requests], [startMs + 1000 * (second + 1) + 3]]);
    }),
    line("stop", [[startMs]]),
  ];
}

function read(records: readonly (readonly string[])[], warmUpMs = 0): RecordOperations {
  const operations = new RecordOperations(warmUpMs);
  for (const lines of records) {
    const reader = new RecordReader();
    for (const line of lines) {
      const event = parseRecordLine(line);
      const period = event === undefined ? undefined : reader.accept(event);
      if (period !== undefined) operations.addPeriod(period);
    }
    operations.endRecord();
  }
  return operations;
}

test("seconds with requests, by operation and in all; silent ones are left out", () => {
  const { total, operations } = read([record(1_000_000, [3, 0, 5])]);
  expect(total.seconds.map(({ at, requests }) => [at, requests])).toEqual([
    [0, 3],
    [2, 5],
  ]);
  expect(operations).toHaveLength(1);
  expect(operations[0]).toMatchObject({ resource: "students", op: "query" });
  expect(operations[0]?.seconds[0]?.latencyMs).toMatchObject({ min: 1, p50: 4, p90: 6, p95: 7, p99: 8, max: 9 });
});

test("the warm-up is left out and keeps its time", () => {
  expect(read([record(0, [1, 2, 3, 4])], 2000).total.seconds.map(({ at, requests }) => [at, requests])).toEqual([
    [2, 3],
    [3, 4],
  ]);
});

test("records of a resumed run follow on each other without the pause between them", () => {
  const records = [record(0, [1, 1]), record(900_000, [2, 2])];
  expect(read(records).total.seconds.map(({ at, requests }) => [at, requests])).toEqual([
    [0, 1],
    [1, 1],
    [2, 2],
    [3, 2],
  ]);
});
