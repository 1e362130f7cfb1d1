/** Which students sit in which sections. */

import type { Curriculum } from "../courses.ts";
import type { Draft } from "../descriptors.ts";
import { GRADES } from "../shape.ts";
import { curriculumOf } from "./course-catalog.ts";
import { CELLS } from "./schedule.ts";
import { spanOf } from "./schools.ts";
import { cellAt, type Section, sectionIn, sectionRef } from "./sections.ts";
import { firstStudent, isMover, moverEntryDay, studentId } from "./students.ts";
import type { World } from "./world.ts";

/** One student in one section: what a studentSectionAssociation is about. */
export interface Seat extends Section {
  from: Curriculum;
  student: number;
  beginDate: string;
}

/** Seat `index` of all: those of fall are 0, 2, 4 and so on. */
export function seatAt(w: World, index: number): Seat {
  const term = index & 1;
  const cell = cellAt(w, w.seats.part(index >> 1));
  const n = (index >> 1) - (w.seats.starts[cell.number] as number);
  const { from } = cell;
  const rank = (n / from.load) | 0; // of the student within the grade
  const seat = sectionIn(cell, rank, n % from.load, term) as Seat;
  const local = rank * from.grades + from.grade;
  const student = firstStudent(w, seat.school) + local;
  // Completed in place: a copy would cost k6 as much as the rest.
  seat.from = from;
  seat.student = student;
  seat.beginDate =
    term === 0 && isMover(local) ? w.calendar.day(moverEntryDay(w, student)) : (w.termBegins[term] as string);
  return seat;
}

/** Seats of a planned student in all courses of a term. */
export function seatsOf(w: World, student: number, term: number): Seat[] {
  const { first, from } = rowOf(w, student);
  return Array.from({ length: from.load }, (_, k) => seatAt(w, 2 * (first + k) + term));
}

/** Seat of a planned student in the k-th course of a term, where k may also be a greater number. */
export function seatOf(w: World, student: number, term: number, k: number): Seat {
  const { first, from } = rowOf(w, student);
  return seatAt(w, 2 * (first + (k % from.load)) + term);
}

/** Within a term, the number of a student's first seat, and the courses of the grade. */
export function rowOf(w: World, student: number) {
  const school = w.students.part(student);
  const local = student - firstStudent(w, school);
  const grades = GRADES[spanOf(w, school)];
  const cell = CELLS * school + (local % grades);
  const from = curriculumOf(w, cell);
  return { first: (w.seats.starts[cell] as number) + ((local / grades) | 0) * from.load, from };
}

/** Key of the association of a student with a section. */
export function seatRef(w: World, seat: Seat): Draft {
  const b: Draft = sectionRef(w, seat);
  b.beginDate = seat.beginDate;
  b.studentUniqueId = studentId(w, seat.student);
  return b;
}
