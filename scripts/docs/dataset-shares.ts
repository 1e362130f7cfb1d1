/** What shares generated data has: of people, and of what no schedule or transcript may have. Read from bodies alone. */
import type { Body, Dataset } from "../../src/lib/data/dataset.ts";
import { CHARACTERISTICS, GRADES, GROUPS } from "./public-figures.ts";

const EVERYTHING = { canUse: () => true };

/** How many of how many, by the names of the public figures and those of FAULTS. */
export type Shares = Map<string, { found: number; of: number }>;

/** What must not be at all. */
export const FAULTS = {
  grade: "seats in sections of other grades",
  student: "seats of students who have two sections in the period",
  teacher: "sections of teachers who have two in the period",
  credits: "records with fewer credits in total than in the session",
} as const;

export function* bodies(dataset: Dataset, endpoint: string): Generator<Body> {
  for (let i = 0; i < dataset.count(endpoint); i++) yield dataset.body(endpoint, i, EVERYTHING);
}

/** Adds those of a dataset to `shares`. */
export function measureShares(dataset: Dataset, shares: Shares): void {
  const add = (what: string, isFound: boolean): void => {
    const { found, of } = shares.get(what) ?? { found: 0, of: 0 };
    shares.set(what, { found: found + Number(isFound), of: of + 1 });
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
}

/** How many students each section has. */
export function classSizes(dataset: Dataset): number[] {
  const sizes = new Map([...bodies(dataset, "sections")].map((body) => [ownKey(body), 0]));
  for (const body of bodies(dataset, "studentSectionAssociations")) {
    const key = keyOf(sectionOf(body));
    sizes.set(key, (sizes.get(key) as number) + 1);
  }
  return [...sizes.values()];
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
