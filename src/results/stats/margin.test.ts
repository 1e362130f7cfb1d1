import { expect, test } from "vitest";
import { madeHistory } from "../../../test/fakes/made-history.ts";
import { changePointsOf } from "./change-points.ts";
import { createRandom } from "./random.ts";

const HISTORIES = 150;
const AT = 15;

/** Change points of histories with one step. */
function datesOf(factor: number): { at: number; margin: number }[] {
  return Array.from({ length: HISTORIES }, (_, seed) => {
    const values = madeHistory({ runs: 30, noise: 0.03, steps: [{ at: AT, factor }] }, createRandom(500 + seed));
    return changePointsOf([values], { level: 0.05, seed: 1 })[0] ?? [];
  }).flatMap((points) => (points.length === 1 ? points : []));
}

test.each([
  [1.05, 0.82, 4],
  [1.1, 0.85, 1],
])(
  "a step times %d is within its margin in at least %d of the cases, and the margin is at most %d",
  (factor, share, most) => {
    const dates = datesOf(factor);
    const within = dates.filter(({ at, margin }) => Math.abs(at - AT) <= margin).length;
    expect(within / dates.length).toBeGreaterThanOrEqual(share);
    const mean = dates.reduce((sum, { margin }) => sum + margin, 0) / dates.length;
    expect(mean).toBeLessThanOrEqual(most);
  },
);

test("a step that cannot be mistaken has none", () => {
  expect(datesOf(1.5).filter(({ at, margin }) => at !== AT || margin !== 0)).toEqual([]);
});
