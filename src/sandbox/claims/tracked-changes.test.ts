import { beforeEach, describe, expect, it } from "vitest";
import type { TestSandbox } from "../testing/test-sandbox.ts";
import { categories, createDistrict, type District, enrolment, parsed, school, student } from "./testing/district.ts";

let district: District;
let box: TestSandbox;
let all: string;

const client: District["client"] = (...given) => district.client(...given);
const seed: District["seed"] = (...given) => district.seed(...given);

beforeEach(async () => {
  district = await createDistrict();
  ({ box, all } = district);
});

describe("deletes", () => {
  it("of departments are shown to those who reach the parent, which is not in the key", async () => {
    const department = await seed("organizationDepartments", {
      organizationDepartmentId: 777,
      nameOfInstitution: "Department",
      categories: categories("Department"),
      parentEducationOrganizationReference: { educationOrganizationId: 201 },
    });
    await box.call("DELETE", department, { token: all });
    await box.call("POST", "/config/v3/claimSets/import", {
      token: await box.adminToken(),
      json: {
        claimSetName: "Departments",
        resourceClaims: [
          {
            claimName: "http://ed-fi.org/identity/claims/ed-fi/organizationDepartment",
            actions: [{ name: "ReadChanges" }],
            authorizationStrategyOverrides: [
              {
                actionName: "ReadChanges",
                authorizationStrategies: [{ authStrategyName: "RelationshipsWithEdOrgsOnly" }],
              },
            ],
          },
        ],
      },
    });
    for (const [id, count] of [
      [2, 1],
      [301, 0],
    ] as const) {
      const token = await client("Departments", id);
      const answer = await box.call("GET", "/data/ed-fi/organizationDepartments/deletes", { token });
      expect(parsed(answer)).toHaveLength(count);
    }
  });

  it("of contents are shown to those of their namespace, which is not in the key", async () => {
    const namespace = "uri://ed-fi.org/EducationContent";
    const content = await seed("educationContents", { contentIdentifier: "content-1", namespace });
    await box.call("DELETE", content, { token: all });
    await box.call("POST", "/config/v3/claimSets/import", {
      token: await box.adminToken(),
      json: {
        claimSetName: "Contents",
        resourceClaims: [
          {
            claimName: "http://ed-fi.org/identity/claims/ed-fi/educationContent",
            actions: [{ name: "ReadChanges" }],
            authorizationStrategyOverrides: [
              { actionName: "ReadChanges", authorizationStrategies: [{ authStrategyName: "NamespaceBased" }] },
            ],
          },
        ],
      },
    });
    for (const [namespacePrefixes, count] of [
      ["uri://ed-fi.org", 1],
      ["uri://elsewhere.org", 0],
    ] as const) {
      const token = await box.token("Contents", { namespacePrefixes });
      const answer = await box.call("GET", "/data/ed-fi/educationContents/deletes", { token });
      expect(parsed(answer)).toHaveLength(count);
    }
  });

  it.each([
    "OwnershipBased",
    "RelationshipsWithPeopleOnly",
    "RelationshipsWithEdOrgsAndPeople",
    "RelationshipsWithEdOrgsAndPeopleInverted",
  ])("are refused for %s, which says nothing about what is gone", async (authStrategyName) => {
    await box.call("POST", "/config/v3/claimSets/import", {
      token: await box.adminToken(),
      json: {
        claimSetName: "Others",
        resourceClaims: [
          {
            claimName: "http://ed-fi.org/identity/claims/ed-fi/school",
            actions: [{ name: "ReadChanges" }],
            authorizationStrategyOverrides: [
              { actionName: "ReadChanges", authorizationStrategies: [{ authStrategyName }] },
            ],
          },
        ],
      },
    });
    const answer = await box.call("GET", "/data/ed-fi/schools/deletes", { token: await client("Others", 201) });
    expect(parsed(answer)).toMatchObject({
      status: 500,
      errors: [
        `Could not find authorization strategy implementations for the following strategy names: '${authStrategyName}'.`,
      ],
    });
  });
});

describe("key changes", () => {
  it("are shown to those who reach the old key or the new one", async () => {
    await seed("students", student("61"));
    const item = await seed("studentSchoolAssociations", enrolment("61", 20101));
    const json = { id: item.split("/").at(-1), ...enrolment("61", 30101) };
    expect((await box.call("PUT", item, { token: all, json })).status).toBe(204);
    await seed("schools", school(40101));
    for (const [id, count] of [
      [201, 1],
      [301, 1],
      [40101, 0],
    ] as const) {
      const answer = await box.call("GET", "/data/ed-fi/studentSchoolAssociations/keyChanges", {
        token: await client("EdFiSandbox", id),
      });
      expect(parsed(answer)).toHaveLength(count);
    }
  });
});
