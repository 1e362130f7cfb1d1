/** Course titles and codes by span of grades and number; a school's courses are numbered 0 to coursesPerSchool-1, lowest grade first. */
import { COURSE_LOAD, FIRST_GRADE, GRADES, type Span } from "./shape.ts";

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

/** Number of the first course of a grade; those up to the next grade's first one follow. */
function firstCourse(span: Span, gradeInLevel: number, courses: number): number {
  return ((gradeInLevel * courses) / GRADES[span]) | 0;
}

/** What the students of a grade can choose from, and how many courses they take in a term. */
export interface Curriculum {
  /** Number of the first course. */
  readonly first: number;
  /** How many courses all students have in common, and how many electives there are instead of each other one. */
  readonly common: number;
  readonly variants: number;
  readonly load: number;
  /** How many courses can be failed, and how many of a thousand students fail any. */
  readonly core: number;
  readonly failing: number;
  /** The grade within the school, and how many that has. */
  readonly grade: number;
  readonly grades: number;
}

const MOST_IN_COMMON = 4;

export function curriculum(span: Span, grade: number, courses: number): Curriculum {
  const first = firstCourse(span, grade, courses);
  // The same for all grades: what is left over has no sections. With fewer courses than grades, neighbors share one.
  const own = (courses / GRADES[span]) | 0 || 1;
  const load = Math.min(COURSE_LOAD[span], own);
  const common = Math.min(MOST_IN_COMMON, load - 1);
  return {
    first,
    common,
    variants: ((own - common) / (load - common)) | 0,
    load,
    core: Math.min(3, load),
    failing: FIRST_GRADE[span] + grade === 9 ? 225 : 75,
    grade,
    grades: GRADES[span],
  };
}

/** The last grade within the span that course c is for, and its number within the grade. */
function place(span: Span, c: number, courses: number): [number, number] {
  let g = GRADES[span] - 1;
  while (firstCourse(span, g, courses) > c) g--;
  return [g, c - firstCourse(span, g, courses)];
}

const label = (span: Span, g: number) => FIRST_GRADE[span] + g || "K";

/** `MATH-7`; a second course of subject and grade is `MATH-7-2`. */
export function courseCode(span: Span, c: number, courses: number): string {
  const [g, n] = place(span, c, courses);
  return `${CODES[n % 8]}-${label(span, g)}${n > 7 ? `-${(n >> 3) + 1}` : ""}`;
}

export function describeCourse(span: Span, c: number, courses: number): Course {
  const [g, n] = place(span, c, courses);
  const subject = n % 8;
  const title = span === 2 ? HIGH_SCHOOL[g]?.[subject] : `${SUBJECTS[subject]} ${label(span, g)}`;
  const first = Math.min(g, Math.ceil((c * GRADES[span]) / courses));
  const grade = FIRST_GRADE[span] + first;
  return { title: `${title}${n > 7 ? ` (${(n >> 3) + 1})` : ""}`, subject, grade, grades: g - first + 1 };
}
