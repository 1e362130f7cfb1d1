import { expect, it } from "vitest";
import { syntheticRun } from "../../../test/fakes/synthetic-run.ts";
import type { CapacityResult } from "../run-summary.ts";
import { compareCapacity } from "./compare-capacity.ts";
import { compareRuns } from "./compare-runs.ts";
import { comparisonLines } from "./comparison-table.ts";

const KNEE: CapacityResult = { answer: "knee", text: "", perSecond: 142, low: 131, high: 150, steps: [] };
const FALLEN: CapacityResult = { ...KNEE, perSecond: 118, low: 110, high: 125 };

it.each<[string, CapacityResult, CapacityResult, string, boolean, boolean]>([
  ["fell", KNEE, FALLEN, "knee 142/s (131 to 150) -> 118/s (110 to 125): -17 %", true, true],
  ["rose", FALLEN, KNEE, "knee 118/s (110 to 125) -> 142/s (131 to 150): +20 %", false, true],
  [
    "may be the same",
    KNEE,
    { ...KNEE, perSecond: 135, low: 128, high: 140 },
    "knee 142/s (131 to 150) -> 135/s (128 to 140): -4.9 %, not certain: the intervals overlap",
    false,
    true,
  ],
  [
    "fell, with other users",
    { ...KNEE, by: "users", users: 8 },
    { ...FALLEN, by: "users", users: 6 },
    "knee 142/s (131 to 150) with 8 users -> 118/s (110 to 125) with 6 users: -17 %",
    true,
    true,
  ],
  [
    "is of another kind",
    { ...KNEE, by: "users", users: 8 },
    FALLEN,
    "one run climbed by rates, the other by users: their knees cannot be compared",
    false,
    false,
  ],
  [
    "was not found",
    KNEE,
    { answer: "at-least", text: "", perSecond: 400, steps: [] },
    "knee 142/s (131 to 150) -> at least 400/s",
    false,
    false,
  ],
  [
    "is below all that was tried",
    KNEE,
    { answer: "at-most", text: "", perSecond: 5, steps: [] },
    "knee 142/s (131 to 150) -> below 5.00/s",
    true,
    false,
  ],
])("says that the knee %s", (_what, base, run, text, isRegression, isConclusive) => {
  expect(compareCapacity(base, run)).toEqual({ text, isRegression, isConclusive });
});

it("is nothing for other runs", () => {
  expect(compareCapacity(undefined, KNEE)).toBeUndefined();
});

it("decides a comparison alone, whatever the requests of the searches were", () => {
  const runOf = (capacity: CapacityResult, median: number) =>
    syntheticRun({
      seconds: 120,
      seed: median,
      operations: [{ resource: "students", op: "read", perSecond: 30, median }],
      summary: { capacity },
    });
  const limits = {
    maxP50: 0.25,
    maxP95: 0.25,
    maxP99: 0.5,
    minRate: -0.2,
    maxFailures: 0.01,
    maxSpell: 0.5,
    noiseFloorMs: 0,
  };
  const same = compareRuns(runOf(KNEE, 10), runOf(KNEE, 40), limits, 1);
  expect(same.isRegression).toBe(false);
  const fallen = compareRuns(runOf(KNEE, 10), runOf(FALLEN, 10), limits, 1);
  expect(fallen.isRegression).toBe(true);
  expect(fallen.reasons).toEqual(["knee 142/s (131 to 150) -> 118/s (110 to 125): -17 %"]);
  expect(comparisonLines(fallen)).toContain("capacity  knee 142/s (131 to 150) -> 118/s (110 to 125): -17 %");
});
