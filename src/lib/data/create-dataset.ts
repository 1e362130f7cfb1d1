/** Puts the generators of all resources together. Pure; nothing is kept per item. */
import type { Body, Dataset, DatasetSettings, Scalar, Vocabulary } from "./dataset.ts";
import { DESCRIPTOR_NAMES, type DescriptorName, descriptorBody, descriptorCount } from "./descriptors.ts";
import { findNeeds } from "./needs.ts";
import type { Add, Generate } from "./resource.ts";
import { addAssessments } from "./resources/assessments.ts";
import { addAttendance } from "./resources/attendance.ts";
import { addCalendars } from "./resources/calendars.ts";
import { addDiscipline } from "./resources/discipline.ts";
import { addEnrollment } from "./resources/enrollment.ts";
import { addGrading } from "./resources/grading.ts";
import { addOrganizations } from "./resources/organizations.ts";
import { addPeople } from "./resources/people.ts";
import { addGraduationPlans, addPrograms } from "./resources/programs.ts";
import { addSections } from "./resources/sections.ts";
import { addStaff } from "./resources/staff.ts";
import { createWorld } from "./world.ts";

interface Resource {
  readonly identity: number;
  readonly count: number;
  readonly body: Generate;
}

/** In an order in which references come first. */
const PARTS = [
  addOrganizations,
  addPeople,
  addCalendars,
  addSections,
  addStaff,
  addGraduationPlans,
  addEnrollment,
  addPrograms,
  addAttendance,
  addGrading,
  addAssessments,
  addDiscipline,
];

const NOTHING: Vocabulary = { canUse: () => false };

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
  let left = members;
  for (const name in body) {
    if (left-- === 0) break;
    const value = body[name] as Scalar | Record<string, Scalar>;
    if (typeof value !== "object") key[name] = value;
    else for (const field in value) key[filterName(endpoint, name, field)] = value[field] as Scalar;
  }
  return key;
}

/** What it holds and why: docs/dataset.md. key(), body() and needs() throw a RangeError for an unknown endpoint. */
export function createDataset(settings: DatasetSettings): Dataset {
  const w = createWorld(settings);
  const resources = new Map<string, Resource>();
  const add: Add = (endpoint, identity, count, body) => {
    resources.set(endpoint, { identity, count, body });
  };
  for (const part of PARTS) part(w, add);
  const endpoints = [...DESCRIPTOR_NAMES.map((name) => `${name}Descriptors`), ...resources.keys()];
  const find = (endpoint: string): Resource => {
    const resource = resources.get(endpoint);
    if (resource !== undefined) return resource;
    if (!endpoints.includes(endpoint)) throw new RangeError(`The dataset has no ${endpoint}.`);
    const name = endpoint.slice(0, -11) as DescriptorName;
    return { identity: 2, count: descriptorCount(name), body: (i) => descriptorBody(name, i) };
  };
  return {
    settings,
    endpoints,
    count: (endpoint) => resources.get(endpoint)?.count ?? (endpoints.includes(endpoint) ? find(endpoint).count : 0),
    key(endpoint, index) {
      const { identity, body } = find(endpoint);
      return flatten(body(index, NOTHING), identity, endpoint);
    },
    body: (endpoint, index, vocabulary) => find(endpoint).body(index, vocabulary),
    needs(endpoint) {
      const { count, body } = find(endpoint);
      return findNeeds(endpoints, w.agencyId(0), count, body);
    },
    educationOrganizationIds() {
      const ids = [w.stateId, w.stateId + 1];
      for (let i = 0; i < w.agencies; i++) ids.push(w.agencyId(i));
      for (let s = 0; s < settings.schools; s++) ids.push(w.schoolId(s));
      return ids;
    },
  };
}
