/** Puts the generators of all resources together. Pure; nothing is kept per item. */
import {
  type Bodies,
  type Body,
  type Dataset,
  type DatasetSettings,
  type Items,
  NOTHING,
  type Scalar,
} from "./dataset.ts";
import { DESCRIPTOR_NAMES, type DescriptorName, descriptorBody, descriptorCount } from "./descriptors.ts";
import { findNeeds } from "./needs.ts";
import type { Generate } from "./resource.ts";
import { addAssessments, addLearningStandards, addResults } from "./resources/assessments.ts";
import { addAttendance } from "./resources/attendance.ts";
import { addCalendars, addClassPeriods, addTerms } from "./resources/calendars.ts";
import { addDiscipline } from "./resources/discipline.ts";
import { addEnrollment, addRosters, addStudentProfiles } from "./resources/enrollment.ts";
import { addAcademicRecords, addGrades, addReportCards, addTranscripts } from "./resources/grading.ts";
import { addAgencies, addSchools } from "./resources/organizations.ts";
import { addPeople } from "./resources/people.ts";
import { addCohorts, addGraduationPlans, addPrograms } from "./resources/programs.ts";
import { addCourses, addSections } from "./resources/sections.ts";
import { addAssignments, addEmployment } from "./resources/staff.ts";
import { KEYS } from "./world/keys.ts";
import { createWorld, type World } from "./world/world.ts";

interface Resource {
  readonly identity: number;
  readonly count: number;
  readonly body: Generate;
}

/** In an order in which references come first. */
const PARTS = [
  addAgencies,
  addSchools,
  addPeople,
  addCalendars,
  addClassPeriods,
  addTerms,
  addCourses,
  addSections,
  addEmployment,
  addAssignments,
  addGraduationPlans,
  addEnrollment,
  addStudentProfiles,
  addRosters,
  addPrograms,
  addCohorts,
  addAttendance,
  addGrades,
  addReportCards,
  addAcademicRecords,
  addTranscripts,
  addLearningStandards,
  addAssessments,
  addResults,
  addDiscipline,
];

const DESCRIPTORS = "Descriptors";

/** Query filter for a field of a reference in a key. Where another reference has taken the name, DMS prefixes the reference's. */
function filterName(endpoint: string, member: string, field: string): string {
  if (field === "educationOrganizationId") {
    if (member === "programReference") return "programEducationOrganizationId";
    if (member === "courseReference") return "courseEducationOrganizationId";
  } else if (member === "graduationSchoolYearTypeReference") return "graduationSchoolYear";
  else if (endpoint === "reportCards" && field === "schoolId") return "gradingPeriodSchoolId";
  else if (endpoint === "reportCards" && field === "schoolYear") return "gradingPeriodSchoolYear";
  return field;
}

/** The first members of a body, its identity, with references opened. */
function flatten(body: Body, members: number, endpoint: string): Record<string, Scalar> {
  const key: Record<string, Scalar> = {};
  const names = Object.keys(body);
  // Loops over the names themselves take k6 three times as long.
  for (let at = 0; at < members; at++) {
    const name = names[at] as string;
    const value = body[name] as Scalar | Record<string, Scalar>;
    if (typeof value !== "object") key[name] = value;
    else for (const field of Object.keys(value)) key[filterName(endpoint, name, field)] = value[field] as Scalar;
  }
  return key;
}

/**
 * Runs the parts one after another as their resources are asked for: a VU that begins with school years needs no grades yet.
 * get() is undefined for a descriptor, and for what no part has, such as "".
 */
class Resources {
  readonly #settings: DatasetSettings;
  readonly #made = new Map<string, Resource>();
  #world: World | undefined;
  #parts = 0;

  constructor(settings: DatasetSettings) {
    this.#settings = settings;
  }

  get world(): World {
    this.#world ??= createWorld(this.#settings);
    return this.#world;
  }

  /** @throws RangeError for an unknown endpoint */
  find(endpoint: string): Resource {
    const resource = this.get(endpoint) ?? descriptorOf(endpoint);
    if (resource === undefined) throw new RangeError(`The dataset has no ${endpoint}.`);
    return resource;
  }

  get(endpoint: string): Resource | undefined {
    let resource = this.#made.get(endpoint);
    if (resource !== undefined || endpoint.endsWith(DESCRIPTORS)) return resource;
    while (resource === undefined && this.#parts < PARTS.length) {
      const part = PARTS[this.#parts++] as (typeof PARTS)[0];
      part(this.world, (name, identity, count, body) => {
        this.#made.set(name, { identity, count, body });
      });
      resource = this.#made.get(endpoint);
    }
    return resource;
  }

  /** All but the descriptors. */
  names(): Iterable<string> {
    this.get("");
    return this.#made.keys();
  }
}

function descriptorOf(endpoint: string): Resource | undefined {
  const name = endpoint.slice(0, -DESCRIPTORS.length) as DescriptorName;
  if (!endpoint.endsWith(DESCRIPTORS) || !DESCRIPTOR_NAMES.includes(name)) return undefined;
  return { identity: 2, count: descriptorCount(name), body: (i) => descriptorBody(name, i) };
}

/** What it holds and why: docs/dataset.md. key(), body() and needs() throw a RangeError for an unknown endpoint. */
export function createDataset(settings: DatasetSettings): Dataset {
  const items = createItems(settings);
  return Object.assign(items, { needs: (endpoint: string) => findNeeds(items, endpoint) });
}

/** For scripts that make no plan. */
export function createItems(settings: DatasetSettings): Items {
  const resources = new Resources(settings);
  let endpoints: readonly string[] | undefined;
  return {
    ...bodiesOf(settings, resources),
    get endpoints() {
      endpoints ??= [...DESCRIPTOR_NAMES.map((name) => name + DESCRIPTORS), ...resources.names()];
      return endpoints;
    },
    count: (endpoint) => (resources.get(endpoint) ?? descriptorOf(endpoint))?.count ?? 0,
    keyOf: (endpoint, body) => flatten(body, resources.find(endpoint).identity, endpoint),
  };
}

/** For scripts that have a plan. */
export function createBodies(settings: DatasetSettings): Bodies {
  return bodiesOf(settings, new Resources(settings));
}

function bodiesOf(settings: DatasetSettings, resources: Resources): Bodies {
  return {
    settings,
    key(endpoint, index) {
      const make = KEYS[endpoint];
      if (make !== undefined) return make(resources.world, index);
      const { identity, body } = resources.find(endpoint);
      return flatten(body(index, NOTHING), identity, endpoint);
    },
    body: (endpoint, index, vocabulary) => resources.find(endpoint).body(index, vocabulary),
  };
}
