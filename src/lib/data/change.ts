/**
 * A real change to a body that keeps its natural key and its validity: what a PUT sends. Pure.
 * One root property per endpoint (Data Standard 5.2) that is neither identity nor required to agree with anything else.
 */

import { type Code, factsOf } from "../target-data/code.ts";
import type { Changeable, Step } from "../target-data/target-data.ts";
import type { Body, Items } from "./dataset.ts";

export type Kind = Changeable["kind"];

const TEXT: Readonly<Record<string, string>> = {
  stateEducationAgencies: "shortNameOfInstitution",
  educationServiceCenters: "shortNameOfInstitution",
  localEducationAgencies: "shortNameOfInstitution",
  schools: "shortNameOfInstitution",
  bellSchedules: "alternateDayName",
  courses: "courseDescription",
  courseOfferings: "localCourseTitle",
  sections: "sectionName",
  programs: "programId",
  learningStandards: "successCriteria",
  students: "middleName",
  staffs: "middleName",
  contacts: "middleName",
  studentEducationOrganizationAssociations: "loginId",
  studentContactAssociations: "contactRestrictions",
  staffEducationOrganizationEmploymentAssociations: "department",
  staffEducationOrganizationAssignmentAssociations: "positionTitle",
  studentSchoolAttendanceEvents: "attendanceEventReason",
  studentSectionAttendanceEvents: "attendanceEventReason",
  grades: "diagnosticStatement",
  gradebookEntries: "description",
  studentGradebookEntries: "diagnosticStatement",
  courseTranscripts: "alternativeCourseTitle",
  assessments: "assessmentForm",
  objectiveAssessments: "nomenclature",
  assessmentItems: "nomenclature",
  studentAssessments: "serialNumber",
  disciplineIncidents: "reporterName",
  studentDisciplineIncidentBehaviorAssociations: "behaviorDetailedDescription",
  cohorts: "cohortDescription",
  surveys: "surveyTitle",
  surveyResponses: "location",
};

const INTEGER: Readonly<Record<string, string>> = {
  academicWeeks: "totalInstructionalDays",
  gradingPeriods: "totalInstructionalDays",
  sessions: "totalInstructionalDays",
  locations: "maximumNumberOfSeats",
  reportCards: "numberOfDaysTardy",
};

const FLAG: Readonly<Record<string, string>> = {
  classPeriods: "officialAttendancePeriod",
  graduationPlans: "individualPlan",
  studentSchoolAssociations: "repeatGradeIndicator",
  studentSectionAssociations: "homeroomIndicator",
  studentProgramAssociations: "servedOutsideOfRegularSession",
  studentCTEProgramAssociations: "privateCTEProgram",
  studentSpecialEducationProgramAssociations: "medicallyFragile",
  staffSectionAssociations: "highlyQualifiedTeacher",
  staffCohortAssociations: "studentRecordAccess",
  disciplineActions: "iepPlacementMeetingIndicator",
};

/** Of the hand-written dataset. Undefined for endpoints whose root has nothing to change but its key (`calendars`, `calendarDates`). */
export function changeableProperty(endpoint: string): Changeable | undefined {
  return (
    propertyIn(TEXT, endpoint, "text") ?? propertyIn(INTEGER, endpoint, "integer") ?? propertyIn(FLAG, endpoint, "flag")
  );
}

/** The same for any items, as the target takes them. */
export function changeableOf(items: Pick<Items, "part">, endpoint: string): Changeable | undefined {
  const { own, recipe, adaptation } = items.part?.(endpoint) ?? { own: endpoint };
  return recipe === undefined ? adapted(changeableProperty(own), adaptation?.steps ?? []) : factsOf(recipe).changeable;
}

function adapted(usual: Changeable | undefined, steps: readonly Step<Code>[]): Changeable | undefined {
  let changeable = usual;
  for (const step of steps) {
    if (changeable === undefined || step.path.length > 1 || step.path[0] !== changeable.property) continue;
    if (step.do === "rename") changeable = { ...changeable, property: step.to };
    else if (step.do === "remove" || step.do === "convert" || "member" in step) changeable = undefined;
  }
  return changeable;
}

function propertyIn(table: Readonly<Record<string, string>>, endpoint: string, kind: Kind): Changeable | undefined {
  const property = table[endpoint];
  return property === undefined ? undefined : { property, kind };
}

/** A copy of `body` that differs from it, and from the copy of any other `version` (flags: of the neighbouring one). */
export function changedBody(endpoint: string, body: Body, version: number): Body | undefined {
  const changeable = changeableProperty(endpoint);
  return changeable === undefined ? undefined : withChange(body, changeable, version);
}

export function withChange(body: Body, { property, kind }: Changeable, version: number): Body {
  return { ...body, [property]: changedValue(kind, body[property], version) };
}

/** What takes the place of a value. */
export function changedValue(kind: Kind, current: unknown, version: number): string | number | boolean {
  if (kind === "text") return `Change ${version}`;
  if (kind === "integer") return (typeof current === "number" ? current : 0) + version;
  return version % 2 === 0 ? current === true : current !== true;
}
