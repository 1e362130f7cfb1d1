/** Everything the generators share: sizes, dates, ids and the natural keys of what is referred to. Items are located by arithmetic. */
import { createSchoolYear } from "./calendar.ts";
import { type Course, courseCode, describeCourse, firstCourse } from "./courses.ts";
import type { DatasetSettings } from "./dataset.ts";
import { pickOf, values } from "./descriptors.ts";
import { createStreams } from "./hash.ts";
import { COURSE_LOAD, createShape, FIRST_GRADE, GRADES, type Level, Spread } from "./shape.ts";

export type World = ReturnType<typeof createWorld>;

/** Where a section is. */
export interface Place {
  readonly school: number;
  /** 0 fall, 1 spring. */
  readonly term: number;
  readonly course: number;
  /** Which of the offering's sections. */
  readonly group: number;
}

/** One student in one section: what a studentSectionAssociation is about. */
export interface Seat extends Place {
  readonly student: number;
  readonly beginDate: string;
}

/** Class periods of every school. */
export const PERIODS = 8;
/** Programs of every agency, in the order of the programType values. */
export const PROGRAMS = [
  "Special Education",
  "Career and Technical Education",
  "Gifted and Talented",
  "Bilingual Education",
  "English as a Second Language",
  "Title I Part A",
];
/** One student in twelve moved school in fall. */
const MOVER = 12;
const MOVER_OFFSET = 7;

/** Contacts of the first n students: two, one, two, one, ... */
export function contactCount(students: number): number {
  return 3 * (students >> 1) + 2 * (students & 1);
}

/** Student that a contact belongs to. */
export function studentOfContact(contact: number): number {
  return 2 * Math.floor(contact / 3) + (contact % 3 === 2 ? 1 : 0);
}

export function createWorld(settings: DatasetSettings) {
  const { schools, datasetId, schoolYear, coursesPerSchool } = settings;
  const shape = createShape(settings);
  const { levels, students, staff, sectionsPerCourse } = shape;
  const calendar = createSchoolYear(schoolYear);
  const streams = createStreams(settings.seed);
  const base = datasetId * 100000;
  const agencies = Math.ceil(schools / 60);
  const codes: string[][] = [[], [], []];
  const years = `${schoolYear - 1}-${schoolYear}`;
  const sessionNames = [`${years} Fall Semester`, `${years} Spring Semester`];
  const periodNames = ["First", "Second", "Third", "Fourth"].map((nth) => `${years} ${nth} Nine Weeks`);
  const studentHash = streams(2);

  const level = (s: number): Level => levels[s] as Level;
  const loads = levels.map((l) => Math.min(COURSE_LOAD[l], coursesPerSchool));
  const load = (s: number): number => loads[s] as number;
  const firstStudent = (s: number): number => students.starts[s] as number;
  const studentsAt = (s: number): number => firstStudent(s + 1) - firstStudent(s);
  const firstStaff = (s: number): number => staff.starts[s] as number;
  const staffAt = (s: number): number => firstStaff(s + 1) - firstStaff(s);
  const teachersAt = (s: number): number => Math.ceil(staffAt(s) * 0.6);
  const spread = (size: (school: number) => number): Spread => new Spread(schools, size);
  const groups = (s: number): number => sectionsPerCourse[s] as number;
  const sections = spread((s) => 2 * coursesPerSchool * groups(s));
  const seats = spread((s) => 2 * load(s) * studentsAt(s));
  const schoolId = (s: number): number => base + 1000 + s;
  const agencyId = (agency: number): number => base + 10 + agency;
  const agencyOf = (s: number): number => agencyId(Math.floor((s * agencies) / schools));
  const personId = (kind: number) => {
    const prefix = `${kind * 10000 + datasetId}`;
    return (i: number): string => prefix + (10000000 + i);
  };
  const studentId = personId(1);
  const staffId = personId(2);
  const contactId = personId(3);
  /** Students beyond the planned ones are at any school. */
  const schoolOf = (i: number): number => (i < students.count ? students.school(i) : i % schools);
  const localOf = (i: number): number => (i < students.count ? i - firstStudent(schoolOf(i)) : i);
  const courseAt = (s: number, c: number): Course => describeCourse(level(s), c, coursesPerSchool);
  const code = (s: number, c: number): string => {
    const known = codes[level(s)] as string[];
    known[c] ??= courseCode(level(s), c, coursesPerSchool);
    return known[c];
  };
  const room = (p: Place): number => Math.floor(p.course / PERIODS) * groups(p.school) + p.group;
  const periodName = (p: number): string => `Period ${p + 1}`;
  const sessionName = (term: number): string => sessionNames[term] as string;
  const sectionId = (course: string, p: Place): string => `${course}-${p.term === 0 ? "F" : "S"}${p.group + 1}`;

  /** Index in calendar.days of a student's first day at the present school; 0 for all but movers. */
  const entryAt = (i: number, local: number): number =>
    local % MOVER === MOVER_OFFSET ? 10 + ((studentHash(i) >>> 8) % 25) : 0;

  /** Term by term: first day, and by level and grade the first course. */
  const begins = [calendar.day(0), calendar.day(calendar.periods[2] as number)];
  const firsts = GRADES.map((grades, l) =>
    Array.from({ length: grades }, (_, g) => firstCourse(l as Level, g, coursesPerSchool)),
  );
  const gradingPeriods = values("gradingPeriod");

  const makeSeat = (school: number, student: number, term: number, k: number): Seat => {
    const local = student - firstStudent(school);
    const hash = studentHash(student);
    const first = firsts[levels[school] as number] as number[];
    const late = term === 0 && local % MOVER === MOVER_OFFSET;
    return {
      school,
      student,
      term,
      course: ((first[local % first.length] as number) + k) % coursesPerSchool,
      group: (hash >>> k) % (sectionsPerCourse[school] as number),
      beginDate: late ? calendar.day(entryAt(student, local)) : (begins[term] as string),
    };
  };

  return {
    settings,
    shape,
    calendar,
    streams,
    agencies,
    sessionNames,
    studentHash,
    household: streams(20),
    employee: streams(22),
    level,
    load,
    studentsAt,
    staffAt,
    teachersAt,
    firstStaff,
    firstStudent,
    spread,
    sections,
    seats,
    schoolOf,
    courseAt,
    code,
    stateId: base + 1,
    schoolId,
    agencyId,
    agencyOf,
    studentId,
    staffId,
    contactId,
    periodName,
    termBegin: (term: number): string => begins[term] as string,
    entryDay: (i: number): number => entryAt(i, localOf(i)),
    /** Grade of a student, 0 is kindergarten. */
    gradeOf(i: number): number {
      const l = level(schoolOf(i));
      return FIRST_GRADE[l] + (localOf(i) % GRADES[l]);
    },
    /** How many students moved to a school during fall, and which they are. */
    moversAt: (s: number): number => Math.floor((studentsAt(s) + MOVER - 1 - MOVER_OFFSET) / MOVER),
    moverAt: (s: number, n: number): number => firstStudent(s) + n * MOVER + MOVER_OFFSET,
    /** Rooms of a school: as many as sections meet at the same time. */
    roomsAt: (s: number): number => Math.ceil(coursesPerSchool / PERIODS) * groups(s),
    room,
    /** Number in the dataset of the teacher of a section, at a school that has teachers. */
    teacher: (p: Place): number => firstStaff(p.school) + (room(p) % teachersAt(p.school)),
    roomName: (n: number): string => `Room ${101 + n}`,
    /** Where section `index` is. */
    section(index: number): Place {
      const school = sections.school(index);
      const n = groups(school);
      const local = index - (sections.starts[school] as number);
      const offering = (local / n) | 0;
      const term = offering < coursesPerSchool ? 0 : 1;
      return { school, term, course: offering % coursesPerSchool, group: local % n };
    },
    /** Seat `index` of all. */
    seat(index: number): Seat {
      const s = seats.school(index);
      const local = index - (seats.starts[s] as number);
      const n = load(s);
      const pair = (local / n) | 0;
      return makeSeat(s, firstStudent(s) + (pair >> 1), pair & 1, local % n);
    },
    /** Seat of a planned student in the k-th course of a term. */
    seatOf: (student: number, term: number, k: number): Seat => makeSeat(students.school(student), student, term, k),

    gradingPeriodName: (p: number): string => periodNames[p] as string,
    schoolRef: (s: number) => ({ schoolId: schoolId(s) }),
    schoolOrganizationRef: (s: number) => ({ educationOrganizationId: schoolId(s) }),
    agencyRef: (student: number) => ({ educationOrganizationId: agencyOf(schoolOf(student)) }),
    studentRef: (i: number) => ({ studentUniqueId: studentId(i) }),
    staffRef: (i: number) => ({ staffUniqueId: staffId(i) }),
    periodRef: (s: number, p: number) => ({ classPeriodName: periodName(p), schoolId: schoolId(s) }),
    calendarRef: (s: number) => ({ calendarCode: `${schoolId(s)}-${schoolYear}`, schoolId: schoolId(s), schoolYear }),
    gradingPeriodRef: (s: number, p: number) => ({
      gradingPeriodDescriptor: gradingPeriods[p] as string,
      gradingPeriodName: periodNames[p] as string,
      schoolId: schoolId(s),
      schoolYear,
    }),
    sessionRef: (s: number, t: number) => ({ schoolId: schoolId(s), schoolYear, sessionName: sessionName(t) }),
    courseRef: (s: number, c: number) => ({ courseCode: code(s, c), educationOrganizationId: schoolId(s) }),
    programRef: (educationOrganizationId: number, p: number) => ({
      educationOrganizationId,
      programName: PROGRAMS[p] as string,
      programTypeDescriptor: pickOf("programType", p),
    }),
    graduationPlanRef: (educationOrganizationId: number, type: number, graduationSchoolYear: number) => ({
      educationOrganizationId,
      graduationPlanTypeDescriptor: pickOf("graduationPlanType", type),
      graduationSchoolYear,
    }),
    sectionRef(p: Place) {
      const localCourseCode = code(p.school, p.course);
      return {
        localCourseCode,
        schoolId: schoolId(p.school),
        schoolYear,
        sectionIdentifier: sectionId(localCourseCode, p),
        sessionName: sessionName(p.term),
      };
    },
    /** Key of the association of a student with a section. */
    seatRef(p: Seat) {
      const localCourseCode = code(p.school, p.course);
      return {
        beginDate: p.beginDate,
        localCourseCode,
        schoolId: schoolId(p.school),
        schoolYear,
        sectionIdentifier: sectionId(localCourseCode, p),
        sessionName: sessionName(p.term),
        studentUniqueId: studentId(p.student),
      };
    },
  };
}
