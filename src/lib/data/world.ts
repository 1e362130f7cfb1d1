/** Everything the generators share: sizes, dates, ids and the natural keys of what is referred to. Items are located by arithmetic. */
import { createSchoolYear } from "./calendar.ts";
import { createCourses, firstCourse } from "./courses.ts";
import type { DatasetSettings } from "./dataset.ts";
import { D } from "./descriptors.ts";
import { createStreams } from "./hash.ts";
import { COURSE_LOAD, createShape, createSpread, FIRST_GRADE, GRADES, type Level, type Spread } from "./shape.ts";

export type World = ReturnType<typeof createWorld>;

/** One student in one section: what a studentSectionAssociation is about. */
export interface Seat {
  readonly school: number;
  /** Number of the student in the dataset. */
  readonly student: number;
  /** 0 fall, 1 spring. */
  readonly term: number;
  readonly course: number;
  /** Which of the offering's sections. */
  readonly group: number;
  readonly beginDate: string;
}

/** Class periods of every school. */
export const PERIODS = 8;
/** One student in twelve moved school in fall. */
const MOVER = 12;
const MOVER_OFFSET = 7;

export function createWorld(settings: DatasetSettings) {
  const { schools, datasetId, schoolYear, coursesPerSchool } = settings;
  const shape = createShape(settings);
  const { levels, students, staff, sectionsPerCourse } = shape;
  const calendar = createSchoolYear(schoolYear);
  const streams = createStreams(settings.seed);
  const base = datasetId * 100000;
  const agencies = Math.ceil(schools / 60);
  const courses = ([0, 1, 2] as const).map((level) => createCourses(level, coursesPerSchool));
  const years = `${schoolYear - 1}-${schoolYear}`;
  const sessionNames = [`${years} Fall Semester`, `${years} Spring Semester`];
  const termBegin = [calendar.days[0] as string, calendar.days[calendar.periods[2] as number] as string];
  const studentHash = streams(2);
  const loads = COURSE_LOAD.map((load) => Math.min(load, coursesPerSchool));

  const level = (s: number): Level => levels[s] as Level;
  const load = (s: number): number => loads[level(s)] as number;
  const studentsAt = (s: number): number => (students.starts[s + 1] as number) - (students.starts[s] as number);
  const staffAt = (s: number): number => (staff.starts[s + 1] as number) - (staff.starts[s] as number);
  const spread = (size: (school: number) => number): Spread => createSpread(schools, size);
  const groups = (s: number): number => sectionsPerCourse[s] as number;
  const sections = spread((s) => 2 * coursesPerSchool * groups(s));
  const seats = spread((s) => 2 * load(s) * studentsAt(s));
  const schoolId = (s: number): number => base + 1000 + s;
  /** Students beyond the planned ones are at any school. */
  const schoolOf = (i: number): number => (i < students.count ? students.school(i) : i % schools);
  const localOf = (i: number): number => (i < students.count ? i - (students.starts[schoolOf(i)] as number) : i);
  const courseAt = (s: number, c: number) =>
    (courses[level(s)] as (typeof courses)[number])[c] as (typeof courses)[0][0];
  /** Index in calendar.days of a student's first day at the present school. */
  const entryDay = (i: number, local: number): number =>
    local % MOVER === MOVER_OFFSET ? 10 + ((studentHash(i) >>> 8) % 25) : 0;

  /** Seat of student i (local-th of school s) in the k-th of the courses of a term. */
  const seatOf = (s: number, local: number, term: number, k: number): Seat => {
    const student = (students.starts[s] as number) + local;
    const first = firstCourse(level(s), local % GRADES[level(s)], coursesPerSchool);
    const entry = term === 0 ? entryDay(student, local) : 0;
    return {
      school: s,
      student,
      term,
      course: (first + k) % coursesPerSchool,
      group: (studentHash(student) >>> k) % groups(s),
      beginDate: (entry > 0 ? calendar.days[entry] : termBegin[term]) as string,
    };
  };

  return {
    settings,
    shape,
    calendar,
    streams,
    agencies,
    courses,
    sessionNames,
    termBegin,
    studentHash,
    years,
    level,
    load,
    studentsAt,
    staffAt,
    spread,
    groups,
    sections,
    seats,
    schoolOf,
    localOf,
    courseAt,
    entryDay,
    seatOf,
    stateId: base + 1,
    serviceCenterId: base + 2,
    agencyId: (agency: number): number => base + 10 + agency,
    agencyOf: (s: number): number => Math.floor((s * agencies) / schools),
    schoolId,
    studentId: (i: number): string => `${10000 + datasetId}${10000000 + i}`,
    staffId: (i: number): string => `${20000 + datasetId}${10000000 + i}`,
    contactId: (i: number): string => `${30000 + datasetId}${10000000 + i}`,
    /** Grade of a student, 0 is kindergarten. */
    gradeOf(i: number): number {
      const l = level(schoolOf(i));
      return FIRST_GRADE[l] + (localOf(i) % GRADES[l]);
    },
    /** Students of a school who moved there during fall. */
    moversAt: (s: number): number => Math.floor((studentsAt(s) + MOVER - 1 - MOVER_OFFSET) / MOVER),
    moverAt: (s: number, n: number): number => (students.starts[s] as number) + n * MOVER + MOVER_OFFSET,
    /** Rooms of a school: as many as sections meet at the same time. */
    roomsAt: (s: number): number => Math.ceil(coursesPerSchool / PERIODS) * groups(s),
    room: (s: number, course: number, group: number): number => Math.floor(course / PERIODS) * groups(s) + group,
    teachersAt: (s: number): number => Math.ceil(staffAt(s) * 0.6),
    /** Number in the dataset of the teacher who works in a room. */
    teacher(s: number, room: number): number {
      return (staff.starts[s] as number) + (room % Math.ceil(staffAt(s) * 0.6));
    },
    seat(index: number): Seat {
      const s = seats.school(index);
      const local = index - (seats.starts[s] as number);
      const n = loads[level(s)] as number;
      const pair = (local / n) | 0;
      return seatOf(s, pair >> 1, pair & 1, local % n);
    },
    roomName: (room: number): string => `Room ${101 + room}`,
    calendarRef: (s: number) => ({ calendarCode: `${schoolId(s)}-${schoolYear}`, schoolId: schoolId(s), schoolYear }),
    gradingPeriodRef: (s: number, p: number) => ({
      gradingPeriodDescriptor: D.gradingPeriod[p] as string,
      gradingPeriodName: `${years} ${PERIOD_NAMES[p]}`,
      schoolId: schoolId(s),
      schoolYear,
    }),
    sessionRef: (s: number, t: number) => ({
      schoolId: schoolId(s),
      schoolYear,
      sessionName: sessionNames[t] as string,
    }),
    courseRef: (s: number, c: number) => ({
      courseCode: courseAt(s, c).code,
      educationOrganizationId: schoolId(s),
    }),
    offeringRef: (s: number, t: number, c: number) => ({
      localCourseCode: courseAt(s, c).code,
      schoolId: schoolId(s),
      schoolYear,
      sessionName: sessionNames[t] as string,
    }),
    sectionRef(s: number, t: number, c: number, group: number) {
      const { code } = courseAt(s, c);
      return {
        localCourseCode: code,
        schoolId: schoolId(s),
        schoolYear,
        sectionIdentifier: `${code}-${t === 0 ? "F" : "S"}${group + 1}`,
        sessionName: sessionNames[t] as string,
      };
    },
  };
}

const PERIOD_NAMES = ["First Nine Weeks", "Second Nine Weeks", "Third Nine Weeks", "Fourth Nine Weeks"];
