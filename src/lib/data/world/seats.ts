/** Which students sit in which sections. */
import type { Band } from "../courses.ts";
import { GRADES, type Spread } from "../shape.ts";
import { courseCodeAt } from "./course-catalog.ts";
import { MOST_BANDS, schoolOfCell } from "./schedule.ts";
import { levelOf, schoolId } from "./schools.ts";
import { bandAt, courseOf, type Section, sectionIdentifier } from "./sections.ts";
import { firstStudent, isMover, moverEntryDay, studentId } from "./students.ts";
import type { World } from "./world.ts";

/** One student in one section: what a studentSectionAssociation is about. */
export interface Seat extends Section {
  readonly student: number;
  readonly beginDate: string;
}

/** Seat `index` of all. */
export function seatAt(w: World, index: number): Seat {
  const { seats } = w.schedule;
  const cell = seats.part(index);
  const { load } = bandAt(w, cell);
  const n = index - (seats.starts[cell] as number);
  const pair = (n / load) | 0;
  return seatIn(w, cell, pair >> 1, pair & 1, n % load);
}

/** Item `index` of a spread over cells that has the seats of fall alone. */
export function fallSeatAt(w: World, spread: Spread, index: number): Seat {
  const cell = spread.part(index);
  const { load } = bandAt(w, cell);
  const n = index - (spread.starts[cell] as number);
  return seatIn(w, cell, (n / load) | 0, 0, n % load);
}

/** Seat of a planned student in the k-th course of a term. */
export function seatOf(w: World, student: number, term: number, k: number): Seat {
  const school = w.students.part(student);
  const local = student - firstStudent(w, school);
  const cell = cellOf(w, school, local);
  const band = bandAt(w, cell);
  const { first, grades, gradesOfLevel } = band;
  const rank = ((local / gradesOfLevel) | 0) * grades + (local % gradesOfLevel) - first;
  return makeSeat(w, cell, band, rank, local, term, k);
}

/** How many courses a planned student takes in a term. */
export function courseLoad(w: World, student: number): number {
  const school = w.students.part(student);
  return bandAt(w, cellOf(w, school, student - firstStudent(w, school))).load;
}

/** Cell of the student with a number within the school. */
function cellOf(w: World, school: number, local: number): number {
  const level = levelOf(w, school);
  const grade = local % GRADES[level];
  return MOST_BANDS * school + (((grade * (w.bands[level] as Band[]).length) / GRADES[level]) | 0);
}

function seatIn(w: World, cell: number, rank: number, term: number, k: number): Seat {
  const band = bandAt(w, cell);
  const { first, grades, gradesOfLevel } = band;
  const local = ((rank / grades) | 0) * gradesOfLevel + first + (rank % grades);
  return makeSeat(w, cell, band, rank, local, term, k);
}

/** `rank` is the number of the student within the band, `local` within the school. */
function makeSeat(w: World, cell: number, band: Band, rank: number, local: number, term: number, k: number): Seat {
  const school = schoolOfCell(cell);
  const student = firstStudent(w, school) + local;
  const group = rank % w.schedule.groups.size(cell);
  return {
    school,
    cell,
    student,
    term,
    group,
    k,
    course: courseOf(band, group, k),
    beginDate:
      term === 0 && isMover(local) ? w.calendar.day(moverEntryDay(w, student)) : (w.termBegins[term] as string),
  };
}

/** Key of the association of a student with a section. */
export function seatRef(w: World, seat: Seat) {
  const school = seat.school;
  const localCourseCode = courseCodeAt(w, school, seat.course);
  return {
    beginDate: seat.beginDate,
    localCourseCode,
    schoolId: schoolId(w, school),
    schoolYear: w.schoolYear,
    sectionIdentifier: sectionIdentifier(localCourseCode, seat),
    sessionName: w.sessionNames[seat.term] as string,
    studentUniqueId: studentId(w, seat.student),
  };
}
