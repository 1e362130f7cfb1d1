/** Shares and schedules of generated data against the public figures of docs/dataset.md, read from bodies alone. */
import { describe, expect, it } from "vitest";
import { createDataset } from "./create-dataset.ts";
import type { Body, Dataset } from "./dataset.ts";

const everything = { canUse: () => true };
const dev = { schools: 10, students: 100, staff: 20, coursesPerSchool: 8, sectionsPerCourse: 1 };
const staging = { schools: 50, students: 5000, staff: 800, coursesPerSchool: 28, sectionsPerCourse: 1 };
const prod = { schools: 130, students: 75_000, staff: 12_000, coursesPerSchool: 40, sectionsPerCourse: 4 };
const tenthOfProd = { ...prod, schools: 13, students: 7500, staff: 1200 };
/** Fewer courses than grades, and fewer teachers than classes. */
const scarce = { schools: 9, students: 700, staff: 11, coursesPerSchool: 3, sectionsPerCourse: 2 };

/** A number of courses that neither grades nor periods divide. */
const uneven = { schools: 10, students: 1000, staff: 160, coursesPerSchool: 21, sectionsPerCourse: 2 };

const create = (sizes: typeof dev, seed: number) =>
  createDataset({ seed, datasetId: 2559, schoolYear: 2026, ...sizes });

function* bodies(dataset: Dataset, endpoint: string): Generator<Body> {
  for (let i = 0; i < dataset.count(endpoint); i++) yield dataset.body(endpoint, i, everything);
}

/** Values of a field or of the members of its reference, joined. */
function textOf(value: unknown, ...names: readonly string[]): string {
  return names.map((name) => String((value as Record<string, unknown>)[name])).join(" ");
}

const SECTION = ["schoolId", "sessionName", "localCourseCode", "sectionIdentifier"];
const OFFERING = ["schoolId", "sessionName", "localCourseCode"];

/** `Kindergarten` is 0. */
function gradeOf(descriptor: unknown): number {
  const words = "Kindergarten First Second Third Fourth Fifth Sixth Seventh Eighth Ninth Tenth Eleventh Twelfth";
  const word = String(descriptor).split("#")[1]?.split(" ")[0] as string;
  return words.split(" ").indexOf(word);
}

/** Students by the share that has something, in percent. */
function percent(dataset: Dataset, endpoint: string, has: (body: Body) => boolean): number {
  let found = 0;
  for (const body of bodies(dataset, endpoint)) if (has(body)) found++;
  return (100 * found) / dataset.count(endpoint);
}

/** Codes after `#`. */
function codes(body: Body, list: string, field: string): string[] {
  const items = (body[list] ?? []) as Body[];
  return items.map((item) => String(item[field]).split("#")[1] as string);
}

/** As reports of enrollment count: Hispanic of any race, else one race, else two or more. */
function ethnicityOf(body: Body): string {
  if (body.hispanicLatinoEthnicity === true) return "Hispanic";
  const races = codes(body, "races", "raceDescriptor");
  return races.length > 1 ? "Two or more races" : String(races[0]);
}

function distribution(dataset: Dataset, endpoint: string): Record<string, number> {
  const found: Record<string, number> = {};
  for (const body of bodies(dataset, endpoint)) {
    const group = ethnicityOf(body);
    found[group] = (found[group] ?? 0) + 100 / dataset.count(endpoint);
  }
  return found;
}

/** Percent by group, each at most `apart` from the public figure. */
function expectShares(found: Record<string, number>, wanted: Record<string, number>, apart: number): void {
  expect(Object.keys(found).sort()).toEqual(Object.keys(wanted).sort());
  for (const [group, share] of Object.entries(wanted)) {
    expect(Math.abs((found[group] as number) - share), `${group}: ${found[group]}`).toBeLessThan(apart);
  }
}

interface Meeting {
  readonly period: string;
  readonly grades: readonly number[];
}

/** By key of a section. */
function meetings(dataset: Dataset): Map<string, Meeting> {
  const grades = new Map<string, readonly number[]>();
  for (const body of bodies(dataset, "courseOfferings")) {
    const { schoolId, sessionName } = body.sessionReference as Record<string, unknown>;
    const offered = ((body.offeredGradeLevels ?? []) as Body[]).map((item) => gradeOf(item.gradeLevelDescriptor));
    grades.set(`${schoolId} ${sessionName} ${body.localCourseCode}`, offered);
  }
  const found = new Map<string, Meeting>();
  for (const body of bodies(dataset, "sections")) {
    const offering = textOf(body.courseOfferingReference, ...OFFERING);
    const [meeting] = body.classPeriods as { classPeriodReference: Record<string, unknown> }[];
    const period = String(meeting?.classPeriodReference.classPeriodName);
    found.set(`${offering} ${body.sectionIdentifier}`, { period, grades: grades.get(offering) ?? [] });
  }
  return found;
}

/** Pairs of a person and a time (school year, term and period of a school) that come more than once. */
function clashes(dataset: Dataset, endpoint: string, person: "student" | "staff", at: Map<string, Meeting>): number {
  const taken = new Set<string>();
  let twice = 0;
  for (const body of bodies(dataset, endpoint)) {
    const section = body.sectionReference as Record<string, unknown>;
    const who = textOf(body[`${person}Reference`], `${person}UniqueId`);
    const time = `${who} ${section.sessionName} ${at.get(textOf(section, ...SECTION))?.period}`;
    if (taken.has(time)) twice++;
    taken.add(time);
  }
  return twice;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] as number;
}

/** Students of each section. */
function classSizes(dataset: Dataset): Map<string, number> {
  const sizes = new Map<string, number>();
  for (const body of bodies(dataset, "sections")) {
    sizes.set(`${textOf(body.courseOfferingReference, ...OFFERING)} ${body.sectionIdentifier}`, 0);
  }
  for (const body of bodies(dataset, "studentSectionAssociations")) {
    const section = textOf(body.sectionReference, ...SECTION);
    sizes.set(section, (sizes.get(section) as number) + 1);
  }
  return sizes;
}

describe.each([1, 2, 77])("students of seed %i", (seed) => {
  const profiles = "studentEducationOrganizationAssociations";
  const district = create(staging, seed);

  it("are of the races and ethnicities of Texas", () => {
    const texas = {
      Hispanic: 53.2,
      White: 25,
      "Black or African American": 12.8,
      Asian: 5.4,
      "Two or more races": 3.1,
      "American Indian or Alaska Native": 0.3,
      "Native Hawaiian or Pacific Islander": 0.2,
    };
    expectShares(distribution(district, profiles), texas, 2);
  });

  it("are Hispanic by ethnicity alone: it is no race", () => {
    for (const dataset of [district, create(dev, seed)]) {
      for (const endpoint of [profiles, "staffs"]) {
        for (const body of bodies(dataset, endpoint)) {
          const races = codes(body, "races", "raceDescriptor");
          expect(races).not.toContain("Hispanic or Latino");
          expect(races.length).toBeGreaterThan(0);
        }
      }
    }
  });

  it("are economically disadvantaged as in Texas, and seldom immigrants, homeless, or in foster care", () => {
    const share = (name: string): number =>
      percent(district, profiles, (body) =>
        codes(body, "studentCharacteristics", "studentCharacteristicDescriptor").includes(name),
      );
    expect(Math.abs(share("Economic Disadvantaged") - 62.3)).toBeLessThan(2.5);
    expect(Math.abs(share("Immigrant") - 2.9)).toBeLessThan(1);
    expect(Math.abs(share("Homeless") - 1.4)).toBeLessThan(0.8);
    expect(Math.abs(share("Parent in Military") - 3.9)).toBeLessThan(1);
    expect(share("Foster Care")).toBeLessThan(0.6);
  });

  it("are a year above the usual age in one case of sixteen, never younger", () => {
    let older = 0;
    let inHighSchool = 0;
    let olderInHighSchool = 0;
    const grades = new Map<string, number>();
    for (const body of bodies(district, "studentSchoolAssociations")) {
      grades.set(textOf(body.studentReference, "studentUniqueId"), gradeOf(body.entryGradeLevelDescriptor));
    }
    for (const body of bodies(district, "students")) {
      const grade = grades.get(String(body.studentUniqueId)) as number;
      const born = String(body.birthDate);
      const year = 2026 - 7 - grade; // of the first of September before which the oldest of the grade were born
      expect(born >= `${year - 1}-08-30` && born <= `${year + 1}-09-01`, `grade ${grade}, ${born}`).toBe(true);
      const isOlder = born < `${year}-09-01`;
      if (isOlder) older++;
      if (grade > 8) inHighSchool++;
      if (grade > 8 && isOlder) olderInHighSchool++;
    }
    expect(Math.abs((100 * older) / 5000 - 7)).toBeLessThan(2);
    expect(Math.abs((100 * olderInHighSchool) / inHighSchool - 10)).toBeLessThan(3);
  });

  it("have earned at least the credits of the session, more in spring than in fall, and what transcripts say", () => {
    for (const dataset of [district, create(dev, seed)]) {
      const fall = new Map<string, number>();
      const sessions = new Map<string, number>();
      for (const body of bodies(dataset, "studentAcademicRecords")) {
        const session = body.sessionEarnedCredits as number;
        const cumulative = body.cumulativeEarnedCredits as number;
        const student = textOf(body.studentReference, "studentUniqueId");
        expect(cumulative).toBeGreaterThanOrEqual(session);
        if (String(body.termDescriptor).endsWith("#Fall Semester")) {
          fall.set(student, cumulative);
          sessions.set(student, session);
        } else expect(cumulative - session).toBe(fall.get(student));
      }
      const earned = new Map<string, number>();
      for (const body of bodies(dataset, "courseTranscripts")) {
        const student = textOf(body.studentAcademicRecordReference, "studentUniqueId");
        earned.set(student, (earned.get(student) ?? 0) + (body.earnedCredits as number));
      }
      expect(earned.size).toBeGreaterThan(0);
      for (const [student, credits] of earned) expect(sessions.get(student)).toBe(credits);
    }
  });
});

describe.each([
  ["dev", dev, 1],
  ["staging", staging, 1],
  ["a tenth of prod", tenthOfProd, 1],
  ["a district of few courses", scarce, 2],
  ["a district of an odd number of courses", uneven, 1],
] as const)("the schedule of %s", (_, sizes, widest) => {
  const seeds = [1, 2, 77];

  it("seats students in sections of their own grade, in one section at a time", () => {
    for (const seed of seeds) {
      const dataset = create(sizes, seed);
      const at = meetings(dataset);
      const grades = new Map<string, number>();
      for (const body of bodies(dataset, "studentSchoolAssociations")) {
        grades.set(textOf(body.studentReference, "studentUniqueId"), gradeOf(body.entryGradeLevelDescriptor));
      }
      let seats = 0;
      let foreign = 0;
      for (const body of bodies(dataset, "studentSectionAssociations")) {
        const grade = grades.get(textOf(body.studentReference, "studentUniqueId")) as number;
        seats++;
        if (at.get(textOf(body.sectionReference, ...SECTION))?.grades.includes(grade) !== true) foreign++;
      }
      expect(Math.max(...[...at.values()].map((meeting) => meeting.grades.length))).toBe(widest);
      expect(seats).toBeGreaterThanOrEqual(2 * sizes.students);
      expect(foreign).toBe(0);
      expect(clashes(dataset, "studentSectionAssociations", "student", at)).toBe(0);
    }
  });

  it("has no teacher in two sections at a time, and no room", () => {
    for (const seed of seeds) {
      const dataset = create(sizes, seed);
      expect(clashes(dataset, "staffSectionAssociations", "staff", meetings(dataset))).toBe(0);
      const taken = new Set<string>();
      for (const { courseOfferingReference, locationReference, classPeriods } of bodies(dataset, "sections")) {
        const { sessionName } = courseOfferingReference as Record<string, unknown>;
        taken.add(JSON.stringify([sessionName, locationReference, classPeriods]));
      }
      expect(taken.size).toBe(dataset.count("sections"));
    }
  });
});

describe("classes", () => {
  it.each([
    ["staging", staging, [1, 2, 3, 77]],
    ["a tenth of prod", tenthOfProd, [1, 2, 77]],
    ["prod", prod, [1]],
  ] as const)("have 15 to 25 students in %s, few of them more than 30, none no student", (_, sizes, seeds) => {
    for (const seed of seeds) {
      const found = [...classSizes(create(sizes, seed)).values()];
      expect(median(found)).toBeGreaterThanOrEqual(15);
      expect(median(found)).toBeLessThanOrEqual(25);
      expect(found.filter((size) => size > 30).length / found.length).toBeLessThan(0.05);
      expect(Math.min(...found)).toBeGreaterThan(0);
    }
  });

  it("have a teacher, who has at most eight a day", () => {
    for (const sizes of [dev, staging]) {
      const dataset = create(sizes, 1);
      expect(dataset.count("staffSectionAssociations")).toBeGreaterThan(0.95 * dataset.count("sections"));
    }
    expect(create(staging, 1).count("staffSectionAssociations")).toBe(create(staging, 1).count("sections"));
  });
});

it("public school teachers are of the races and ethnicities of the country", () => {
  const country = {
    White: 79.9,
    Hispanic: 9.5,
    "Black or African American": 6.1,
    Asian: 2.4,
    "Two or more races": 1.6,
    "American Indian or Alaska Native": 0.4,
    "Native Hawaiian or Pacific Islander": 0.2,
  };
  expectShares(distribution(create({ ...staging, staff: 6000 }, 1), "staffs"), country, 1.5);
});
