/** The courses that schools offer. */
import { type Course, courseCode, describeCourse } from "../courses.ts";
import type { Level } from "../shape.ts";
import { levelOf, schoolId } from "./schools.ts";
import type { World } from "./world.ts";

/** How many courses a student of the school takes in a term. */
export const courseLoad = (w: World, s: number): number => w.courseLoads[s] as number;

export function courseAt(w: World, s: number, c: number): Course {
  return describeCourse(levelOf(w, s), c, w.coursesPerSchool);
}

export function courseCodeAt(w: World, s: number, c: number): string {
  const level = w.levels[s] as Level;
  const codes = w.courseCodes[level] as string[];
  codes[c] ??= courseCode(level, c, w.coursesPerSchool);
  return codes[c];
}

export function courseRef(w: World, s: number, c: number) {
  return { courseCode: courseCodeAt(w, s, c), educationOrganizationId: schoolId(w, s) };
}
