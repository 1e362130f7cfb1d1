/** Race and ethnicity of people: figures and sources are in docs/dataset.md. */
import type { Vocabulary } from "../dataset.ts";
import { type Draft, optList } from "../descriptors.ts";

/** Of a thousand people, counted up: those of several races, then of each in the order of the values. The rest is Hispanic. */
export const STUDENTS = [31, 281, 409, 463, 466, 468];
export const TEACHERS = [16, 815, 876, 900, 904, 906];

/** Which of the languages a family speaks at home: of those that do not speak English, three in four speak Spanish. */
export function homeLanguage(family: number): number {
  if ((family >>> 4) % 1000 >= (STUDENTS[5] as number)) return family % 7 < 2 ? 1 : 0;
  return family % 10 > 0 ? 0 : 2 + ((family >>> 16) % 6);
}

/** Sets `hispanicLatinoEthnicity` and `races`: of ten Hispanic people, nine are White. */
export function setEthnicity(b: Draft, v: Vocabulary, upTo: readonly number[], h: number): void {
  const group = upTo.findIndex((limit) => h % 1000 < limit);
  b.hispanicLatinoEthnicity = group < 0;
  optList(b, v, "races", "race", group > 0 ? group - 1 : group < 0 && h % 8 > 0 ? 0 : h >>> 10, group === 0);
}
