/** Shares and schedules of generated data against the public figures of docs/dataset.md, read from bodies alone. */
import { beforeAll, describe, expect, it } from "vitest";
import {
  averageOfSeniors,
  bodies,
  classSizes,
  FAULTS,
  gradesOf,
  LEVELS,
  measureShares,
  median,
  meetings,
  ONE_SUBJECT,
  type Shares,
} from "../../../scripts/docs/dataset-shares.ts";
import { FIGURES, MEAN_GPA } from "../../../scripts/docs/public-figures.ts";
import { createDataset } from "./create-dataset.ts";
import type { Body, Dataset } from "./dataset.ts";

const dev = { schools: 10, students: 100, staff: 20, coursesPerSchool: 8, sectionsPerCourse: 1 };
const staging = { schools: 50, students: 5000, staff: 800, coursesPerSchool: 28, sectionsPerCourse: 1 };
const prod = { schools: 130, students: 75_000, staff: 12_000, coursesPerSchool: 40, sectionsPerCourse: 4 };
const tenthOfProd = { ...prod, schools: 13, students: 7500, staff: 1200 };
/** Fewer courses than grades, and fewer teachers than classes. */
const scarce = { schools: 9, students: 3600, staff: 11, coursesPerSchool: 3, sectionsPerCourse: 20 };
/** A number of courses that neither grades nor periods divide, and sections for classes of eleven. */
const uneven = { schools: 10, students: 1000, staff: 160, coursesPerSchool: 21, sectionsPerCourse: 2 };

const create = (sizes: typeof dev, seed: number): Dataset =>
  createDataset({ seed, datasetId: 2559, schoolYear: 2026, ...sizes });

/** Measured once for all tests. */
const measured = new Map<string, Shares>();

function sharesOf(sizes: typeof dev, seeds: readonly number[]): Shares {
  const key = JSON.stringify([sizes, seeds]);
  const shares: Shares = measured.get(key) ?? new Map();
  if (!measured.has(key)) for (const seed of seeds) measureShares(create(sizes, seed), shares);
  measured.set(key, shares);
  return shares;
}

const seedsUpTo = (n: number): number[] => Array.from({ length: n }, (_, i) => i + 1);

describe.each([
  ["50 datasets of the size of dev", dev, seedsUpTo(50)],
  ["staging", staging, [1]],
  ["staging with another seed", staging, [77]],
  ["a tenth of prod", tenthOfProd, [1]],
  ["districts of few courses", scarce, [1, 2, 77]],
  ["districts of an odd number of courses", uneven, [1, 2, 77]],
] as const)("%s", (_, sizes, seeds) => {
  let shares: Shares;
  beforeAll(() => {
    shares = sharesOf(sizes, seeds);
  });

  it.each(FIGURES)("$what: $percent %", ({ what, percent }) => {
    const { found, of } = shares.get(what) ?? { found: 0, of: 0 };
    const share = percent / 100;
    // What chance does not exceed in 400 drawings: three standard errors.
    expect(of).toBeGreaterThan(30);
    expect(Math.abs(found - share * of)).toBeLessThan(3 * Math.sqrt(of * share * (1 - share)) + 1);
  });

  it.each(Object.values(FAULTS))("no %s", (what) => {
    const { found, of } = shares.get(what) ?? { found: 0, of: 0 };
    expect(of).toBeGreaterThan(60);
    expect(found).toBe(0);
  });
});

const text = (value: unknown, name: string): string => String((value as Record<string, unknown>)[name]);

describe.each([
  ["dev", dev],
  ["staging", staging],
] as const)("people of %s", (_, sizes) => {
  const dataset = create(sizes, 3);

  it("are Hispanic by ethnicity alone: it is no race", () => {
    for (const endpoint of ["studentEducationOrganizationAssociations", "staffs"]) {
      for (const { races } of bodies(dataset, endpoint)) {
        expect((races as Body[]).length).toBeGreaterThan(0);
        expect(JSON.stringify(races)).not.toMatch(/Hispanic|Latino/);
      }
    }
  });

  it("are economically disadvantaged if they are homeless or in foster care", () => {
    for (const { studentCharacteristics } of bodies(dataset, "studentEducationOrganizationAssociations")) {
      const names = JSON.stringify(studentCharacteristics ?? []);
      if (/Homeless|Foster/.test(names)) expect(names).toContain("Economic Disadvantaged");
    }
  });

  it("are of the usual age for their grade, or a year older", () => {
    const grades = gradesOf(dataset);
    for (const { studentUniqueId, birthDate } of bodies(dataset, "students")) {
      const year = 2026 - 7 - (grades.get(studentUniqueId as string) as number);
      expect((birthDate as string) >= `${year - 1}-09-02`).toBe(true);
      expect((birthDate as string) <= `${year + 1}-09-01`).toBe(true);
    }
  });

  it("are in programs for English learners if, and only if, they speak another language at home", () => {
    const learners = new Map<string, boolean>();
    for (const b of bodies(dataset, "studentEducationOrganizationAssociations")) {
      const [{ languageDescriptor }] = b.languages as [{ languageDescriptor: string }];
      const isLearner = !languageDescriptor.endsWith("#eng");
      expect(text(b, "limitedEnglishProficiencyDescriptor").endsWith("#Limited")).toBe(isLearner);
      if (languageDescriptor.endsWith("#spa")) expect(b.hispanicLatinoEthnicity).toBe(true);
      learners.set(text(b.studentReference, "studentUniqueId"), isLearner);
    }
    for (const b of bodies(dataset, "studentProgramAssociations")) {
      const isForLearners = /Bilingual|English/.test(text(b.programReference, "programName"));
      expect(isForLearners).toBe(learners.get(text(b.studentReference, "studentUniqueId")));
    }
  });

  it("begin to work at 22 at the earliest", () => {
    const births = new Map([...bodies(dataset, "staffs")].map((b) => [b.staffUniqueId, b] as const));
    for (const b of bodies(dataset, "staffEducationOrganizationEmploymentAssociations")) {
      const person = births.get(text(b.staffReference, "staffUniqueId"));
      const hired = Number(text(b, "hireDate").slice(0, 4));
      const born = Number(text(person, "birthDate").slice(0, 4));
      expect(hired - Number(person?.yearsOfPriorProfessionalExperience) - born).toBeGreaterThanOrEqual(22);
    }
  });

  it("earn in total what they earned before and in the session, where transcripts say so", () => {
    const fall = new Map<string, { session: number; cumulative: number }>();
    for (const body of bodies(dataset, "studentAcademicRecords")) {
      const session = body.sessionEarnedCredits as number;
      const cumulative = body.cumulativeEarnedCredits as number;
      const student = text(body.studentReference, "studentUniqueId");
      if (text(body, "termDescriptor").endsWith("#Fall Semester")) fall.set(student, { session, cumulative });
      else expect(cumulative - session).toBe(fall.get(student)?.cumulative);
    }
    const earned = new Map<string, number>();
    for (const body of bodies(dataset, "courseTranscripts")) {
      const student = text(body.studentAcademicRecordReference, "studentUniqueId");
      earned.set(student, (earned.get(student) ?? 0) + (body.earnedCredits as number));
    }
    expect(earned.size).toBeGreaterThan(0);
    for (const [student, credits] of earned) expect(fall.get(student)?.session).toBe(credits);
  });
});

describe.each([
  ["staging", staging],
  ["a tenth of prod", tenthOfProd],
] as const)("teachers and marks of %s", (_, sizes) => {
  let shares: Shares;
  const dataset = create(sizes, 1);
  beforeAll(() => {
    shares = sharesOf(sizes, [1]);
  });

  it("has secondary teachers of one subject, but for a few", () => {
    const { found, of } = shares.get(ONE_SUBJECT) ?? { found: 0, of: 0 };
    expect(of).toBeGreaterThan(100);
    expect(found / of).toBeGreaterThan(0.95);
  });

  it("has seniors with about the grade point average of the country's", () => {
    expect(Math.abs(averageOfSeniors(dataset) - MEAN_GPA)).toBeLessThan(0.1);
  });
});

describe("sections", () => {
  it.each([
    ["dev", dev, 1],
    ["staging", staging, 1],
    ["a tenth of prod", tenthOfProd, 1],
    ["a district of few courses", scarce, 2],
    ["a district of an odd number of courses", uneven, 1],
  ] as const)("of %s are for few grades, have a room of their own, and students", (_, sizes, widest) => {
    const dataset = create(sizes, 1);
    expect(Math.max(...[...meetings(dataset).values()].map(({ grades }) => grades.length))).toBe(widest);
    const rooms = new Set<string>();
    for (const { courseOfferingReference, locationReference, classPeriods } of bodies(dataset, "sections"))
      rooms.add(JSON.stringify([text(courseOfferingReference, "sessionName"), locationReference, classPeriods]));
    expect(rooms.size).toBe(dataset.count("sections"));
    expect(Math.min(...classSizes(dataset).map(({ size }) => size))).toBeGreaterThan(0);
  });

  it.each([
    ["staging", staging, [1, 2, 3, 77]],
    ["a tenth of prod", tenthOfProd, [1, 2, 77]],
    ["prod", prod, [1]],
    ["a district with settings for more sections", uneven, [1, 2, 77]],
  ] as const)("have 15 to 25 students in %s, few of them more than 30", (_, sizes, seeds) => {
    for (const seed of seeds) {
      const classes = classSizes(create(sizes, seed));
      for (const level of LEVELS) {
        const middle = median(classes.filter((each) => each.level === level).map(({ size }) => size));
        expect(middle, `${level}, seed ${seed}`).toBeGreaterThanOrEqual(15);
        expect(middle, `${level}, seed ${seed}`).toBeLessThanOrEqual(25);
      }
      const found = classes.map(({ size }) => size);
      expect(median(found)).toBeGreaterThanOrEqual(15);
      expect(median(found)).toBeLessThanOrEqual(25);
      expect(found.filter((size) => size > 30).length / found.length).toBeLessThan(0.05);
    }
  });

  it.each([
    ["dev", dev],
    ["staging", staging],
  ] as const)("have a teacher each in %s", (_, sizes) => {
    const dataset = create(sizes, 1);
    expect(dataset.count("staffSectionAssociations")).toBe(dataset.count("sections"));
  });
});
