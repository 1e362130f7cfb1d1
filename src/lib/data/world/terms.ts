/** Calendars, sessions, grading periods and class periods: their names, and references to them. */
import { schoolId } from "./schools.ts";
import type { GradingPeriodRef, World } from "./world.ts";

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

/** `p` is 0 to 3. One object for all that refer to it in a row: each of a million grades does. */
export function gradingPeriodRef(w: World, s: number, p: number): GradingPeriodRef {
  const id = schoolId(w, s);
  let ref = w.gradingPeriodRefs[p];
  if (ref?.schoolId !== id) {
    ref = {
      gradingPeriodDescriptor: w.gradingPeriodDescriptors[p] as string,
      gradingPeriodName: w.gradingPeriodNames[p] as string,
      schoolId: id,
      schoolYear: w.schoolYear,
    };
    w.gradingPeriodRefs[p] = ref;
  }
  return ref;
}
