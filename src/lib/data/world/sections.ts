/** The master schedule: sections of the courses in each term, with their rooms and teachers. */
import { courseCodeAt } from "./course-catalog.ts";
import { schoolId } from "./schools.ts";
import { firstStaff, teachersAt } from "./staff.ts";
import { PERIODS } from "./terms.ts";
import type { World } from "./world.ts";

export interface Section {
  readonly school: number;
  /** 0 fall, 1 spring. */
  readonly term: number;
  readonly course: number;
  /** Which of the offering's sections. */
  readonly group: number;
}

/** Sections of a course offering at a school. */
const groupsAt = (w: World, s: number): number => w.sectionsPerCourse[s] as number;

/** Section `index` of all. */
export function sectionAt(w: World, index: number): Section {
  const courses = w.coursesPerSchool;
  const school = w.sections.school(index);
  const groups = groupsAt(w, school);
  const local = index - (w.sections.starts[school] as number);
  const offering = (local / groups) | 0;
  const term = offering < courses ? 0 : 1;
  return { school, term, course: offering % courses, group: local % groups };
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

/** Rooms of a school: as many as sections meet at the same time. */
export const roomsAt = (w: World, s: number): number => Math.ceil(w.coursesPerSchool / PERIODS) * groupsAt(w, s);

export function roomOf(w: World, section: Section): number {
  return Math.floor(section.course / PERIODS) * groupsAt(w, section.school) + section.group;
}

export const roomName = (room: number): string => `Room ${101 + room}`;

/** Number in the dataset of the teacher of a section, at a school that has teachers. */
export function teacherOf(w: World, section: Section): number {
  const school = section.school;
  return firstStaff(w, school) + (roomOf(w, section) % teachersAt(w, school));
}
