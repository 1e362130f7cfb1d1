/** Calendars, sessions, grading periods and class periods: their names, and references to them. */
import { schoolId } from "./schools.ts";
import type { World } from "./world.ts";

export const periodName = (p: number): string => `Period ${p + 1}`;

export function periodRef(w: World, s: number, p: number) {
  return { classPeriodName: periodName(p), schoolId: schoolId(w, s) };
}

export function calendarRef(w: World, s: number) {
  const id = schoolId(w, s);
  return { calendarCode: `${id}-${w.schoolYear}`, schoolId: id, schoolYear: w.schoolYear };
}

/** `term` is 0 fall, 1 spring. */
export function sessionRef(w: World, s: number, term: number) {
  return { schoolId: schoolId(w, s), schoolYear: w.schoolYear, sessionName: w.sessionNames[term] as string };
}

/** `p` is 0 to 3. */
export function gradingPeriodRef(w: World, s: number, p: number) {
  return {
    gradingPeriodDescriptor: w.gradingPeriodDescriptors[p] as string,
    gradingPeriodName: w.gradingPeriodNames[p] as string,
    schoolId: schoolId(w, s),
    schoolYear: w.schoolYear,
  };
}
