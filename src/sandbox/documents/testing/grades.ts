/** Grading periods, a grade and a report card for the section of the small district. */
import { addDescriptor, descriptor, SCHOOL, SECTION, YEAR } from "./district.ts";
import type { Harness } from "./harness.ts";

const STUDENT = "604834";
const GRADE_TYPE = descriptor("GradeType", "Grading Period");
const PERIOD = descriptor("GradingPeriod", "First Six Weeks");

export function addGradingPeriod(harness: Harness, gradingPeriodName: string): void {
  addDescriptor(harness, "GradingPeriod", "First Six Weeks");
  addDescriptor(harness, "GradeType", "Grading Period");
  harness.create("gradingPeriods", {
    gradingPeriodDescriptor: PERIOD,
    gradingPeriodName,
    schoolReference: { schoolId: SCHOOL },
    schoolYearTypeReference: { schoolYear: YEAR },
    beginDate: "2025-08-18",
    endDate: "2025-09-26",
    totalInstructionalDays: 30,
  });
}

export function gradeBody(gradingPeriodName: string): Record<string, unknown> {
  return {
    gradeTypeDescriptor: GRADE_TYPE,
    gradingPeriodReference: periodReference(gradingPeriodName),
    studentSectionAssociationReference: { ...SECTION, beginDate: "2025-08-18", studentUniqueId: STUDENT },
  };
}

/** With the one grade of this grading period. */
export function reportCardBody(gradingPeriodName: string): Record<string, unknown> {
  const gradeReference = {
    ...SECTION,
    beginDate: "2025-08-18",
    gradeTypeDescriptor: GRADE_TYPE,
    gradingPeriodDescriptor: PERIOD,
    gradingPeriodName,
    gradingPeriodSchoolYear: YEAR,
    studentUniqueId: STUDENT,
  };
  return {
    educationOrganizationReference: { educationOrganizationId: SCHOOL },
    gradingPeriodReference: periodReference(gradingPeriodName),
    studentReference: { studentUniqueId: STUDENT },
    grades: [{ gradeReference }],
  };
}

function periodReference(gradingPeriodName: string): Record<string, unknown> {
  return { gradingPeriodDescriptor: PERIOD, gradingPeriodName, schoolId: SCHOOL, schoolYear: YEAR };
}
