/** Sections: which group takes which course, when, in which room and with whom. */
import type { Curriculum } from "../courses.ts";
import { courseCodeAt, curriculumOf } from "./course-catalog.ts";
import { CELLS, sizeAt } from "./schedule.ts";
import { schoolId } from "./schools.ts";
import { firstStaff, teachersAt } from "./staff.ts";
import { PERIODS } from "./terms.ts";
import type { World } from "./world.ts";

export interface Section {
  readonly school: number;
  /** 0 fall, 1 spring. */
  readonly term: number;
  /** Which of the courses of its group this is. */
  readonly k: number;
  /** Number within the school. */
  readonly course: number;
  /**
   * Number of the section within school and term. Those of a group follow each other, and those of a teacher. The remainder
   * by PERIODS is the class period: neither has more sections than that.
   */
  readonly slot: number;
}

const LEAST_TAUGHT = 3;

/**
 * The k-th course of a group of a grade; numbers beyond that of the groups begin again. Groups divide evenly among themselves
 * the courses that they do not have in common.
 */
export function sectionIn(w: World, cell: number, from: Curriculum, number: number, k: number, term: number): Section {
  const { first, common, others, load } = from;
  const { starts } = w.sections;
  const start = starts[cell] as number;
  const group = number % (((starts[cell + 1] as number) - start) / load);
  const school = (cell / CELLS) | 0;
  return {
    school,
    term,
    k,
    course: first + (k < common ? k : common + ((group * (load - common) + k - common) % others)),
    slot: start - (starts[CELLS * school] as number) + group * load + k,
  };
}

/** Section `index` of all: those of fall are 0, 2, 4 and so on. */
export function sectionAt(w: World, index: number): Section {
  const cell = w.sections.part(index >> 1);
  const n = (index >> 1) - (w.sections.starts[cell] as number);
  const from = curriculumOf(w, cell);
  return sectionIn(w, cell, from, (n / from.load) | 0, n % from.load, index & 1);
}

/** `MATH-7-S2` is the second section of the school in spring. */
const sectionIdentifier = (localCourseCode: string, { term, slot }: Section): string =>
  `${localCourseCode}-${term === 0 ? "F" : "S"}${slot + 1}`;

export function sectionRef(w: World, section: Section) {
  const localCourseCode = courseCodeAt(w, section.school, section.course);
  return {
    localCourseCode,
    schoolId: schoolId(w, section.school),
    schoolYear: w.schoolYear,
    sectionIdentifier: sectionIdentifier(localCourseCode, section),
    sessionName: w.sessionNames[section.term] as string,
  };
}

/** Rooms of a school: as many as sections meet at the same time. */
export const roomsAt = (w: World, s: number): number => Math.ceil(sizeAt(w.sections, s) / PERIODS);

export const roomOf = ({ slot }: Section): number => (slot / PERIODS) | 0;

export const roomName = (room: number): string => `Room ${101 + room}`;

/** Sections of a teacher in a term: at least LEAST_TAUGHT, if there are so many, at most PERIODS. */
const taughtByOne = (w: World, s: number): number =>
  Math.min(PERIODS, Math.max(LEAST_TAUGHT, Math.ceil(sizeAt(w.sections, s) / teachersAt(w, s) || 0)));

/** Sections of a school's term that have a teacher: all, but where there are too few teachers. */
export const taughtAt = (w: World, s: number): number =>
  Math.min(sizeAt(w.sections, s), taughtByOne(w, s) * teachersAt(w, s));

/** Number in the dataset of the teacher of a section; undefined where the school has too few. */
export function teacherOf(w: World, { school, slot }: Section): number | undefined {
  return slot < taughtAt(w, school) ? firstStaff(w, school) + ((slot / taughtByOne(w, school)) | 0) : undefined;
}
