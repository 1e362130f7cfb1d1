/** Course titles and codes by level and number; a school's courses are numbered 0 to coursesPerSchool-1, lowest grade first. */
import { COURSE_LOAD, FIRST_GRADE, GRADES, type Level } from "./shape.ts";

const split = (text: string): readonly string[] => text.split("|");

/** Eight subjects in turn, the same order as the academicSubject descriptor values. */
const CODES = split("ELA|MATH|SCI|SOC|ART|PE|LANG|CTE");
const SUBJECTS = split(
  "English Language Arts|Mathematics|Science|Social Studies|Art and Music|Physical Education|Spanish|Technology",
);
const HIGH_SCHOOL = [
  "English I|Algebra I|Biology|World Geography|Art I|Health Education|Spanish I|Principles of Technology",
  "English II|Geometry|Chemistry|World History|Theatre Arts I|Foundations of Fitness|Spanish II|Web Design",
  "English III|Algebra II|Physics|United States History|Band III|Team Sports|Spanish III|Computer Science I",
  "English IV|Precalculus|Environmental Science|Government|Choir IV|Lifetime Sports|French I|Practicum in Health",
].map(split);

export interface Course {
  readonly title: string;
  /** Position in the academicSubject descriptor values. */
  readonly subject: number;
  /** The first grade that takes it, 0 is kindergarten, and how many do: several where there are fewer courses than grades. */
  readonly grade: number;
  readonly grades: number;
}

/** Number of the first course of a level's grade; those up to the next grade's first one follow. */
function firstCourse(level: Level, gradeInLevel: number, courses: number): number {
  return ((gradeInLevel * courses) / GRADES[level]) | 0;
}

/** What the students of a grade can choose from, and how many courses they take in a term. */
export interface Curriculum {
  /** Number of the first course. */
  readonly first: number;
  /** How many courses all students have in common, and how many others there are. */
  readonly common: number;
  readonly others: number;
  readonly load: number;
  /** The grade within its level, and how many the level has. */
  readonly grade: number;
  readonly grades: number;
}

const MOST_IN_COMMON = 4;

export function curriculum(level: Level, grade: number, courses: number): Curriculum {
  const first = firstCourse(level, grade, courses);
  const own = firstCourse(level, grade + 1, courses) - first || 1; // shared with the next grade
  const load = Math.min(COURSE_LOAD[level], own);
  const common = Math.min(MOST_IN_COMMON, load - 1);
  return { first, common, others: own - common, load, grade, grades: GRADES[level] };
}

/** The last grade within the level that course c is for, and its number within the grade. */
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
  const first = Math.min(g, Math.ceil((c * GRADES[level]) / courses));
  const grade = FIRST_GRADE[level] + first;
  return { title: `${title}${n > 7 ? ` (${(n >> 3) + 1})` : ""}`, subject, grade, grades: g - first + 1 };
}
