/** Puts the generators of all resources together. Pure; nothing is kept per item. */
import type { Body, Dataset, DatasetSettings, Scalar, Vocabulary } from "./dataset.ts";
import { DESCRIPTOR_NAMES, descriptorItems } from "./descriptors.ts";
import type { Resource } from "./resource.ts";
import { calendarResources } from "./resources/calendars.ts";
import { enrollmentResources } from "./resources/enrollment.ts";
import { gradingResources } from "./resources/grading.ts";
import { organizationResources } from "./resources/organizations.ts";
import { peopleResources } from "./resources/people.ts";
import { sectionResources } from "./resources/sections.ts";
import { createWorld } from "./world.ts";

/** Key fields whose plain name another reference of the same resource has taken; DMS then prefixes the reference's name. */
const RENAMED: Readonly<Record<string, string>> = {
  "programReference.educationOrganizationId": "programEducationOrganizationId",
  "courseReference.educationOrganizationId": "courseEducationOrganizationId",
  "graduationSchoolYearTypeReference.schoolYear": "graduationSchoolYear",
};

const NOTHING: Vocabulary = { canUse: () => false };

function flatten(body: Body, members: number, endpoint: string): Record<string, Scalar> {
  const key: Record<string, Scalar> = {};
  for (const name of Object.keys(body).slice(0, members)) {
    const value = body[name];
    if (typeof value !== "object") key[name] = value as Scalar;
    else
      for (const field of Object.keys(value as Body)) {
        let flat = RENAMED[`${name}.${field}`] ?? field;
        if (endpoint === "reportCards" && field.startsWith("school")) flat = `gradingPeriodS${field.slice(1)}`;
        key[flat] = (value as Body)[field] as Scalar;
      }
  }
  return key;
}

function descriptorResources(): Resource[] {
  return DESCRIPTOR_NAMES.map((name) => {
    const items = descriptorItems(name);
    return {
      endpoint: `${name}Descriptors`,
      identity: 2,
      needs: "",
      uses: "",
      count: items.length,
      body(i) {
        const { namespace, codeValue, shortDescription } = items[i] as (typeof items)[number];
        return { codeValue, namespace, shortDescription, description: shortDescription };
      },
    };
  });
}

const list = (text: string): string[] =>
  text === "" ? [] : text.split(" ").map((name) => (name.endsWith("#") ? `${name.slice(0, -1)}Descriptors` : name));

/** See docs/dataset.md for what it holds and why. Throws on an endpoint or an index that the dataset does not have. */
export function createDataset(settings: DatasetSettings): Dataset {
  const w = createWorld(settings);
  const resources = [
    ...descriptorResources(),
    ...organizationResources(w),
    ...peopleResources(w),
    ...calendarResources(w),
    ...sectionResources(w),
    ...enrollmentResources(w),
    ...gradingResources(w),
  ];
  const byEndpoint = new Map(resources.map((r) => [r.endpoint, r]));
  const find = (endpoint: string): Resource => {
    const resource = byEndpoint.get(endpoint);
    if (resource === undefined) throw new RangeError(`The dataset has no ${endpoint}.`);
    return resource;
  };
  return {
    settings,
    endpoints: resources.map((r) => r.endpoint),
    count: (endpoint) => byEndpoint.get(endpoint)?.count ?? 0,
    key(endpoint, index) {
      const { identity, body } = find(endpoint);
      return flatten(body(index, NOTHING), identity, endpoint);
    },
    body: (endpoint, index, vocabulary) => find(endpoint).body(index, vocabulary),
    needs(endpoint) {
      const { needs, uses } = find(endpoint);
      return { required: list(needs), optional: list(uses) };
    },
    educationOrganizationIds() {
      const ids = [w.stateId, w.serviceCenterId];
      for (let i = 0; i < w.agencies; i++) ids.push(w.agencyId(i));
      for (let s = 0; s < settings.schools; s++) ids.push(w.schoolId(s));
      return ids;
    },
  };
}
