/**
 * Change points in made histories of 30 runs with noise of 3 %: 100 with a step of 5 % in the middle, as many with a step
 * anywhere in their middle half, and as many without one.
 */

import { changePointsOf } from "../../src/results/stats/change-points.ts";
import { createRandom } from "../../src/results/stats/random.ts";
import { madeHistory } from "../fakes/made-history.ts";
import type { Facts, Proof } from "./proof.ts";

const HISTORIES = 100;
const MADE = { runs: 30, noise: 0.03 };
const STEP = 1.05;
const OPTIONS = { level: 0.05, seed: 1 };
const WITHIN_ONE = 65;
const WITHIN_THREE = 75;
const MOST_ALARMS = 9;

/** How far the nearest change point is from each step; Infinity where there is none. */
function distances(placeOf: (random: () => number) => number): number[] {
  return Array.from({ length: HISTORIES }, (_, index) => {
    const random = createRandom(index + 1);
    const at = placeOf(random);
    const values = madeHistory({ ...MADE, steps: [{ at, factor: STEP }] }, random);
    const [points = []] = changePointsOf([values], OPTIONS);
    return Math.min(...points.map((point) => Math.abs(point.at - at)));
  });
}

function dated(far: readonly number[]): Facts & { readonly withinOne: number; readonly withinThree: number } {
  const within = (most: number): number => far.filter((distance) => distance <= most).length;
  return { found: within(MADE.runs), withinOne: within(1), withinThree: within(3), of: HISTORIES };
}

export const trend: Proof = {
  name: "trend",
  text: "a step of 5 % in noise of 3 % over 30 runs is found and dated, and histories without one hardly alarm",
  run: async (use) => {
    await use({
      name: "step in the middle",
      run: async () => {
        const facts = dated(distances(() => MADE.runs / 2));
        if (facts.withinOne < WITHIN_ONE || facts.withinThree < WITHIN_THREE) throw new Error(JSON.stringify(facts));
        return facts;
      },
    });
    await use({
      name: "step anywhere in the middle half: told, not judged",
      run: async () => dated(distances((random) => 8 + Math.floor(random() * 15))),
    });
    await use({
      name: "no step",
      run: async () => {
        const made = Array.from({ length: HISTORIES }, (_, index) =>
          madeHistory({ ...MADE, steps: [] }, createRandom(1000 + index)),
        );
        const alarms = made.filter((values) => changePointsOf([values], OPTIONS)[0]?.length !== 0).length;
        if (alarms > MOST_ALARMS) throw new Error(`${alarms} of ${HISTORIES} histories alarm`);
        return { alarms, of: HISTORIES };
      },
    });
  },
};
