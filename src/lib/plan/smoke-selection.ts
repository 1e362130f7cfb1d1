/** Which items the smoke phase creates: two schools and two students with everything they need. Pure. */

import type { Dataset, DatasetSettings } from "../data/dataset.ts";

/** Resources of the smoke phase, in addition to their descriptors. Those that the client may not create are left out. */
export const SMOKE_RESOURCES: readonly string[] = [
  "schoolYearTypes",
  "localEducationAgencies",
  "schools",
  "calendars",
  "calendarDates",
  "classPeriods",
  "gradingPeriods",
  "sessions",
  "courses",
  "courseOfferings",
  "sections",
  "programs",
  "students",
  "contacts",
  "staffs",
  "staffEducationOrganizationAssignmentAssociations",
  "studentSchoolAssociations",
  "studentEducationOrganizationAssociations",
  "studentContactAssociations",
  "studentSectionAssociations",
  "studentProgramAssociations",
  "studentSchoolAttendanceEvents",
  "staffSectionAssociations",
  "grades",
  "assessments",
];

/** Created once for all VUs, and shared with other data on the target. */
export const SHARED_RESOURCES: readonly string[] = ["schoolYearTypes"];

/** No other item refers to these, so a few are enough. */
const ONLY_A_FEW: readonly string[] = ["calendarDates", "studentSchoolAttendanceEvents", "assessments"];
const A_FEW = 4;

/** Per endpoint, this many items go through the whole round trip; the others are created and deleted. */
export const ROUND_TRIPS_PER_ENDPOINT = 2;

/** First dataset id of the smoke phase; ids below belong to users' own loads. */
export const FIRST_SMOKE_DATASET = 9000;

/** The dataset of one VU (from 1): two schools and two students of its own, independent of the profile. */
export function smokeDatasetSettings(vu: number, seed: number, schoolYear: number): DatasetSettings {
  return {
    seed: (seed + vu - 1) % 4_294_967_296,
    datasetId: FIRST_SMOKE_DATASET + ((vu - 1) % 1000),
    schools: 2,
    students: 2,
    staff: 2,
    coursesPerSchool: 1,
    sectionsPerCourse: 1,
    schoolYear,
  };
}

export function isDescriptor(endpoint: string): boolean {
  return endpoint.endsWith("Descriptors");
}

/**
 * Descriptor endpoints that the smoke resources need or can use, then the resources, in dataset order.
 * @param more resources beyond the usual ones
 */
export function smokeEndpoints(dataset: Dataset, more: readonly string[] = []): readonly string[] {
  const wanted = new Set([...SMOKE_RESOURCES, ...more]);
  for (const resource of SMOKE_RESOURCES) {
    if (!dataset.endpoints.includes(resource)) continue;
    const { required, optional } = dataset.needs(resource);
    for (const needed of [...required, ...optional]) if (isDescriptor(needed)) wanted.add(needed);
  }
  return dataset.endpoints.filter((endpoint) => wanted.has(endpoint));
}

/** How many of an endpoint's items the smoke phase makes. @param isWide other resources may refer to any of them */
export function smokeCount(dataset: Dataset, endpoint: string, isWide: boolean): number {
  const all = dataset.count(endpoint);
  return ONLY_A_FEW.includes(endpoint) && !isWide ? Math.min(A_FEW, all) : all;
}

/** The wanted endpoints with everything they need, minus those of every smoke run unless recipes make their items. */
export function moreSmokeEndpoints(dataset: Dataset, wanted: readonly string[]): readonly string[] {
  const all = new Set<string>();
  const add = (endpoint: string): void => {
    if (all.has(endpoint) || !dataset.endpoints.includes(endpoint)) return;
    all.add(endpoint);
    const { required, optional } = dataset.needs(endpoint);
    for (const needed of [...required, ...optional]) add(needed);
  };
  for (const endpoint of wanted) add(endpoint);
  const usual = smokeEndpoints(dataset);
  const isMade = (endpoint: string): boolean => dataset.part?.(endpoint).recipe !== undefined;
  return [...all].filter((endpoint) => isMade(endpoint) || !usual.includes(endpoint));
}
