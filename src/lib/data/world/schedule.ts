/**
 * How many sections and seats each grade of a school has in a term. The students of a grade are divided into groups that take
 * their courses together: each course of a group is a section.
 */
import { type Curriculum, curriculum } from "../courses.ts";
import type { DatasetSettings } from "../dataset.ts";
import { GRADES, type Shape, type Span, Spread } from "../shape.ts";

/** A cell is a grade of a school; those of school s have the numbers from CELLS * s. */
export const CELLS = 6;

/** Class periods of every school. */
export const PERIODS = 8;

/** Smaller classes are not planned, whatever the settings ask for. */
const LEAST_CLASS = 18;

export type Schedule = ReturnType<typeof createSchedule>;

/** Sections and seats of a term, by cell; curricula, of CELLS for each span. */
export function createSchedule(settings: DatasetSettings, { spans, students }: Shape) {
  const { schools, coursesPerSchool, sectionsPerCourse } = settings;
  const curricula = Array.from({ length: CELLS * GRADES.length }, (_, n) =>
    curriculum(((n / CELLS) | 0) as Span, n % CELLS, coursesPerSchool),
  );
  const spread = (groups: (students: number) => number): Spread =>
    new Spread(CELLS * schools, (cell) => {
      const s = (cell / CELLS) | 0;
      const span = spans[s] as Span;
      const grade = cell % CELLS;
      if (grade >= GRADES[span]) return 0;
      const there = Math.ceil((students.size(s) - grade) / GRADES[span]); // they fill the grades in turn
      return (curricula[CELLS * span + grade] as Curriculum).load * groups(there);
    });
  const seats = spread((n) => n);
  const classSize = Math.max(LEAST_CLASS, seats.count / (schools * coursesPerSchool * sectionsPerCourse));
  return { curricula, sections: spread((n) => Math.round(n / classSize) || Math.ceil(n / classSize)), seats };
}

/** Items in the cells before those of a school. */
export const startAt = ({ starts }: Spread, s: number): number => starts[CELLS * s] as number;

/** Items in the cells of a school. */
export const sizeAt = (spread: Spread, s: number): number => startAt(spread, s + 1) - startAt(spread, s);
