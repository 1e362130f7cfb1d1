/** Students and their contacts: ids, schools, grades, and who moved school during fall. */
import { FIRST_GRADE, GRADES } from "../shape.ts";
import { agencyOf, spanOf } from "./schools.ts";
import type { World } from "./world.ts";

/** One student in twelve moved school in fall. */
const MOVER = 12;
const MOVER_OFFSET = 7;

export const studentId = (w: World, i: number): string => `${w.firstStudentId + i}`;
export const contactId = (w: World, i: number): string => `${w.firstContactId + i}`;
export const studentRef = (w: World, i: number) => ({ studentUniqueId: studentId(w, i) });

/** Contacts of the first n students: two, one, two, one, ... */
export const contactCount = (students: number): number => 3 * (students >> 1) + 2 * (students & 1);

/** Student that a contact belongs to. */
export const studentOfContact = (contact: number): number => 2 * Math.floor(contact / 3) + (contact % 3 === 2 ? 1 : 0);
export const firstStudent = (w: World, s: number): number => w.students.starts[s] as number;
export const studentsAt = (w: World, s: number): number => w.students.size(s);

/** School of a student; those beyond the planned ones are at any. */
export function schoolOf(w: World, i: number): number {
  return i < w.students.count ? w.students.part(i) : i % w.settings.schools;
}

/** Number of a student within the school. */
const localOf = (w: World, i: number): number => (i < w.students.count ? i - firstStudent(w, schoolOf(w, i)) : i);

/** Grade of a student, 0 is kindergarten. */
export function gradeOf(w: World, i: number): number {
  const span = spanOf(w, schoolOf(w, i));
  return FIRST_GRADE[span] + (localOf(w, i) % GRADES[span]);
}

export function agencyRef(w: World, student: number) {
  return { educationOrganizationId: agencyOf(w, schoolOf(w, student)) };
}

/** Whether the student with this number within the school moved there during fall. */
export const isMover = (local: number): boolean => local % MOVER === MOVER_OFFSET;

/** Number of the school day on which a student entered the present school; 0 for all but movers. */
export const entryDay = (w: World, i: number): number => (isMover(localOf(w, i)) ? moverEntryDay(w, i) : 0);
export const moverEntryDay = (w: World, i: number): number => 10 + ((w.studentHash(i) >>> 8) % 25);

/** How many students moved to a school during fall. */
export function moversAt(w: World, s: number): number {
  return Math.floor((studentsAt(w, s) + MOVER - 1 - MOVER_OFFSET) / MOVER);
}

/** The nth student who moved to a school. */
export const moverAt = (w: World, s: number, n: number): number => firstStudent(w, s) + n * MOVER + MOVER_OFFSET;
