/** A state with two agencies and a school each, and clients with education organizations, for tests of authorization. */
import type { SandboxResponse } from "../../http.ts";
import { createTestSandbox, type TestSandbox } from "../../testing/test-sandbox.ts";

const GRADE = "uri://ed-fi.org/GradeLevelDescriptor#Tenth grade";

export interface District {
  readonly box: TestSandbox;
  /** Token with rights to everything. */
  readonly all: string;
  /** Token of a new client. */
  client(claimSet: string, ...educationOrganizationIds: number[]): Promise<string>;
  /** Creates an item and gives its path; throws when it is refused. */
  created(endpoint: string, json: object, token: string): Promise<string>;
  seed(endpoint: string, json: object): Promise<string>;
  descriptor(value: string): Promise<void>;
}

// biome-ignore lint/suspicious/noExplicitAny: tests look into bodies of every shape.
export function parsed({ body = "null" }: SandboxResponse): any {
  return JSON.parse(body);
}

/** State 2 above agency 201 above school 20101; agency 301 above school 30101. */
export async function createDistrict(): Promise<District> {
  const box = createTestSandbox();
  const all = await box.token("SeedLoader");
  const created: District["created"] = async (endpoint, json, token) => {
    const answer = await box.call("POST", `/data/ed-fi/${endpoint}`, { token, json });
    if (answer.status > 201) throw new Error(`${endpoint}: ${answer.status} ${answer.body}`);
    return `/data/ed-fi/${endpoint}/${answer.headers.Location?.split("/").at(-1)}`;
  };
  const seed: District["seed"] = (endpoint, json) => created(endpoint, json, all);
  const descriptor: District["descriptor"] = async (value) => {
    const [namespace = "", codeValue = ""] = value.split("#");
    const type = namespace.split("/").at(-1) ?? "";
    const endpoint = `${type.charAt(0).toLowerCase()}${type.slice(1)}s`;
    await seed(endpoint, { namespace, codeValue, shortDescription: codeValue });
  };
  for (const name of ["State", "District", "School", "Department"])
    await descriptor(`uri://ed-fi.org/EducationOrganizationCategoryDescriptor#${name}`);
  await descriptor("uri://ed-fi.org/LocalEducationAgencyCategoryDescriptor#ABC");
  await descriptor(GRADE);
  const state = { stateEducationAgencyId: 2, nameOfInstitution: "State", categories: categories("State") };
  await seed("stateEducationAgencies", state);
  await seed("localEducationAgencies", lea(201, 2));
  await seed("localEducationAgencies", lea(301));
  await seed("schools", school(20101, 201));
  await seed("schools", school(30101, 301));
  const client: District["client"] = (claimSet, ...educationOrganizationIds) =>
    box.token(claimSet, { educationOrganizationIds });
  return { box, all, client, created, seed, descriptor };
}

export function categories(name: string): object[] {
  const value = `uri://ed-fi.org/EducationOrganizationCategoryDescriptor#${name}`;
  return [{ educationOrganizationCategoryDescriptor: value }];
}

export function lea(id: number, parent?: number): object {
  return {
    localEducationAgencyId: id,
    nameOfInstitution: `LEA ${id}`,
    categories: categories("District"),
    localEducationAgencyCategoryDescriptor: "uri://ed-fi.org/LocalEducationAgencyCategoryDescriptor#ABC",
    ...(parent === undefined ? {} : { stateEducationAgencyReference: { stateEducationAgencyId: parent } }),
  };
}

export function school(id: number, parent?: number): object {
  return {
    schoolId: id,
    nameOfInstitution: `School ${id}`,
    educationOrganizationCategories: categories("School"),
    gradeLevels: [{ gradeLevelDescriptor: GRADE }],
    ...(parent === undefined ? {} : { localEducationAgencyReference: { localEducationAgencyId: parent } }),
  };
}

export function week(schoolId: number, name = "week 1", totalInstructionalDays = 5): object {
  return {
    weekIdentifier: name,
    schoolReference: { schoolId },
    beginDate: "2023-08-01",
    endDate: "2023-08-07",
    totalInstructionalDays,
  };
}

export function student(studentUniqueId: string): object {
  return { studentUniqueId, firstName: "A", lastSurname: "B", birthDate: "2008-01-01" };
}

export function enrolment(studentUniqueId: string, schoolId: number): object {
  return {
    entryDate: "2023-08-01",
    entryGradeLevelDescriptor: GRADE,
    schoolReference: { schoolId },
    studentReference: { studentUniqueId },
  };
}
