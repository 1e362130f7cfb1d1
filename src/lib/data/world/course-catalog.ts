/** The courses that schools offer. */
import { type Course, type Curriculum, courseCode, describeCourse } from "../courses.ts";
import type { Level } from "../shape.ts";
import { CELLS } from "./schedule.ts";
import { levelOf, schoolId } from "./schools.ts";
import type { World } from "./world.ts";

/** Of a grade of a school. */
export const curriculumOf = (w: World, cell: number): Curriculum =>
  w.curricula[CELLS * (w.levels[(cell / CELLS) | 0] as number) + (cell % CELLS)] as Curriculum;

export function courseAt(w: World, s: number, c: number): Course {
  return describeCourse(levelOf(w, s), c, w.settings.coursesPerSchool);
}

export function courseCodeAt(w: World, s: number, c: number): string {
  const level = w.levels[s] as Level;
  const codes = w.courseCodes[level] as string[];
  codes[c] ??= courseCode(level, c, w.settings.coursesPerSchool);
  return codes[c];
}

export function courseRef(w: World, s: number, c: number) {
  return { courseCode: courseCodeAt(w, s, c), educationOrganizationId: schoolId(w, s) };
}
