/** Race and ethnicity of people: figures and sources are in docs/dataset.md. */
import type { Vocabulary } from "../dataset.ts";
import { type Draft, optList } from "../descriptors.ts";

/** Of a thousand people: those of one race, in the order of the race values, then two or more; the others are Hispanic, of any race. */
export type Shares = readonly [...races: number[], several: number];

/** Students of Texas in 2023-24. */
export const STUDENTS: Shares = [250, 128, 54, 3, 2, 31];
/** Teachers of public schools in 2020-21. */
export const TEACHERS: Shares = [799, 61, 24, 4, 2, 16];

const RACES = 5;

/** Sets `hispanicLatinoEthnicity` and `races`. */
export function setEthnicity(b: Draft, v: Vocabulary, shares: Shares, h: number): void {
  let group = 0;
  for (let rest = h % 1000; rest >= (shares[group] ?? 1000); group++) rest -= shares[group] as number;
  const hispanic = group === shares.length;
  const other = (h >>> 10) % RACES;
  const race = hispanic ? ((h >>> 14) % 8 > 0 ? 0 : other) : group < RACES ? group : other;
  b.hispanicLatinoEthnicity = hispanic;
  optList(b, v, "races", "race", race, group === RACES);
}
