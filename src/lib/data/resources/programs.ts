/** Who takes part in a program or a cohort, and plans to graduate how. */
import { type Draft, descriptorList, has, opt, optList, pickOf } from "../descriptors.ts";
import type { Add } from "../resource.ts";
import type { World } from "../world.ts";

/** Two kinds for each of the next four classes of every agency. */
export function addGraduationPlans(w: World, add: Add): void {
  const { schoolYear } = w.settings;
  add("graduationPlans", 3, w.agencies * 8, (i, v) => {
    const year = schoolYear + (i & 3);
    const type = (i >> 2) & 1;
    const plan = w.graduationPlanRef(w.agencyId(i >> 3), type, year);
    const b: Draft = {
      educationOrganizationReference: { educationOrganizationId: plan.educationOrganizationId },
      graduationPlanTypeDescriptor: plan.graduationPlanTypeDescriptor,
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

export function addPrograms(w: World, add: Add): void {
  const { day } = w.calendar;
  const { studentRef, studentsAt, firstStudent, teachersAt } = w;
  const need = w.streams(50);

  /** A share of the students of each school, spread evenly; at least one where there is any. */
  const some = (share: (s: number) => number, shift: number) => {
    const spread = w.spread((s) => Math.ceil(studentsAt(s) * share(s)));
    /** Number in the dataset of the student that item i is about. */
    const student = (i: number): number => {
      const s = spread.school(i);
      const n = spread.count === 0 ? 1 : (spread.starts[s + 1] as number) - (spread.starts[s] as number);
      const local = i - (spread.starts[s] as number);
      return firstStudent(s) + ((Math.floor((local * studentsAt(s)) / n) + shift) % studentsAt(s));
    };
    return { spread, student };
  };
  /** The members that all student program associations begin with. */
  const participation = (student: number, program: number, first: number): Draft => {
    const agency = w.agencyRef(student);
    return {
      beginDate: day(first),
      educationOrganizationReference: agency,
      programReference: w.programRef(agency.educationOrganizationId, program),
      studentReference: studentRef(student),
    };
  };

  const general = some(() => 0.4, 0);
  const special = some(() => 0.13, 3);
  const vocational = some((s) => (w.level(s) === 2 ? 0.25 : 0), 1);
  const cohort = some(() => 0.08, 2);
  const staffed = w.spread((s) => (teachersAt(s) > 0 ? 2 : 0));
  const cohortRef = (s: number, n: number) => ({
    cohortIdentifier: `${w.schoolId(s)}-${n + 1}`,
    educationOrganizationId: w.schoolId(s),
  });

  add("studentProgramAssociations", 4, general.spread.count, (i, v) => {
    const b = participation(general.student(i), 2 + (need(i) % 4), 0);
    optList(b, v, "services", "service", need(i) >>> 4);
    return b;
  });
  add("studentSpecialEducationProgramAssociations", 4, special.spread.count, (i, v) => {
    const h = need(i + 1);
    const b = participation(special.student(i), 0, h % 20);
    b.ideaEligibility = true;
    b.iepBeginDate = b.beginDate;
    b.specialEducationHoursPerWeek = 2 + (h % 20);
    opt(b, v, "specialEducationSetting", (h >>> 3) % 8 < 6 ? 0 : h >>> 3);
    optList(b, v, "disabilities", "disability", h >>> 7, h % 8 === 0);
    optList(b, v, "specialEducationProgramServices", "specialEducationProgramService", h >>> 11);
    return b;
  });
  add("studentCTEProgramAssociations", 4, vocational.spread.count, (i, v) => {
    const b = participation(vocational.student(i), 1, 0);
    optList(b, v, "cteProgramServices", "cteProgramService", need(i + 2));
    return b;
  });
  add("cohorts", 2, w.settings.schools * 2, (i, v) => {
    const { cohortIdentifier, educationOrganizationId } = cohortRef(i >> 1, i & 1);
    const b: Draft = {
      cohortIdentifier,
      educationOrganizationReference: { educationOrganizationId },
      cohortTypeDescriptor: pickOf("cohortType", i & 1),
    };
    opt(b, v, "cohortScope", 0);
    return b;
  });
  add("studentCohortAssociations", 3, cohort.spread.count, (i) => ({
    beginDate: day(10),
    cohortReference: cohortRef(cohort.spread.school(i), i & 1),
    studentReference: studentRef(cohort.student(i)),
  }));
  add("staffCohortAssociations", 3, staffed.count, (i) => {
    const s = staffed.school(i);
    return {
      beginDate: day(10),
      cohortReference: cohortRef(s, i & 1),
      staffReference: w.staffRef(w.firstStaff(s) + ((i & 1) % teachersAt(s))),
      studentRecordAccess: true,
    };
  });
}
