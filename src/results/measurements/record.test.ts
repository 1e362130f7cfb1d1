import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { answersOf, periodOf } from "../../../test/fakes/periods.ts";
import { binOf } from "../../lib/measure/latency-bins.ts";
import type { LatencyHistogram } from "../stats/latency-histogram.ts";
import { createRandom } from "../stats/random.ts";
import { Collector } from "./collector.ts";
import type { Answers, Period } from "./figures.ts";
import { readRecordLine, writeRecordHead, writeRecordLine } from "./record.ts";

const CALL = answersOf([4, 5, 9.2], { read: 3, rejected: 1 }, [0.7]);
const FULL = periodOf(12.004, {
  seconds: 1.002,
  iterations: 4,
  droppedIterations: 2,
  lateItems: 3,
  schedulingDelayMs: 0.25,
  operations: [
    { op: "read", ...CALL },
    { op: "prepare", ...answersOf([1], {}) },
  ],
  resources: { seconds: 10.02, calls: [{ resource: "students", op: "read", ...CALL }] },
  timings: { seconds: 10.02, answers: 3, parts: [0, 1.5, 2.25, 0.3, 36.75, 0.9] },
});

/** Histograms as text, so that periods can be compared. */
function plain(period: Period): unknown {
  const textOf = <Own extends Answers>(own: Own): unknown => ({
    ...own,
    done: (own.done as LatencyHistogram).toText(),
    failed: own.failed.toText(),
  });
  const { operations, resources } = period;
  return {
    ...period,
    operations: operations.map(textOf),
    resources: resources && { ...resources, calls: resources.calls.map(textOf) },
  };
}

function periodIn(text: string): Period | undefined {
  const line = readRecordLine(text);
  return line?.kind === "period" ? line.period : undefined;
}

test("a line gives back the period that it was made from, full or empty", () => {
  for (const period of [FULL, periodOf(1)]) {
    const read = periodIn(writeRecordLine(period));
    expect(read && plain(read)).toEqual(plain(period));
  }
});

test("the head says when k6 started", () => {
  expect(readRecordLine(writeRecordHead(1_795_409_074_000))).toEqual({ kind: "head", startMs: 1_795_409_074_000 });
});

test("what is cut off or damaged is no line, wherever it is", () => {
  const line = writeRecordLine(FULL);
  for (let length = 0; length < line.length; length++) expect(readRecordLine(line.slice(0, length))).toBeUndefined();
  for (const text of [
    "{}",
    "[]",
    "null",
    '{"second":1}',
    '{"event":"start","data":[[1]]}',
    '{"record":1,"startMs":5}',
  ]) {
    expect(readRecordLine(text), text).toBeUndefined();
  }
  for (const [part, other] of [
    ['"read"', "7"],
    ['"seconds":10.02', '"seconds":null'],
    ['"rows":[', '"rows":[{},'],
    ['"vus":5', '"vus":"5"'],
    ['"timings":[10.02,3,0,', '"timings":[10.02,3,'],
    ['"timings":[10.02,3,0,', '"timings":[10.02,3,null,'],
  ] as const) {
    expect(line).toContain(part);
    expect(readRecordLine(line.replace(part, other)), part).toBeUndefined();
  }
});

/** Megabytes of an hour after compression, from ten simulated minutes. */
function megabytesPerHour(requestsPerSecond: number): number {
  const random = createRandom(requestsPerSecond);
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const ops = ["create", "read", "query", "page", "update", "delete"];
  const collector = new Collector();
  const lines: string[] = [];
  const sizeAt: number[] = [];
  for (let second = 1; second <= 600; second++) {
    for (let at = 0; at < requestsPerSecond; at++) {
      const op = Math.floor(6 * random() ** 1.5);
      // 25 resources for each operation, some asked more often than others.
      const resource = `studentAssociationsOfKind${Math.floor(25 * random() ** 1.3)}`;
      const bin = binOf((4 + 3 * op) * Math.exp(0.5 * normal()));
      collector.add({ resource, op: ops[op] as string, requests: 1, bin, isDone: true, outcome: "read" }, false);
      collector.addIteration();
    }
    const end = { second, seconds: 1.001, vus: 50, vusMax: 50, schedulingDelayMs: random(), droppedIterations: 0 };
    lines.push(writeRecordLine(collector.endPeriod(end)));
    if (second % 300 === 0) sizeAt.push(gzipSync(`${lines.join("\n")}\n`, { level: 6 }).length);
  }
  const [fine = 0, both = 0] = sizeAt;
  return (fine + 11 * (both - fine)) / 1e6;
}

test("an hour of 1,000 requests per second has at most 5 MB, of 3,000 at most 12 MB", () => {
  expect(megabytesPerHour(1000)).toBeLessThan(5);
  expect(megabytesPerHour(3000)).toBeLessThan(12);
});
