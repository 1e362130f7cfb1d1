/** Sections: which group takes which course, when, in which room and with whom. */
import type { Band } from "../courses.ts";
import type { Spread } from "../shape.ts";
import { courseCodeAt } from "./course-catalog.ts";
import { schoolOfCell, sizeBefore } from "./schedule.ts";
import { schoolId } from "./schools.ts";
import { firstStaff, teachersAt } from "./staff.ts";
import { PERIODS } from "./terms.ts";
import { spreadOverCells, type World } from "./world.ts";

export interface Section {
  readonly school: number;
  /** Band of the school. */
  readonly cell: number;
  /** 0 fall, 1 spring. */
  readonly term: number;
  /** Which of the groups of the band. */
  readonly group: number;
  /** Which of the courses of the group. */
  readonly k: number;
  /** Number within the school. */
  readonly course: number;
}

export const bandAt = (w: World, cell: number): Band => w.schedule.bands[cell] as Band;

/** The k-th course of a group: first what all take, then others, so that groups divide these evenly among themselves. */
export function courseOf({ firstCourse, courses, load, core }: Band, group: number, k: number): number {
  return firstCourse + (k < core ? k : core + ((group * (load - core) + k - core) % (courses - core)));
}

/** Section n of a cell's term. */
function sectionIn(w: World, cell: number, term: number, n: number): Section {
  const band = bandAt(w, cell);
  const group = (n / band.load) | 0;
  const k = n % band.load;
  return { school: schoolOfCell(cell), cell, term, group, k, course: courseOf(band, group, k) };
}

/** Item `index` of a spread over cells that has as many items in fall as in spring: the section that it is about. */
export function sectionOf(w: World, spread: Spread, index: number): Section {
  const cell = spread.part(index);
  const half = spread.size(cell) / 2;
  const n = index - (spread.starts[cell] as number);
  return n < half ? sectionIn(w, cell, 0, n) : sectionIn(w, cell, 1, n - half);
}

/** Section `index` of all. */
export const sectionAt = (w: World, index: number): Section => sectionOf(w, w.schedule.sections, index);

/** The sections that have a teacher: all, but where a school's teachers cannot teach so many. */
export function taughtSections(w: World): Spread {
  const { sections, runs, strides } = w.schedule;
  return spreadOverCells(w, (cell) => {
    const s = schoolOfCell(cell);
    if ((strides[s] as number) > 0) return sections.size(cell);
    const taught = (runs[s] as number) * teachersAt(w, s);
    return Math.max(0, Math.min(sections.size(cell), 2 * taught - sizeBefore(sections, cell)));
  });
}

/** `MATH-7-S2` */
export function sectionIdentifier(localCourseCode: string, section: Section): string {
  return `${localCourseCode}-${section.term === 0 ? "F" : "S"}${section.group + 1}`;
}

export function sectionRef(w: World, section: Section) {
  const school = section.school;
  const localCourseCode = courseCodeAt(w, school, section.course);
  return {
    localCourseCode,
    schoolId: schoolId(w, school),
    schoolYear: w.schoolYear,
    sectionIdentifier: sectionIdentifier(localCourseCode, section),
    sessionName: w.sessionNames[section.term] as string,
  };
}

/** Place of a section in the schedule of its school and term. */
function slotOf(w: World, { school, cell, group, k }: Section): number {
  const { groups, sections, strides } = w.schedule;
  const stride = strides[school] as number;
  if (stride > 0) return k * stride + sizeBefore(groups, cell) + group;
  return sizeBefore(sections, cell) / 2 + group * bandAt(w, cell).load + k;
}

/** Class period, 0 to PERIODS - 1. */
export const periodOf = (w: World, section: Section): number => slotOf(w, section) % PERIODS;

/** Rooms of a school: one for each teacher who has sections. */
export const roomsAt = ({ schedule }: World, s: number): number =>
  Math.ceil((schedule.slots[s] as number) / (schedule.runs[s] as number));

export const roomOf = (w: World, section: Section): number =>
  (slotOf(w, section) / (w.schedule.runs[section.school] as number)) | 0;

export const roomName = (room: number): string => `Room ${101 + room}`;

/** Number in the dataset of the teacher of a section; undefined where the school has too few. */
export function teacherOf(w: World, section: Section): number | undefined {
  const room = roomOf(w, section);
  return room < teachersAt(w, section.school) ? firstStaff(w, section.school) + room : undefined;
}
