import fc from "fast-check";
import { expect, it } from "vitest";
import { RateCounter } from "./rate-counter.ts";

const START = Date.UTC(2026, 10, 20, 6, 59, 30);

function ratesOf(ms: readonly number[]) {
  const counter = new RateCounter();
  for (const at of ms) counter.add(at);
  return counter.rates();
}

it("has no rates without operations", () => {
  expect(ratesOf([])).toBeUndefined();
});

it("counts the seconds from the first operation to the last one", () => {
  expect(ratesOf([START + 400, START + 900, START + 9999])).toEqual({
    operations: 3,
    fromMs: START,
    untilMs: START + 10_000,
    mean: 0.3,
    busiestMinute: 0.3,
    busiestSecond: 2,
  });
});

it("finds the busiest minute wherever it begins, in any order of the lines", () => {
  // 300 operations in 60 s over the turn of an hour, then 100 s with 60.
  const busy = Array.from({ length: 300 }, (_, at) => START + at * 200);
  const calm = Array.from({ length: 60 }, (_, at) => START + 60_000 + at * 1000);
  const rates = ratesOf([...calm, ...busy].reverse());
  expect(rates).toMatchObject({ operations: 360, mean: 3, busiestMinute: 5, busiestSecond: 5 });
});

it("agrees with counting each minute by itself", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(300), { minLength: 1 }), (seconds) => {
      const inMinuteUpTo = (last: number): number =>
        seconds.filter((second) => second <= last && second > last - 60).length;
      const span = Math.min(60, Math.max(...seconds) - Math.min(...seconds) + 1);
      const rates = ratesOf(seconds.map((second) => START + 1000 * second));
      expect(rates?.busiestMinute).toBe(Math.max(...seconds.map(inMinuteUpTo)) / span);
    }),
  );
});

it("takes an operation back", () => {
  const counter = new RateCounter();
  for (const ms of [START, START + 100, START + 5000]) counter.add(ms);
  counter.add(START + 5000, -1);
  expect(counter.rates()).toMatchObject({ operations: 2, untilMs: START + 1000 });
});

it("refuses a log of too long a time, which would need too much memory", () => {
  const counter = new RateCounter();
  for (let hour = 0; hour < 10_000; hour++) counter.add(hour * 3_600_000);
  expect(() => counter.add(10_000 * 3_600_000)).toThrow("more than 10000 different hours");
});
