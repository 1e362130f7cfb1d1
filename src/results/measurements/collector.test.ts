import fc from "fast-check";
import { expect, test } from "vitest";
import { LAST_BIN } from "../../lib/measure/latency-bins.ts";
import { addOutcomes } from "../outcome-counts.ts";
import { merged } from "../stats/latency-histogram.ts";
import { Collector, type Measurement, type PeriodEnd } from "./collector.ts";
import type { Answers, Period } from "./figures.ts";

const MEASUREMENT: Measurement = {
  resource: "students",
  op: "read",
  requests: 1,
  bin: 500,
  isDone: true,
  outcome: "read",
};
const END: PeriodEnd = {
  second: 1,
  seconds: 1,
  vus: 3,
  vusMax: 4,
  schedulingDelayMs: undefined,
  droppedIterations: 0,
};

const measurements = fc.array(
  fc.record({
    resource: fc.constantFrom("students", "schools", "grades"),
    op: fc.constantFrom("read", "create", "prepare"),
    requests: fc.integer({ min: 0, max: 3 }),
    bin: fc.option(fc.integer({ min: 0, max: LAST_BIN }), { nil: undefined }),
    isDone: fc.boolean(),
    outcome: fc.constantFrom(undefined, "read", "created", "rejected"),
  }),
  { maxLength: 30 },
);

function sumOf(answers: readonly Answers[]): unknown {
  return {
    requests: answers.reduce((sum, { requests }) => sum + requests, 0),
    done: merged(answers.map(({ done }) => done)).toText(),
    failed: merged(answers.map(({ failed }) => failed)).toText(),
    outcomes: addOutcomes(answers.map(({ outcomes }) => outcomes)),
  };
}

test("the totals are the sum of all periods, by operation and by resource, whatever the length of steps", () => {
  fc.assert(
    fc.property(
      fc.array(measurements, { minLength: 1, maxLength: 20 }),
      fc.constantFrom(1, 295, 4000),
      (seconds, from) => {
        const collector = new Collector();
        const periods = seconds.map((own, index): Period => {
          for (const each of own) collector.add(each, each.op === "prepare");
          return collector.endPeriod({ ...END, second: from + index }, index === seconds.length - 1);
        });
        const { operations, calls, seconds: covered } = collector.totals ?? { operations: [], calls: [], seconds: 0 };
        expect(covered).toBe(seconds.length);
        expect(periods.reduce((sum, { resources }) => sum + (resources?.seconds ?? 0), 0)).toBe(seconds.length);
        for (const op of ["read", "create", "prepare"]) {
          const isOwn = (each: { readonly op: string }): boolean => each.op === op;
          expect(sumOf(operations.filter(isOwn))).toEqual(
            sumOf(periods.flatMap((own) => own.operations.filter(isOwn))),
          );
          const ofPeriods = periods.flatMap(({ resources }) => resources?.calls.filter(isOwn) ?? []);
          expect(sumOf(calls.filter(isOwn))).toEqual(sumOf(ofPeriods));
          if (op !== "prepare") expect(sumOf(calls.filter(isOwn))).toEqual(sumOf(operations.filter(isOwn)));
        }
        expect(calls.some(({ op }) => op === "prepare")).toBe(false);
      },
    ),
  );
});

test("an answer that did the work, one that did not, and an operation without an answer", () => {
  const collector = new Collector();
  collector.add(MEASUREMENT, false);
  collector.add({ ...MEASUREMENT, bin: 600, isDone: false, outcome: "conflict", requests: 2 }, false);
  collector.add({ ...MEASUREMENT, bin: undefined, isDone: false, outcome: "cut-off" }, false);
  const [read] = collector.endPeriod(END).operations;
  expect(read).toMatchObject({ op: "read", requests: 4, outcomes: { read: 1, conflict: 1, "cut-off": 1 } });
  expect([read?.done.count, read?.failed.count]).toEqual([1, 1]);
});

test("resources are given each second for five minutes, later every ten seconds and at the end", () => {
  const collector = new Collector();
  const steps: number[] = [];
  for (let second = 1; second <= 325; second++) {
    collector.add(MEASUREMENT, false);
    const { resources } = collector.endPeriod({ ...END, second }, second === 325);
    if (resources !== undefined) steps.push(resources.seconds);
    if (resources !== undefined) expect(resources.calls[0]?.requests).toBe(resources.seconds);
  }
  expect(steps).toEqual([...Array(300).fill(1), 10, 10, 5]);
});

test("where time went is given every ten seconds and at the end, of all operations; nothing of nothing", () => {
  const collector = new Collector();
  const found: unknown[] = [];
  for (let second = 1; second <= 33; second++) {
    if (second <= 10 || second > 20) collector.addTimings({ op: "read", parts: [0, 0, 0, 1, 5, 2] });
    if (second === 1) collector.addTimings({ op: "create", parts: [0, 3, 4, 1, 10, 0] });
    found.push(collector.endPeriod({ ...END, second }, second === 33).timings);
  }
  expect(found.flatMap((own, at) => (own === undefined ? [] : [{ ...own, second: at + 1 }]))).toEqual([
    { second: 10, seconds: 10, answers: 11, parts: [0, 3, 4, 11, 60, 20] },
    { second: 30, seconds: 10, answers: 10, parts: [0, 0, 0, 10, 50, 20] },
    { second: 33, seconds: 3, answers: 3, parts: [0, 0, 0, 3, 15, 6] },
  ]);
});

test("what is given as of the run so far becomes what a period has; the most VUs stay", () => {
  const collector = new Collector();
  collector.addIteration();
  collector.addLateItem();
  collector.endPeriod({ ...END, vusMax: 9, droppedIterations: 5 });
  collector.addIteration();
  const period = collector.endPeriod({ ...END, second: 2, droppedIterations: 7 });
  expect(period).toMatchObject({ iterations: 1, lateItems: 0, droppedIterations: 2, vusMax: 4 });
  expect(collector.totals).toMatchObject({ iterations: 2, lateItems: 1, droppedIterations: 7, vusMax: 9, second: 2 });
});

test("there are no totals before the end of the first period", () => {
  const collector = new Collector();
  collector.add(MEASUREMENT, false);
  expect(collector.totals).toBeUndefined();
});

test("what is kept does not grow with the number of requests", () => {
  const collector = new Collector();
  const sizeAfter = (requests: number): number => {
    for (let at = 0; at < requests; at++) {
      collector.add({ ...MEASUREMENT, bin: 400 + ((at * 7919) % 200), resource: `resource-${at % 50}` }, false);
    }
    collector.endPeriod(END);
    const { operations = [], calls = [] } = collector.totals ?? {};
    return [...operations, ...calls].reduce((sum, { done }) => {
      let own = 0;
      done.forEach(() => {
        own++;
      });
      return sum + own;
    }, 0);
  };
  const before = sizeAfter(20_000);
  expect(sizeAfter(200_000)).toBe(before);
});
