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
  readonly code: string;
  readonly title: string;
  /** Position in the academicSubject descriptor values. */
  readonly subject: number;
  /** 0 is kindergarten. */
  readonly grade: number;
}

/** First course number that students of a level's grade take; the rest of their load follows. */
export function firstCourse(level: Level, gradeInLevel: number, courses: number): number {
  return Math.floor((gradeInLevel * courses) / GRADES[level]);
}

/** The courses of every school of a level. */
export function createCourses(level: Level, courses: number): readonly Course[] {
  const list: Course[] = [];
  for (let g = 0; g < GRADES[level]; g++) {
    const first = firstCourse(level, g, courses);
    for (let c = first; c < firstCourse(level, g + 1, courses); c++) {
      const subject = (c - first) % 8;
      const part = (c - first) >> 3;
      const grade = FIRST_GRADE[level] + g;
      const label = grade === 0 ? "K" : `${grade}`;
      const title = level === 2 ? HIGH_SCHOOL[g]?.[subject] : `${SUBJECTS[subject]} ${label}`;
      list.push({
        code: `${CODES[subject]}-${label}${part > 0 ? `-${part + 1}` : ""}`,
        title: `${title}${part > 0 ? ` (${part + 1})` : ""}`,
        subject,
        grade,
      });
    }
  }
  return list;
}
