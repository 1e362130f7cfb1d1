import { expect, it } from "vitest";
import type { CapacityResult } from "../run-summary.ts";
import { rateAnswers } from "./named-rates.ts";

const KNEE: CapacityResult = { answer: "knee", text: "", perSecond: 142, low: 131, high: 150, steps: [] };

it.each<[Partial<CapacityResult>, string]>([
  [{ todayPerSecond: 40 }, "40/s: it takes 3.55 times as much"],
  [{ todayPerSecond: 40, answer: "at-least" }, "40/s: it takes at least 3.55 times as much"],
  [{ todayPerSecond: 284, answer: "at-most" }, "284/s: it takes less than 50.0 % of that"],
  [{ todayPerSecond: 284 }, "284/s: it takes only 50.0 % of that"],
  [{ todayPerSecond: 200, answer: "at-least" }, "200/s: it takes at least 71.0 % of that"],
  [{ needPerSecond: 120 }, "120/s: met"],
  [{ needPerSecond: 1500 }, "1,500/s: not met"],
  [{ needPerSecond: 140, needText: "9,000 items in 1 h, 140/s" }, "9,000 items in 1 h, 140/s: not certain"],
])("says whether a rate is taken: %j", (rates, text) => {
  expect(rateAnswers({ ...KNEE, ...rates }).map((answer) => answer.text)).toEqual([text]);
});

it("says nothing where no rate was named", () => {
  expect(rateAnswers(KNEE)).toEqual([]);
});
