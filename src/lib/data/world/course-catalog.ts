/** The courses that schools offer. */
import { type Course, type Curriculum, courseCode, describeCourse } from "../courses.ts";
import { CELLS } from "./schedule.ts";
import { schoolId, spanOf } from "./schools.ts";
import type { World } from "./world.ts";

/** Of a grade of a school. */
export const curriculumOf = (w: World, cell: number): Curriculum =>
  w.curricula[CELLS * (w.spans[(cell / CELLS) | 0] as number) + (cell % CELLS)] as Curriculum;

export function courseAt(w: World, s: number, c: number): Course {
  return describeCourse(spanOf(w, s), c, w.settings.coursesPerSchool);
}

export function courseCodeAt(w: World, s: number, c: number): string {
  const span = spanOf(w, s);
  w.courseCodes[span] ??= [];
  const codes = w.courseCodes[span];
  codes[c] ??= courseCode(span, c, w.settings.coursesPerSchool);
  return codes[c];
}

export function courseRef(w: World, s: number, c: number) {
  return { courseCode: courseCodeAt(w, s, c), educationOrganizationId: schoolId(w, s) };
}
