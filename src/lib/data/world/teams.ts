/**
 * Who teaches which sections. In elementary schools a teacher has all courses of a group, in the others one course of several
 * groups.
 *
 * Sections of the same slot, but for a multiple of PERIODS, meet at the same time. In an elementary school the slots of a group
 * follow each other, and a teacher has up to PERIODS in a row. In the others the slots of a course follow each other, one for
 * each group; the step from one course to the next is odd, so that the courses of a group, fewer than PERIODS, meet at
 * different times.
 */
import type { Curriculum } from "../courses.ts";
import { type Shape, teachersAt } from "../shape.ts";
import { CELLS, PERIODS, type Schedule, sizeAt } from "./schedule.ts";

/** Groups that a secondary teacher has at least, if there are so many. */
const LEAST_GROUPS = 3;

/** How the sections of a school's term are shared. */
export interface Team {
  readonly load: number;
  /** From the slot of a group to that of the next, and from the slot of a course to that of the next. */
  readonly byGroup: number;
  readonly byCourse: number;
  readonly slots: number;
  /** How many teachers a group has. */
  readonly each: number;
  /** Groups of a teacher. */
  readonly size: number;
  /** Groups that have teachers, the first ones of the school: all, but where there are too few teachers. */
  readonly taught: number;
}

/** What the sections of a grade of a school have in common. */
export interface Cell {
  readonly number: number;
  readonly school: number;
  readonly from: Curriculum;
  readonly team: Team;
  /** Groups of the grade, and of the school before these. */
  readonly groups: number;
  readonly before: number;
}

export function createTeams(shape: Shape, { curricula, sections }: Schedule): readonly Team[] {
  return shape.levels.map((level, s) => {
    const { load } = curricula[CELLS * (shape.spans[s] as number)] as Curriculum;
    const groups = sizeAt(sections, s) / load;
    const teachers = teachersAt(shape, s);
    // What a group wants in teachers, and a teacher at least in groups.
    const [byGroup, byCourse, wanted, least] = level > 0 ? [1, groups | 1, load, LEAST_GROUPS] : [load, 1, 1, 1];
    const each = Math.min(wanted, teachers);
    const most =
      each === wanted
        ? ((teachers / each) | 0) * ((PERIODS / byGroup) | 0)
        : Math.ceil(wanted / each) * byCourse > PERIODS // some teach several courses
          ? each && 1
          : groups;
    const taught = Math.min(groups, most);
    let size = least;
    while (each * Math.ceil(taught / size) > teachers) size++;
    const slots = groups && byGroup * (groups - 1) + byCourse * (load - 1) + 1;
    return { load, byGroup, byCourse, slots, each, size, taught };
  });
}

/** Sections of a term that have a teacher. */
export const taughtAt = ({ load, taught }: Team): number => load * taught;
