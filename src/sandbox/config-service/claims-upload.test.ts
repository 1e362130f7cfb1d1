import { beforeEach, describe, expect, it } from "vitest";
import { createDistrict, type District, enrolment, parsed, student } from "../claims/testing/district.ts";
import type { TestSandbox } from "../testing/test-sandbox.ts";

let district: District;
let box: TestSandbox;

const client: District["client"] = (...given) => district.client(...given);
const seed: District["seed"] = (...given) => district.seed(...given);
const descriptor: District["descriptor"] = (...given) => district.descriptor(...given);

beforeEach(async () => {
  district = await createDistrict();
  ({ box } = district);
});

describe("claims uploaded as a whole", () => {
  const upload = async (endpoint: string, claimSetName: string, actions: readonly object[]): Promise<void> => {
    const claimsHierarchy = [
      {
        name: "http://ed-fi.org/identity/claims/domains/edFi",
        claims: [
          { name: `http://ed-fi.org/identity/claims/ed-fi/${endpoint}`, claimSets: [{ name: claimSetName, actions }] },
        ],
      },
    ];
    const answer = await box.call("POST", "/config/management/upload-claims", {
      token: await box.adminToken(),
      json: { claims: { claimSets: [{ claimSetName, isSystemReserved: false }], claimsHierarchy } },
    });
    expect([answer.status, parsed(answer).success]).toEqual([200, true]);
  };
  const reading = (...strategies: string[]) => [
    { name: "Read", authorizationStrategyOverrides: strategies.map((name) => ({ name })) },
  ];

  it("replace what there was, until they are reloaded", async () => {
    const before = await client("EdFiSandbox", 201);
    await upload("Student", "TestSet1", reading("NoFurtherAuthorizationRequired"));
    expect((await box.call("GET", "/data/ed-fi/schools", { token: before })).status).toBe(403);
    const token = await client("TestSet1");
    expect((await box.call("GET", "/data/ed-fi/students", { token })).status).toBe(200);
    expect((await box.call("GET", "/data/ed-fi/schools", { token })).status).toBe(403);
    await upload("School", "TestSet2", reading("NoFurtherAuthorizationRequired"));
    expect(parsed(await box.call("GET", "/data/ed-fi/students", { token })).errors).toEqual([
      "No security metadata has been configured for this resource.",
    ]);
    const admin = await box.adminToken();
    const view = async () => parsed(await box.call("GET", "/management/view-claimsets", { token: admin }));
    const named = (sets: { name: string }[]) => sets.map(({ name }) => name);
    expect(named(await view())).toContain("TestSet2");
    expect((await view()).find((set: { name: string }) => set.name === "SISVendor").resourceClaims).toEqual([]);
    expect((await box.call("POST", "/config/management/reload-claims", { token: admin })).status).toBe(200);
    expect((await box.call("POST", "/management/reload-claimsets", { token: admin })).status).toBe(200);
    expect(named(await view())).not.toContain("TestSet2");
    expect((await box.call("GET", "/data/ed-fi/schools", { token: before })).status).toBe(200);
  });

  it("are told apart by an id that changes with each of them", async () => {
    const token = await box.adminToken();
    const current = async () => box.call("GET", "/config/management/current-claims", { token });
    const first = (await current()).headers["x-reload-id"];
    expect((await current()).headers["x-reload-id"]).toBe(first);
    const { reloadId } = parsed(await box.call("POST", "/config/management/reload-claims", { token }));
    expect(reloadId).not.toBe(first);
    expect((await current()).headers["x-reload-id"]).toBe(reloadId);
  });

  it("must name their claim sets, else everything stays", async () => {
    const token = await box.adminToken();
    const json = { claims: { claimSets: [{ name: "wrong" }], claimsHierarchy: [] } };
    const answer = await box.call("POST", "/config/management/upload-claims", { token, json });
    expect(parsed(answer)).toMatchObject({
      status: 400,
      validationErrors: { "$.claimSets[0].claimSetName": ["The claim set has no name."] },
    });
    const reader = await client("EdFiSandbox", 201);
    expect((await box.call("GET", "/data/ed-fi/schools", { token: reader })).status).toBe(200);
  });

  it("are for administrators", async () => {
    const token = await client("EdFiSandbox", 201);
    expect((await box.call("POST", "/config/management/upload-claims", { token, json: {} })).status).toBe(403);
    expect((await box.call("GET", "/management/view-claimsets", { token })).status).toBe(403);
    expect((await box.call("GET", "/management/view-claimsets")).status).toBe(401);
  });

  it("tie students through responsibility associations when told so", async () => {
    await descriptor("uri://ed-fi.org/ResponsibilityDescriptor#Accountability");
    for (const [id, schoolId, responsible] of [
      ["1", 20101, 30101],
      ["2", 30101, 20101],
    ] as const) {
      await seed("students", student(id));
      await seed("studentSchoolAssociations", enrolment(id, schoolId));
      await seed("studentEducationOrganizationResponsibilityAssociations", {
        beginDate: "2023-08-01",
        educationOrganizationReference: { educationOrganizationId: responsible },
        studentReference: { studentUniqueId: id },
        responsibilityDescriptor: "uri://ed-fi.org/ResponsibilityDescriptor#Accountability",
      });
    }
    await upload("student", "Responsible", reading("RelationshipsWithStudentsOnlyThroughResponsibility"));
    const answer = await box.call("GET", "/data/ed-fi/students", { token: await client("Responsible", 201) });
    expect(parsed(answer)).toMatchObject([{ studentUniqueId: "2" }]);
    const other = await box.call("GET", `/data/ed-fi/students/${parsed(answer)[0].id}`, {
      token: await client("Responsible", 301),
    });
    expect(parsed(other).detail).toContain("'StudentEducationOrganizationResponsibilityAssociation' item.");
  });

  it.each([
    [
      [],
      "No authorization strategies were defined for the requested action 'Read' against resource URIs ['http://ed-fi.org/identity/claims/ed-fi/school'] matched by the caller's claim 'http://ed-fi.org/identity/claims/ed-fi/school'.",
    ],
    [["Odd"], "Could not find authorization strategy implementations for the following strategy names: 'Odd'."],
  ])("answer 500 with the strategies %j", async (strategies, error) => {
    await upload("school", "Misconfigured", reading(...strategies));
    const answer = await box.call("GET", "/data/ed-fi/schools", { token: await client("Misconfigured") });
    expect(parsed(answer)).toMatchObject({
      status: 500,
      type: "urn:ed-fi:api:system:configuration:security",
      errors: [error],
    });
  });
});
