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

/** Key fields whose plain name another reference of the same resource has taken: DMS then prefixes the reference's name. */
const RENAMED: Readonly<Record<string, string>> = {
  "programReference.educationOrganizationId": "programEducationOrganizationId",
  "courseReference.educationOrganizationId": "courseEducationOrganizationId",
  "graduationSchoolYearTypeReference.schoolYear": "graduationSchoolYear",
};

const NOTHING: Vocabulary = { canUse: () => false };

/** The identity members of a body, with references opened: the query filters that find the item. */
function flatten(body: Body, members: number, endpoint: string): Record<string, Scalar> {
  const key: Record<string, Scalar> = {};
  for (const name of Object.keys(body).slice(0, members)) {
    const value = body[name] as Scalar | Record<string, Scalar>;
    if (typeof value !== "object") {
      key[name] = value;
      continue;
    }
    for (const [field, part] of Object.entries(value)) {
      const ofPeriod = endpoint === "reportCards" && field.startsWith("school");
      key[ofPeriod ? `gradingPeriodS${field.slice(1)}` : (RENAMED[`${name}.${field}`] ?? field)] = part;
    }
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
