import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { madeHistory } from "../../../test/fakes/made-history.ts";
import { changePointsOf } from "./change-points.ts";
import { createRandom } from "./random.ts";

const OPTIONS = { level: 0.05, seed: 1 };

const found = (...figures: readonly (readonly number[])[]): number[][] =>
  changePointsOf(figures, OPTIONS).map((points) => points.map(({ at }) => at));

const history = (seed: number, steps: Parameters<typeof madeHistory>[0]["steps"]): number[] =>
  madeHistory({ runs: 30, noise: 0.03, steps }, createRandom(seed));

interface OtavaSeries {
  readonly name: string;
  readonly values: readonly number[];
  readonly otava: readonly number[];
  /** Where it is not what Otava finds: what is found here, and why. */
  readonly ours?: readonly number[];
  readonly difference?: string;
}

describe("the change points of Apache Otava", () => {
  const file = new URL("../../../test/golden/otava-series.json", import.meta.url);
  const { series } = JSON.parse(readFileSync(file, "utf8")) as { readonly series: readonly OtavaSeries[] };
  test.each(series)("$name", ({ values, otava, ours = otava }) => {
    expect(found(values)).toEqual([ours]);
  });

  test("in ten series, and each difference is explained", () => {
    expect(series).toHaveLength(10);
    for (const { ours, difference } of series) expect(difference === undefined).toBe(ours === undefined);
  });
});

test("a step is found and dated", () => {
  expect(found(history(3, [{ at: 15, factor: 1.2 }]))).toEqual([[15]]);
});

test("runs without a value keep the places of the others", () => {
  const values = history(3, [{ at: 15, factor: 1.2 }]);
  expect(found(values.map((value, run) => (run === 4 ? Number.NaN : value)))).toEqual([[15]]);
});

test("what cannot change has no change point: constant, empty, too short", () => {
  expect(found([5, 5, 5, 5, 5, 5, 5, 5])).toEqual([[]]);
  expect(found([])).toEqual([[]]);
  expect(found([1, 1, 9, 9])).toEqual([[]]);
});

test("the same history has the same change points with the same p-values", () => {
  const values = history(8, [{ at: 10, factor: 1.1 }]);
  expect(changePointsOf([values], OPTIONS)).toEqual(changePointsOf([values], OPTIONS));
});

test("figures that move together need no more evidence than one of them", () => {
  const values = history(5, [{ at: 15, factor: 1.05 }]);
  const [[alone] = []] = changePointsOf([values], OPTIONS);
  const together = changePointsOf([values, values, values], OPTIONS);
  for (const [first] of together) expect(first).toEqual(alone);
});
