/**
 * New items for a run to create. Each is a loaded item with another natural key, so that everything it refers to exists on
 * the target. Keys are unique because they contain a serial number, or the key of an item that is unique. Pure. For the
 * resources that can be created, see docs/mixes.md.
 */

/** Dataset items beyond the planned ones: the index is the serial number. */
const PEOPLE = ["students", "contacts", "staffs"];

/** People need nothing but descriptors, and only usable ones. */
export function isPerson(endpoint: string): boolean {
  return PEOPLE.includes(endpoint);
}

/** A member of the natural key that is free text. */
export const NAMED: Readonly<Record<string, string>> = {
  courses: "courseCode",
  sections: "sectionIdentifier",
  locations: "classroomIdentificationCode",
  classPeriods: "classPeriodName",
  bellSchedules: "bellScheduleName",
  calendars: "calendarCode",
  programs: "programName",
  cohorts: "cohortIdentifier",
  credentials: "credentialIdentifier",
  gradebookEntries: "gradebookEntryIdentifier",
  learningStandards: "learningStandardId",
  assessments: "assessmentIdentifier",
  studentAssessments: "studentAssessmentIdentifier",
  disciplineIncidents: "incidentIdentifier",
  surveys: "surveyIdentifier",
};

const ENROLLMENTS = "studentSchoolAssociations";
const ASSIGNMENTS = "staffEducationOrganizationAssignmentAssociations";

/**
 * What can belong to an item of this run, by the endpoint of that item: a reference of the natural key is to it, or to
 * the same person. A person comes first, then what ties the person to a school, then the rest: servers that authorize by
 * relationships accept no other order.
 */
const OWNED: Readonly<Record<string, readonly [reference: string, children: string]>> = {
  students: ["studentReference", ENROLLMENTS],
  [ENROLLMENTS]: [
    "studentReference",
    "studentSectionAssociations studentEducationOrganizationAssociations studentEducationOrganizationResponsibilityAssociations studentSchoolAttendanceEvents studentSectionAttendanceEvents studentProgramAssociations studentCohortAssociations studentGradebookEntries",
  ],
  contacts: ["contactReference", "studentContactAssociations"],
  staffs: ["staffReference", ASSIGNMENTS],
  [ASSIGNMENTS]: ["staffReference", "staffSectionAssociations staffSchoolAssociations"],
  studentSectionAssociations: ["studentSectionAssociationReference", "grades"],
};

/** Ties a person to a school. */
export function isTie(endpoint: string): boolean {
  return endpoint === ENROLLMENTS || endpoint === ASSIGNMENTS;
}

/** The dataset numbers them 2n and 2n + 1. */
export const GRADES_PER_SEAT = 2;

const PARENTS = new Map<string, string>();
for (const parent in OWNED) for (const child of childNames(parent)) PARENTS.set(child, parent);

function childNames(parent: string): readonly string[] {
  return OWNED[parent]?.[1].split(" ") ?? [];
}

/** Undefined if items cannot be created; otherwise the endpoint of the parent they need, or "" for none. */
export function parentOf(endpoint: string): string | undefined {
  if (isPerson(endpoint) || endpoint === "schools" || NAMED[endpoint] !== undefined) return "";
  return PARENTS.get(endpoint);
}

/** The endpoint, and those of its parent, of the parent's parent, and so on: creating the first may create the others. */
export function withParents(endpoint: string): string[] {
  const parent = parentOf(endpoint) ?? "";
  return parent === "" ? [endpoint] : [endpoint, ...withParents(parent)];
}

/** Member of a child's body that refers to what it belongs to. */
export function referenceIn(endpoint: string): string {
  return OWNED[parentOf(endpoint) as string]?.[0] as string;
}

/** 0 for what stands on its own, 1 for what belongs to such an item, and so on: deeper items are deleted first. */
export function depthOf(endpoint: string): number {
  const parent = parentOf(endpoint) ?? "";
  return parent === "" ? 0 : 1 + depthOf(parent);
}

const OWNERS = ["contact", "staff"];

/**
 * What can belong to an item of an endpoint, directly or not, the deepest first, and the query field that finds it by the
 * item's owner. Not only the children: what they hang on may be gone already.
 */
export function descendantsOf(endpoint: string): { readonly endpoints: readonly string[]; readonly field: string } {
  const field = OWNERS.find((name) => endpoint.startsWith(name)) ?? "student";
  return { endpoints: namesBelow(endpoint), field: `${field}UniqueId` };
}

function namesBelow(endpoint: string): string[] {
  return childNames(endpoint).flatMap((child) => [...namesBelow(child), child]);
}
