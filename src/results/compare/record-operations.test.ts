import { expect, test } from "vitest";
import { answersOf, periodOf } from "../../../test/fakes/periods.ts";
import type { Period } from "../measurements/figures.ts";
import { latencyIn } from "../stats/blocks.ts";
import { RecordOperations } from "./record-operations.ts";

/** A record with so many requests in each second, which ends a little late. @param from second at which it starts */
function record(perSecond: readonly number[], from = 0): Period[] {
  return perSecond.map((requests, second) => {
    const answers = answersOf(Array(requests).fill(4), { read: requests });
    return periodOf(from + second + 1.003, {
      operations: [
        { op: "read", ...answers },
        { op: "readback", ...answersOf([900], {}) },
      ],
      resources: { seconds: 1, calls: requests === 0 ? [] : [{ resource: "students", op: "read", ...answers }] },
    });
  });
}

function read(records: readonly (readonly Period[])[], warmUpMs = 0): RecordOperations {
  const operations = new RecordOperations(warmUpMs);
  for (const periods of records) {
    for (const period of periods) operations.addPeriod(period);
    operations.endRecord();
  }
  return operations;
}

test("seconds with requests, by operation and in all; silent ones and what is beside the run are left out", () => {
  const { total, operations } = read([record([3, 0, 5])]);
  for (const { seconds } of [total, ...operations]) {
    expect(seconds.map(({ at, requests }) => [at, requests])).toEqual([
      [0, 3],
      [2, 5],
    ]);
    expect(latencyIn(seconds).count).toBe(8);
    expect(latencyIn(seconds).quantile(1)).toBeCloseTo(4, 1);
  }
  expect(operations).toMatchObject([{ resource: "students", op: "read" }]);
});

test("all requests of a second are those of its operations", () => {
  const operations = [
    { op: "read", ...answersOf([1, 2], { read: 2 }) },
    { op: "create", ...answersOf([30], { created: 1, rejected: 1 }, [5]) },
  ];
  const [second] = read([[periodOf(1, { operations })]]).total.seconds;
  expect(second?.requests).toBe(4);
  expect(latencyIn(second === undefined ? [] : [second]).count).toBe(3);
});

test("a longer step of an operation begins where it began", () => {
  const answers = answersOf([4], { read: 1 });
  const resources = { seconds: 10, calls: [{ resource: "students", op: "read", ...answers }] };
  const periods = [
    ...record([1]),
    ...Array.from({ length: 10 }, (_, at) => periodOf(at + 2, at < 9 ? {} : { resources })),
  ];
  expect(read([periods]).operations[0]?.seconds.map(({ at, seconds }) => [at, seconds])).toEqual([
    [0, 1],
    [1, 10],
  ]);
});

test("the warm-up is left out and keeps its time", () => {
  expect(read([record([1, 2, 3, 4])], 2000).total.seconds.map(({ at, requests }) => [at, requests])).toEqual([
    [2, 3],
    [3, 4],
  ]);
});

test("records of a resumed run follow on each other without the pause between them", () => {
  for (const from of [0, 2, 900]) {
    const records = [record([1, 1]), record([2, 2], from)];
    expect(read(records).total.seconds.map(({ at, requests }) => [at, requests])).toEqual([
      [0, 1],
      [1, 1],
      [2, 2],
      [3, 2],
    ]);
  }
});
