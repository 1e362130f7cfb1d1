import { expect, it } from "vitest";
import { RateCounter } from "../../access-log/rate-counter.ts";
import { todayOf } from "./rates-text.ts";

function todayAfter(seconds: readonly number[]): string | undefined {
  const counter = new RateCounter();
  for (const second of seconds) counter.add(1_763_618_400_000 + 1000 * second);
  const rates = counter.rates();
  return rates && todayOf(rates);
}

it("proposes the busiest minute as the rate of today", () => {
  expect(todayAfter([0, 100, 110, 120, 199])).toBe("0.05/s");
});

it("proposes at least the mean", () => {
  // No minute has more than two of the four: 0.0333/s, and 0.05/s in all 80 s.
  expect(todayAfter([0, 1, 78, 79])).toBe("0.05/s");
});
