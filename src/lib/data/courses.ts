/** Course titles and codes by level and number; a school's courses are numbered 0 to coursesPerSchool-1, lowest grade first. */
import { COURSE_LOAD, FIRST_GRADE, GRADES, type Level } from "./shape.ts";

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

/** Grades of a school that have their courses in common: one, or several where a school has fewer courses than grades. */
export interface Band {
  /** The first grade of the band within the level, how many the band has, and how many the level has. */
  readonly first: number;
  readonly grades: number;
  readonly gradesOfLevel: number;
  /** Number of the first of its courses, and how many there are. */
  readonly firstCourse: number;
  readonly courses: number;
  /** Courses that a student takes in a term. */
  readonly load: number;
  /** The first of them are those that all students of the band take. */
  readonly core: number;
}

const MOST_IN_COMMON = 4;

/** Bands of the schools of a level, lowest first: courses are divided evenly. */
export function bandsOf(level: Level, courses: number): Band[] {
  const gradesOfLevel = GRADES[level];
  const n = Math.min(gradesOfLevel, courses);
  return Array.from({ length: n }, (_, i) => {
    const first = Math.ceil((i * gradesOfLevel) / n);
    const firstCourse = Math.floor((i * courses) / n);
    const own = Math.floor(((i + 1) * courses) / n) - firstCourse;
    const load = Math.min(COURSE_LOAD[level], own);
    return {
      first,
      grades: Math.ceil(((i + 1) * gradesOfLevel) / n) - first,
      gradesOfLevel,
      firstCourse,
      courses: own,
      load,
      core: load === own ? load : Math.min(MOST_IN_COMMON, load - 1),
    };
  });
}

/** The band that course c is for. */
export function bandOfCourse(bands: readonly Band[], c: number): Band {
  let i = bands.length - 1;
  while ((bands[i] as Band).firstCourse > c) i--;
  return bands[i] as Band;
}

export interface Course {
  readonly title: string;
  /** Position in the academicSubject descriptor values. */
  readonly subject: number;
}

/** `K`, `7`, or `K-2` for several grades. */
function label(level: Level, { first, grades }: Band): string {
  const lowest = FIRST_GRADE[level] + first;
  const name = lowest === 0 ? "K" : `${lowest}`;
  return grades === 1 ? name : `${name}-${lowest + grades - 1}`;
}

/** `MATH-7`; a second course of subject and grade is `MATH-7-2`. */
export function courseCode(level: Level, band: Band, c: number): string {
  const n = c - band.firstCourse;
  return `${CODES[n % 8]}-${label(level, band)}${n > 7 ? `-${(n >> 3) + 1}` : ""}`;
}

export function describeCourse(level: Level, band: Band, c: number): Course {
  const n = c - band.firstCourse;
  const subject = n % 8;
  const title = level === 2 ? HIGH_SCHOOL[band.first]?.[subject] : `${SUBJECTS[subject]} ${label(level, band)}`;
  return { title: `${title}${n > 7 ? ` (${(n >> 3) + 1})` : ""}`, subject };
}
