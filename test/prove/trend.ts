/**
 * Change points in made histories of 30 runs with noise of 3 %: 1,000 with a step of 5 % in the middle, as many with a step
 * anywhere in their middle half, and as many without one. Of 100 only, chance would decide: shares vary by 5 points then.
 */

import { changePointsOf } from "../../src/results/stats/change-points.ts";
import { createRandom } from "../../src/results/stats/random.ts";
import { madeHistory } from "../fakes/made-history.ts";
import type { Facts, Proof } from "./proof.ts";

const HISTORIES = 1000;
const MADE = { runs: 30, noise: 0.03 };
const STEP = 1.05;
const OPTIONS = { level: 0.05, seed: 1 };
/** In percent of the histories. */
const WITHIN_ONE = 65;
const WITHIN_THREE = 75;
const WITHIN_MARGIN = 80;
const MOST_ALARMS = 9;

interface Dated {
  readonly distance: number;
  readonly margin: number;
}

/** The change point that is nearest to each step; undefined where there is none. */
function nearest(placeOf: (random: () => number) => number): (Dated | undefined)[] {
  return Array.from({ length: HISTORIES }, (_, index) => {
    const random = createRandom(index + 1);
    const at = placeOf(random);
    const values = madeHistory({ ...MADE, steps: [{ at, factor: STEP }] }, random);
    const [points = []] = changePointsOf([values], OPTIONS);
    const dated = points.map(({ at: place, margin }) => ({ distance: Math.abs(place - at), margin }));
    return dated.sort((a, b) => a.distance - b.distance)[0];
  });
}

/** In percent. @throws Error where too few are found in time */
function judged(placeOf: (random: () => number) => number): Facts {
  const found = nearest(placeOf).filter((each) => each !== undefined);
  const within = (most: (each: Dated) => number): number => found.filter((each) => each.distance <= most(each)).length;
  const percent = (count: number, of = HISTORIES): number => Math.round((1000 * count) / of) / 10;
  const facts = {
    found: percent(found.length),
    withinOne: percent(within(() => 1)),
    withinThree: percent(within(() => 3)),
    withinMarginOfFound: percent(
      within(({ margin }) => margin),
      found.length,
    ),
    of: HISTORIES,
  };
  const { withinOne, withinThree, withinMarginOfFound } = facts;
  if (withinOne < WITHIN_ONE || withinThree < WITHIN_THREE || withinMarginOfFound < WITHIN_MARGIN)
    throw new Error(JSON.stringify(facts));
  return facts;
}

export const trend: Proof = {
  name: "trend",
  text: "a step of 5 % in noise of 3 % over 30 runs is found and dated, and histories without one hardly alarm",
  run: async (use) => {
    await use({
      name: "step in the middle",
      run: async () => judged(() => MADE.runs / 2),
    });
    await use({
      name: "step anywhere in the middle half",
      run: async () => judged((random) => 8 + Math.floor(random() * 15)),
    });
    await use({
      name: "no step",
      run: async () => {
        const made = Array.from({ length: HISTORIES }, (_, index) =>
          madeHistory({ ...MADE, steps: [] }, createRandom(HISTORIES + 1 + index)),
        );
        const alarms = made.filter((values) => changePointsOf([values], OPTIONS)[0]?.length !== 0).length;
        if (100 * alarms > MOST_ALARMS * HISTORIES) throw new Error(`${alarms} of ${HISTORIES} histories alarm`);
        return { alarms, of: HISTORIES };
      },
    });
  },
};
