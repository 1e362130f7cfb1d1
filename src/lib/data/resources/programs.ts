/** Participation in programs and cohorts, and graduation plans. */
import { type Draft, descriptorList, has, one, opt, optList } from "../descriptors.ts";
import type { Add } from "../resource.ts";
import { teachersAt } from "../shape.ts";
import { programRef } from "../world/programs.ts";
import { agencyId, levelOf, schoolOrganizationRef } from "../world/schools.ts";
import { firstStaff, staffRef } from "../world/staff.ts";
import { agencyRef, firstStudent, studentRef, studentsAt } from "../world/students.ts";
import { spreadOver, type World } from "../world/world.ts";
import { homeLanguage } from "./ethnicity.ts";

/** Two kinds for each of the next four classes of every agency. */
export function addGraduationPlans(w: World, add: Add): void {
  const { schoolYear } = w;
  add("graduationPlans", 3, w.agencies * 8, (i, v) => {
    const year = schoolYear + (i & 3);
    const type = (i >> 2) & 1;
    const b: Draft = {
      educationOrganizationReference: { educationOrganizationId: agencyId(w, i >> 3) },
      ...one("graduationPlanType", type),
      graduationSchoolYearTypeReference: { schoolYear: year },
      totalRequiredCredits: type === 0 ? 22 : 26,
    };
    if (has(v, "academicSubject")) {
      b.creditsBySubjects = descriptorList("academicSubject", 0, 4).map((item) => ({
        ...item,
        credits: 4 - type * 0.5,
      }));
    }
    return b;
  });
}

/** A share of the students of each school, spread evenly; at least one where there is any. */
function someStudents(w: World, share: (s: number) => number, shift: number) {
  const spread = spreadOver(w, (s) => Math.ceil(studentsAt(w, s) * share(s)));
  /** Number in the dataset of the student that item i is about. */
  const student = (i: number): number => {
    const s = spread.part(i);
    const n = spread.size(s) || 1;
    const local = i - (spread.starts[s] as number);
    return firstStudent(w, s) + ((Math.floor((local * studentsAt(w, s)) / n) + shift) % studentsAt(w, s));
  };
  return { spread, student };
}

/** The members that all student program associations begin with. */
function participation(w: World, student: number, program: number, first: number): Draft {
  const agency = agencyRef(w, student);
  return {
    beginDate: w.calendar.day(first),
    educationOrganizationReference: agency,
    programReference: programRef(agency.educationOrganizationId, program),
    studentReference: studentRef(w, student),
  };
}

function cohortRef(w: World, s: number, n: number) {
  const school = schoolOrganizationRef(w, s);
  return { cohortIdentifier: `${school.educationOrganizationId}-${n + 1}`, ...school };
}

/** Of a thousand students in special education, counted up: those with each disability but the last. Sources: docs/dataset.md. */
const DISABILITIES = [344, 548, 712, 852, 914, 961, 979, 989, 993, 996];

export function addPrograms(w: World, add: Add): void {
  const need = w.streams(50);
  const general = someStudents(w, () => 0.4, 0);
  const special = someStudents(w, () => 0.13, 3);
  const vocational = someStudents(w, (s) => (levelOf(w, s) === 2 ? 0.25 : 0), 1);

  add("studentProgramAssociations", 4, general.spread.count, (i, v) => {
    const student = general.student(i);
    const side = need(i) & 1;
    const b = participation(w, student, homeLanguage(w.household(student)) > 0 ? 3 + side : 2 + 3 * side, 0);
    optList(b, v, "services", "service", 0);
    return b;
  });
  add("studentSpecialEducationProgramAssociations", 4, special.spread.count, (i, v) => {
    const h = need(i + 1);
    const b = participation(w, special.student(i), 0, h % 20);
    b.ideaEligibility = true;
    b.iepBeginDate = b.beginDate;
    b.specialEducationHoursPerWeek = 2 + (h % 20);
    opt(b, v, "specialEducationSetting", (h >>> 3) % 8 < 6 ? 0 : h >>> 3);
    const share = (h >>> 8) % 1000;
    const disability = DISABILITIES.filter((limit) => share >= limit).length;
    optList(b, v, "disabilities", "disability", disability, h % 8 === 0);
    optList(b, v, "specialEducationProgramServices", "specialEducationProgramService", h >>> 11);
    return b;
  });
  add("studentCTEProgramAssociations", 4, vocational.spread.count, (i, v) => {
    const b = participation(w, vocational.student(i), 1, 0);
    optList(b, v, "cteProgramServices", "cteProgramService", need(i + 2));
    return b;
  });
}

/** Two cohorts of every school. */
export function addCohorts(w: World, add: Add): void {
  const { day } = w.calendar;
  const cohort = someStudents(w, () => 0.08, 2);
  const staffed = spreadOver(w, (s) => (teachersAt(w, s) > 0 ? 2 : 0));

  add("cohorts", 2, w.settings.schools * 2, (i, v) => {
    const { cohortIdentifier, educationOrganizationId } = cohortRef(w, i >> 1, i & 1);
    const b: Draft = {
      cohortIdentifier,
      educationOrganizationReference: { educationOrganizationId },
      ...one("cohortType", i & 1),
    };
    opt(b, v, "cohortScope", 0);
    return b;
  });
  add("studentCohortAssociations", 3, cohort.spread.count, (i) => ({
    beginDate: day(10),
    cohortReference: cohortRef(w, cohort.spread.part(i), i & 1),
    studentReference: studentRef(w, cohort.student(i)),
  }));
  add("staffCohortAssociations", 3, staffed.count, (i) => {
    const s = staffed.part(i);
    return {
      beginDate: day(10),
      cohortReference: cohortRef(w, s, i & 1),
      staffReference: staffRef(w, firstStaff(w, s) + ((i & 1) % teachersAt(w, s))),
      studentRecordAccess: true,
    };
  });
}
