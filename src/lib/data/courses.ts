/** Course titles and codes by level and number; a school's courses are numbered 0 to coursesPerSchool-1, lowest grade first. */
import { FIRST_GRADE, GRADES, type Level } from "./shape.ts";

const split = (text: string): readonly string[] => text.split("|");

/** Eight subjects in turn, the same order as the academicSubject descriptor values. */
const CODES = split("ELA|MATH|SCI|SOC|ART|PE|LANG|CTE");
const SUBJECTS = split(
  "English Language Arts|Mathematics|Science|Social Studies|Art and Music|Physical Education|Spanish|Technology",
);
const HIGH_SCHOOL = [
  split("English I|Algebra I|Biology|World Geography|Art I|Health Education|Spanish I|Principles of Technology"),
  split("English II|Geometry|Chemistry|World History|Theatre Arts I|Foundations of Fitness|Spanish II|Web Design"),
  split("English III|Algebra II|Physics|United States History|Band III|Team Sports|Spanish III|Computer Science I"),
  split(
    "English IV|Precalculus|Environmental Science|Government|Choir IV|Lifetime Sports|French I|Practicum in Health",
  ),
];

export interface Course {
  readonly title: string;
  /** Position in the academicSubject descriptor values. */
  readonly subject: number;
  /** 0 is kindergarten. */
  readonly grade: number;
}

/** First course number that students of a level's grade take; the rest of their load follows. */
export function firstCourse(level: Level, gradeInLevel: number, courses: number): number {
  return ((gradeInLevel * courses) / GRADES[level]) | 0;
}

/** Grade within the level that course c is for, and its number within the grade. */
function place(level: Level, c: number, courses: number): [number, number] {
  let g = GRADES[level] - 1;
  while (firstCourse(level, g, courses) > c) g--;
  return [g, c - firstCourse(level, g, courses)];
}

const label = (level: Level, g: number): string => (level + g === 0 ? "K" : `${FIRST_GRADE[level] + g}`);

/** `MATH-7`; a second course of subject and grade is `MATH-7-2`. */
export function courseCode(level: Level, c: number, courses: number): string {
  const [g, n] = place(level, c, courses);
  return `${CODES[n % 8]}-${label(level, g)}${n > 7 ? `-${(n >> 3) + 1}` : ""}`;
}

export function describeCourse(level: Level, c: number, courses: number): Course {
  const [g, n] = place(level, c, courses);
  const subject = n % 8;
  const title = level === 2 ? HIGH_SCHOOL[g]?.[subject] : `${SUBJECTS[subject]} ${label(level, g)}`;
  return { title: `${title}${n > 7 ? ` (${(n >> 3) + 1})` : ""}`, subject, grade: FIRST_GRADE[level] + g };
}
