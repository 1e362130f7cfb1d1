/** What shares generated data has: of people, and of what no schedule or transcript may have. Read from bodies alone. */
import { type Body, type Dataset, EVERYTHING } from "../../src/lib/data/dataset.ts";
import { CHARACTERISTICS, DISABILITIES, FAILING, GRADES, GROUPS } from "./public-figures.ts";

/** How many of how many, by the names of the public figures and those of FAULTS. */
export type Shares = Map<string, { found: number; of: number }>;

/** What must not be at all. */
export const FAULTS = {
  grade: "seats in sections of other grades",
  student: "seats of students who have two sections in the period",
  teacher: "sections of teachers who have two in the period",
  subjects: "sections of secondary teachers who have more than two subjects",
  credits: "records with fewer credits in total than in the session",
  letters: "letter grades that do not follow from the percentage",
  finals: "final grades other than the mean of the grading periods",
  averages: "grade point averages other than the mean of the session's final grades",
} as const;

export function* bodies(dataset: Dataset, endpoint: string): Generator<Body> {
  for (let i = 0; i < dataset.count(endpoint); i++) yield dataset.body(endpoint, i, EVERYTHING);
}

/** Adds those of a dataset to `shares`. */
export function measureShares(dataset: Dataset, shares: Shares): void {
  const add = (what: string, isFound: boolean): void => {
    const share = shares.get(what) ?? { found: 0, of: 0 };
    share.found += Number(isFound);
    if (share.of++ === 0) shares.set(what, share);
  };
  const grades = gradesOf(dataset);
  for (const body of bodies(dataset, "studentEducationOrganizationAssociations")) {
    for (const group of GROUPS) add(`students: ${group}`, groupOf(body) === group);
    const own = codes(body.studentCharacteristics, "studentCharacteristicDescriptor");
    for (const name of CHARACTERISTICS) add(`students: ${name}`, own.includes(name));
  }
  for (const body of bodies(dataset, "staffs")) {
    for (const group of GROUPS) add(`staff: ${group}`, groupOf(body) === group);
  }
  for (const body of bodies(dataset, "students")) {
    const grade = grades.get(body.studentUniqueId as string) as number;
    const cutoff = `${dataset.settings.schoolYear - 7 - grade}-09-02`;
    add(`above the usual age: ${GRADES[grade > 8 ? 2 : grade > 5 ? 1 : 0]}`, (body.birthDate as string) < cutoff);
  }
  for (const body of bodies(dataset, "studentAcademicRecords")) {
    add(FAULTS.credits, (body.cumulativeEarnedCredits as number) < (body.sessionEarnedCredits as number));
  }
  const at = meetings(dataset);
  const busy = { student: new Set<string>(), staff: new Set<string>() };
  const isBusy = (who: keyof typeof busy, body: Body): boolean => {
    const section = sectionOf(body);
    const person = asBody(body[`${who}Reference`])[`${who}UniqueId`];
    const time = `${person} ${section.sessionName} ${at.get(keyOf(section))?.period}`;
    return busy[who].size === busy[who].add(time).size;
  };
  for (const body of bodies(dataset, "studentSectionAssociations")) {
    const grade = grades.get(asBody(body.studentReference).studentUniqueId as string) as number;
    add(FAULTS.grade, at.get(keyOf(sectionOf(body)))?.grades.includes(grade) !== true);
    add(FAULTS.student, isBusy("student", body));
  }
  for (const body of bodies(dataset, "staffSectionAssociations")) add(FAULTS.teacher, isBusy("staff", body));
  for (const subjects of subjectsOfTeachers(dataset)) {
    add(FAULTS.subjects, subjects > 2);
    add(ONE_SUBJECT, subjects === 1);
  }
  for (const body of bodies(dataset, "studentSpecialEducationProgramAssociations")) {
    const [first] = codes(body.disabilities, "disabilityDescriptor");
    for (const name of DISABILITIES) add(`special education: ${name}`, first === name);
  }
  measureMarks(dataset, add);
}

/** What docs/dataset.md tells beside public figures and faults. */
export const ONE_SUBJECT = "sections of secondary teachers who have one subject";
export const FAILED = "courses failed in fall in high school";

const letterOf = (percent: number): string => "FDCBA"[Math.max(0, Math.min(4, Math.floor(percent / 10) - 5))] as string;

/** Marks of grading periods, and what must follow from them: final grades, averages and who fails. */
function measureMarks(dataset: Dataset, add: (what: string, isFound: boolean) => void): void {
  /** By student and session, then by section. */
  const marks = new Map<string, Map<string, number[]>>();
  for (const body of bodies(dataset, "grades")) {
    const seat = asBody(body.studentSectionAssociationReference);
    const mark = body.numericGradeEarned as number;
    add(FAULTS.letters, body.letterGradeEarned !== letterOf(mark));
    const session = `${seat.studentUniqueId} ${codeOf(termOf(seat.sessionName))}`;
    const sections = marks.get(session) ?? new Map<string, number[]>();
    const section = keyOf(seat);
    sections.set(section, [...(sections.get(section) ?? []), mark]);
    marks.set(session, sections);
  }
  const final = (periods: readonly number[]): number => Math.round(mean(periods));
  for (const body of bodies(dataset, "studentAcademicRecords")) {
    const sections = marks.get(sessionOf(body, body)) ?? new Map<string, number[]>();
    const points = [...sections.values()].map((periods) => "FDCBA".indexOf(letterOf(final(periods))));
    const [average] = body.gradePointAverages as Body[];
    add(FAULTS.averages, Math.abs((average?.gradePointAverageValue as number) - mean(points)) > 0.00501);
  }
  const failing = new Map<string, boolean>();
  const subjects = subjectsOfCourses(dataset);
  for (const body of bodies(dataset, "courseTranscripts")) {
    const [{ sectionReference } = {}] = body.sections as Body[];
    const record = asBody(body.studentAcademicRecordReference);
    const percent = body.finalNumericGradeEarned as number;
    const isFailed = body.earnedCredits === 0;
    const periods = marks.get(sessionOf(body, record))?.get(keyOf(asBody(sectionReference))) ?? [];
    add(FAULTS.finals, percent !== final(periods) || isFailed !== percent < 60);
    add(FAULTS.letters, body.finalLetterGradeEarned !== letterOf(percent));
    add(FAILED, isFailed);
    if (!codeOf(body.whenTakenGradeLevelDescriptor).startsWith("Ninth")) continue;
    const isCore = CORE.includes(subjects.get(keyOfCourse(asBody(body.courseReference))) ?? "");
    const student = record.studentUniqueId as string;
    failing.set(student, failing.get(student) === true || (isCore && isFailed));
  }
  for (const fails of failing.values()) add(`grade 9: ${FAILING}`, fails);
}

const CORE = ["English Language Arts", "Mathematics", "Science"];

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** `2025-2026 Fall Semester` -> a descriptor's value in full. */
const termOf = (sessionName: unknown): string => `#${String(sessionName).split(" ").slice(1).join(" ")}`;

const sessionOf = (body: Body, record: Body): string => {
  const { studentUniqueId } = { ...asBody(body.studentReference), ...record } as Body;
  return `${studentUniqueId} ${codeOf(record.termDescriptor)}`;
};

const keyOfCourse = (course: Body): string => `${course.educationOrganizationId} ${course.courseCode}`;

function subjectsOfCourses(dataset: Dataset): Map<string, string> {
  const subjects = new Map<string, string>();
  for (const { courseCode, educationOrganizationReference, academicSubjects } of bodies(dataset, "courses")) {
    const key = keyOfCourse({ courseCode, ...asBody(educationOrganizationReference) });
    subjects.set(key, codes(academicSubjects, "academicSubjectDescriptor")[0] as string);
  }
  return subjects;
}

/** By section of middle and high schools: how many subjects its teacher has. */
function subjectsOfTeachers(dataset: Dataset): number[] {
  const subjects = subjectsOfCourses(dataset);
  const levels = levelsOf(dataset);
  const found = new Map<string, Set<string>>();
  const sections: Set<string>[] = [];
  for (const body of bodies(dataset, "staffSectionAssociations")) {
    const { schoolId, localCourseCode } = sectionOf(body);
    if (levels.get(schoolId) === "Elementary School") continue;
    const teacher = asBody(body.staffReference).staffUniqueId as string;
    const subject = subjects.get(keyOfCourse({ educationOrganizationId: schoolId, courseCode: localCourseCode }));
    const own = (found.get(teacher) ?? new Set<string>()).add(subject as string);
    found.set(teacher, own);
    sections.push(own);
  }
  return sections.map(({ size }) => size);
}

/** By school: `Elementary School` and so on. */
function levelsOf(dataset: Dataset): Map<unknown, string> {
  const schools = [...bodies(dataset, "schools")];
  return new Map(schools.map((b) => [b.schoolId, codes(b.schoolCategories, "schoolCategoryDescriptor")[0] as string]));
}

/** Mean of the students of grade 12, in both sessions. */
export function averageOfSeniors(dataset: Dataset): number {
  const grades = gradesOf(dataset);
  const records = [...bodies(dataset, "studentAcademicRecords")];
  const seniors = records.filter((b) => grades.get(asBody(b.studentReference).studentUniqueId as string) === 12);
  return mean(seniors.flatMap((b) => (b.gradePointAverages as Body[]).map((a) => a.gradePointAverageValue as number)));
}

export const LEVELS = ["Elementary School", "Middle School", "High School"] as const;

/** How many students each section has, and the level of its school. */
export function classSizes(dataset: Dataset): { readonly level: string | undefined; readonly size: number }[] {
  const levels = levelsOf(dataset);
  const classes = new Map<string, { readonly level: string | undefined; size: number }>();
  for (const body of bodies(dataset, "sections")) {
    const level = levels.get(asBody(body.courseOfferingReference).schoolId);
    classes.set(ownKey(body), { level, size: 0 });
  }
  for (const body of bodies(dataset, "studentSectionAssociations")) {
    const found = classes.get(keyOf(sectionOf(body)));
    if (found !== undefined) found.size++;
  }
  return [...classes.values()];
}

export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] as number;
}

interface Meeting {
  readonly period: string;
  readonly grades: readonly number[];
}

/** By section: when it meets, and which grades its course is for. */
export function meetings(dataset: Dataset): Map<string, Meeting> {
  const offerings = new Map<string, number[]>();
  for (const body of bodies(dataset, "courseOfferings")) {
    const { localCourseCode, sessionReference } = body;
    const grades = codes(body.offeredGradeLevels, "gradeLevelDescriptor").map(gradeOf);
    offerings.set(offeringOf({ localCourseCode, ...asBody(sessionReference) }), grades);
  }
  const found = new Map<string, Meeting>();
  for (const body of bodies(dataset, "sections")) {
    const [{ classPeriodReference } = {}] = body.classPeriods as Body[];
    const period = asBody(classPeriodReference).classPeriodName as string;
    found.set(ownKey(body), { period, grades: offerings.get(offeringOf(asBody(body.courseOfferingReference))) ?? [] });
  }
  return found;
}

/** By student; `Kindergarten` is 0. */
export function gradesOf(dataset: Dataset): Map<string, number> {
  const grades = new Map<string, number>();
  for (const body of bodies(dataset, "studentSchoolAssociations")) {
    const grade = gradeOf(codeOf(body.entryGradeLevelDescriptor));
    grades.set(asBody(body.studentReference).studentUniqueId as string, grade);
  }
  return grades;
}

const NAMES = "Kindergarten First Second Third Fourth Fifth Sixth Seventh Eighth Ninth Tenth Eleventh Twelfth".split(
  " ",
);
const gradeOf = (code: string): number => NAMES.indexOf(code.split(" ")[0] as string);

const asBody = (value: unknown): Body => value as Body;
const sectionOf = (body: Body): Body => asBody(body.sectionReference);
const offeringOf = (of: Body): string => `${of.schoolId} ${of.sessionName} ${of.localCourseCode}`;
const keyOf = (section: Body): string => `${offeringOf(section)} ${section.sectionIdentifier}`;
const ownKey = ({ courseOfferingReference, sectionIdentifier }: Body): string =>
  keyOf({ ...asBody(courseOfferingReference), sectionIdentifier });

const codeOf = (descriptor: unknown): string => String(descriptor).split("#")[1] as string;

/** Of a collection that may be absent. */
function codes(items: unknown, field: string): string[] {
  return ((items ?? []) as Body[]).map((item) => codeOf(item[field]));
}

/** As reports of enrollment count: Hispanic of any race, else one race, else two or more. */
function groupOf(body: Body): string | undefined {
  if (body.hispanicLatinoEthnicity === true) return "Hispanic";
  const races = codes(body.races, "raceDescriptor");
  return races.length > 1 ? "Two or more races" : races[0];
}
