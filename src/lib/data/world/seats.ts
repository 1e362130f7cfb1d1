/** Which students sit in which sections. */
import { courseCodeAt } from "./course-catalog.ts";
import { schoolId } from "./schools.ts";
import { type Section, sectionIdentifier } from "./sections.ts";
import { firstStudent, isMover, moverEntryDay, studentId } from "./students.ts";
import type { World } from "./world.ts";

/** One student in one section: what a studentSectionAssociation is about. */
export interface Seat extends Section {
  readonly student: number;
  readonly beginDate: string;
}

/** Seat `index` of all. */
export function seatAt(w: World, index: number): Seat {
  const school = w.seats.school(index);
  const seat = index - (w.seats.starts[school] as number);
  const load = w.courseLoads[school] as number;
  const pair = (seat / load) | 0;
  return makeSeat(w, school, pair >> 1, pair & 1, seat % load);
}

/** Seat of a planned student in the k-th course of a term. */
export function seatOf(w: World, student: number, term: number, k: number): Seat {
  const school = w.students.school(student);
  return makeSeat(w, school, student - firstStudent(w, school), term, k);
}

/** `local` is the number of the student within the school. */
function makeSeat(w: World, school: number, local: number, term: number, k: number): Seat {
  const student = firstStudent(w, school) + local;
  const first = w.firstCourses[w.levels[school] as number] as number[];
  return {
    school,
    student,
    term,
    course: ((first[local % first.length] as number) + k) % w.coursesPerSchool,
    group: (w.studentHash(student) >>> k) % (w.sectionsPerCourse[school] as number),
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
