/** What students earn in their courses: all of it follows from a student's rank. Figures and sources: docs/dataset.md. */
import type { Curriculum } from "../courses.ts";
import type { World } from "../world/world.ts";

/** Percent in the k-th course of a student, whose hash `person` is; `n` is the number of the grade in the dataset. */
export function earned(w: World, { core, failing }: Curriculum, person: number, k: number, n: number): number {
  const h = w.result(n);
  const rank = person % 1000; // the weakest first; those above the usual age are among these
  // English, mathematics and science are failed: all by the weaker half of those who fail, else one.
  if (rank < failing && k < core && (2 * rank < failing || (person >>> 12) % core === k)) return 45 + (h % 14);
  const above = 1000 - rank; // so many of a thousand earn more
  return 88 - (((above * above) / 38000) | 0) + (h % 7) + ((h >>> 9) % 7);
}

/** Percent at the end of a term: the mean of its two grading periods, of which `n` is the first. */
export const finalGrade = (w: World, from: Curriculum, person: number, k: number, n: number): number =>
  (earned(w, from, person, k, n) + earned(w, from, person, k, n + 1) + 1) >> 1;

/** Points of a letter: A, from 90 %, is 4, and F, below 60 %, is 0. */
export const points = (percent: number): number => (percent < 60 ? 0 : percent > 99 ? 4 : ((percent / 10) | 0) - 5);

export const letter = (percent: number): string => "FDCBA"[points(percent)] as string;
