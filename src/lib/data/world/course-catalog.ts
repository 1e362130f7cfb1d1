/** The courses that schools offer. */
import { type Band, bandOfCourse, type Course, courseCode, describeCourse } from "../courses.ts";
import { levelOf, schoolId } from "./schools.ts";
import type { World } from "./world.ts";

/** The grades that a course of the school is for. */
export const bandOf = (w: World, s: number, c: number): Band => bandOfCourse(w.bands[levelOf(w, s)] as Band[], c);

export function courseAt(w: World, s: number, c: number): Course {
  return describeCourse(levelOf(w, s), bandOf(w, s, c), c);
}

export function courseCodeAt(w: World, s: number, c: number): string {
  const level = levelOf(w, s);
  const codes = w.courseCodes[level] as string[];
  codes[c] ??= courseCode(level, bandOf(w, s, c), c);
  return codes[c];
}

export function courseRef(w: World, s: number, c: number) {
  return { courseCode: courseCodeAt(w, s, c), educationOrganizationId: schoolId(w, s) };
}
