/**
 * The master schedule. The students of a band are divided into groups, and the students of a group take their courses
 * together: each course of a group is a section in each term. Sections of a school have numbers, their slots. A slot's
 * remainder by 8 is the class period, and slots that follow each other are those of one teacher, in one room. No group and no
 * teacher has two slots with the same remainder.
 */
import type { Band } from "../courses.ts";
import type { DatasetSettings } from "../dataset.ts";
import { type Level, type Shape, Spread } from "../shape.ts";
import { teachersAmong } from "./staff.ts";
import { PERIODS } from "./terms.ts";

/** A cell is a band of a school: cells of school s begin with number MOST_BANDS * s. */
export const MOST_BANDS = 6;

export const schoolOfCell = (cell: number): number => (cell / MOST_BANDS) | 0;

/** Smaller classes are not planned, whatever the settings ask for. */
const LEAST_CLASS = 18;

export interface Schedule {
  /** By cell; undefined for a cell that its school does not have. */
  readonly bands: readonly (Band | undefined)[];
  /** By cell: groups of students, sections of both terms, seats of both terms. */
  readonly groups: Spread;
  readonly sections: Spread;
  readonly seats: Spread;
  /**
   * By school: where a teacher has one subject, slots from one course of a group to its next one, an odd number; 0 where the
   * slots of a group follow each other.
   */
  readonly strides: Int32Array;
  /** By school: slots of one teacher, and slots of a term. */
  readonly runs: Uint8Array;
  readonly slots: Int32Array;
}

/** Students of a band, among `size` who fill the grades of a level in turn. */
function studentsIn({ first, grades, gradesOfLevel }: Band, size: number): number {
  const rest = Math.max(0, Math.min(grades, (size % gradesOfLevel) - first));
  return Math.floor(size / gradesOfLevel) * grades + rest;
}

/** @param levels bands of the schools of each level */
export function createSchedule(
  settings: DatasetSettings,
  shape: Shape,
  levels: readonly (readonly Band[])[],
): Schedule {
  const { schools, coursesPerSchool, sectionsPerCourse } = settings;
  const bandsAt = (s: number): readonly Band[] => levels[shape.levels[s] as Level] as readonly Band[];
  const bands: (Band | undefined)[] = [];
  const students: number[] = [];
  const loads: number[] = [];
  for (let s = 0; s < schools; s++) {
    const own = bandsAt(s);
    const size = shape.students.size(s);
    for (let i = 0; i < MOST_BANDS; i++) {
      const band = own[i];
      bands.push(band);
      students.push(band === undefined ? 0 : studentsIn(band, size));
      loads.push(band === undefined ? 0 : 2 * band.load);
    }
  }
  const spread = (perCell: (cell: number) => number): Spread => new Spread(bands.length, perCell);
  const seats = spread((cell) => (loads[cell] as number) * (students[cell] as number));
  const classSize = Math.max(LEAST_CLASS, seats.count / (2 * schools * coursesPerSchool * sectionsPerCourse));
  const groups = spread((cell) => {
    const n = students[cell] as number;
    return n === 0 ? 0 : Math.max(1, Math.round(n / classSize));
  });
  const sections = spread((cell) => (loads[cell] as number) * groups.size(cell));

  const strides = new Int32Array(schools);
  const runs = new Uint8Array(schools);
  const slots = new Int32Array(schools);
  const mostCourses = levels.map((own) => Math.max(...own.map(({ load }) => load)));
  for (let s = 0; s < schools; s++) {
    const level = shape.levels[s] as Level;
    const teachers = teachersAmong(shape.staff.size(s));
    const most = mostCourses[level] as number;
    const stride = sizeAt(groups, s) | 1;
    const bySubject = level > 0 && most * stride <= PERIODS * teachers;
    const all = bySubject ? most * stride : sizeAt(sections, s) / 2;
    if (bySubject) strides[s] = stride;
    slots[s] = all;
    runs[s] = Math.min(PERIODS, Math.max(level === 0 ? most : 1, Math.ceil(all / Math.max(1, teachers))));
  }
  return { bands, groups, sections, seats, strides, runs, slots };
}

/** Items in the cells of a school. */
export function sizeAt({ starts }: Spread, s: number): number {
  return (starts[MOST_BANDS * (s + 1)] as number) - (starts[MOST_BANDS * s] as number);
}

/** Items in the cells of a school before a cell of it. */
export function sizeBefore({ starts }: Spread, cell: number): number {
  return (starts[cell] as number) - (starts[cell - (cell % MOST_BANDS)] as number);
}
