/** Sections: which group takes which course, when, in which room and with whom. */
import { courseCodeAt, curriculumOf } from "./course-catalog.ts";
import { CELLS, PERIODS, startAt } from "./schedule.ts";
import { schoolId } from "./schools.ts";
import { firstStaff } from "./staff.ts";
import type { Cell, Team } from "./teams.ts";
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
   * Number of the section within school and term. The remainder by PERIODS is the class period: teams.ts says why no student
   * and no teacher has two sections in one.
   */
  readonly slot: number;
}

/** Loads walk in index order: it is nearly always that of the call before. */
export function cellAt(w: World, number: number): Cell {
  if (w.cell?.number === number) return w.cell;
  const { starts } = w.sections;
  const school = (number / CELLS) | 0;
  const from = curriculumOf(w, number);
  const before = ((starts[number] as number) - startAt(w.sections, school)) / from.load;
  const groups = w.sections.size(number) / from.load;
  w.cell = { number, school, from, team: w.teams[school] as Team, groups, before };
  return w.cell;
}

/**
 * The k-th course of a group of a grade; numbers beyond that of the groups begin again. Electives change from the groups of one
 * teacher to those of the next (see teams.ts).
 */
export function sectionIn(
  { school, from, team, groups, before }: Cell,
  number: number,
  k: number,
  term: number,
): Section {
  const { first, common, load } = from;
  const group = before + (number % groups);
  const variant = k < common ? 0 : ((group / team.size) | 0) % from.variants;
  return {
    school,
    term,
    k,
    course: first + k + (load - common) * variant,
    slot: team.byGroup * group + team.byCourse * k,
  };
}

/** Section `index` of all: those of fall are 0, 2, 4 and so on. */
export function sectionAt(w: World, index: number): Section {
  const cell = cellAt(w, w.sections.part(index >> 1));
  const n = (index >> 1) - (w.sections.starts[cell.number] as number);
  const { load } = cell.from;
  return sectionIn(cell, (n / load) | 0, n % load, index & 1);
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
export const roomsAt = (w: World, s: number): number => Math.ceil((w.teams[s] as Team).slots / PERIODS);

export const roomOf = ({ slot }: Section): number => (slot / PERIODS) | 0;

export const roomName = (room: number): string => `Room ${101 + room}`;

/** Number in the dataset of the teacher of a section; undefined where the school has too few. */
export function teacherOf(w: World, { school, k, slot }: Section): number | undefined {
  const { each, load, size, taught, byGroup, byCourse } = w.teams[school] as Team;
  const group = (slot - byCourse * k) / byGroup;
  if (group >= taught) return undefined;
  const before = Math.ceil(((k + 1) * each) / load) - 1;
  return firstStaff(w, school) + before * Math.ceil(taught / size) + ((group / size) | 0);
}
