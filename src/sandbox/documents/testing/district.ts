/** A small district: enough for a section with enrolled students. */
import type { Harness } from "./harness.ts";

export const SCHOOL = 255901001;
export const YEAR = 2026;

export function descriptor(type: string, codeValue: string): string {
  return `uri://ed-fi.org/${type}Descriptor#${codeValue}`;
}

export function addDescriptor({ create }: Harness, type: string, codeValue: string): string {
  const endpoint = `${type.charAt(0).toLowerCase()}${type.slice(1)}Descriptors`;
  return create(endpoint, {
    namespace: `uri://ed-fi.org/${type}Descriptor`,
    codeValue,
    shortDescription: codeValue,
  });
}

export function schoolBody(schoolId = SCHOOL): Record<string, unknown> {
  return {
    schoolId,
    nameOfInstitution: `School ${schoolId}`,
    educationOrganizationCategories: [
      { educationOrganizationCategoryDescriptor: descriptor("EducationOrganizationCategory", "School") },
    ],
    gradeLevels: [{ gradeLevelDescriptor: descriptor("GradeLevel", "Ninth grade") }],
  };
}

export function studentBody(studentUniqueId = "604834"): Record<string, unknown> {
  return { studentUniqueId, birthDate: "2010-01-13", firstName: "Thomas", lastSurname: "Johnson" };
}

const SESSION = { schoolId: SCHOOL, schoolYear: YEAR, sessionName: "Fall" };
export const OFFERING = { localCourseCode: "ALG-1", ...SESSION };
export const SECTION = { ...OFFERING, sectionIdentifier: "ALG-1-01" };

export function addSchool(harness: Harness): string {
  addDescriptor(harness, "EducationOrganizationCategory", "School");
  addDescriptor(harness, "GradeLevel", "Ninth grade");
  return harness.create("schools", schoolBody());
}

/** @returns ids of what was created */
export function addSection(harness: Harness) {
  const { create } = harness;
  const school = addSchool(harness);
  addDescriptor(harness, "Term", "Fall Semester");
  addDescriptor(harness, "CourseIdentificationSystem", "LEA course code");
  create("schoolYearTypes", { schoolYear: YEAR, currentSchoolYear: true, schoolYearDescription: "2025-2026" });
  const session = create("sessions", sessionBody("Fall"));
  const course = create("courses", {
    courseCode: "ALG-1",
    educationOrganizationReference: { educationOrganizationId: SCHOOL },
    courseTitle: "Algebra I",
    numberOfParts: 1,
    identificationCodes: [
      {
        courseIdentificationSystemDescriptor: descriptor("CourseIdentificationSystem", "LEA course code"),
        identificationCode: "ALG-1",
      },
    ],
  });
  const offering = create("courseOfferings", {
    localCourseCode: "ALG-1",
    schoolReference: { schoolId: SCHOOL },
    sessionReference: SESSION,
    courseReference: { courseCode: "ALG-1", educationOrganizationId: SCHOOL },
  });
  const section = create("sections", { sectionIdentifier: "ALG-1-01", courseOfferingReference: OFFERING });
  return { school, session, course, offering, section };
}

export function sessionBody(sessionName: string): Record<string, unknown> {
  return {
    sessionName,
    schoolReference: { schoolId: SCHOOL },
    schoolYearTypeReference: { schoolYear: YEAR },
    beginDate: "2025-08-18",
    endDate: "2025-12-19",
    totalInstructionalDays: 85,
    termDescriptor: descriptor("Term", "Fall Semester"),
  };
}

export function enrolmentBody(studentUniqueId = "604834"): Record<string, unknown> {
  return { studentReference: { studentUniqueId }, beginDate: "2025-08-18", sectionReference: SECTION };
}
