import { beforeEach, describe, expect, it } from "vitest";
import type { TestSandbox } from "../testing/test-sandbox.ts";
import {
  categories,
  createDistrict,
  type District,
  enrolment,
  lea,
  parsed,
  school,
  student,
  week,
} from "./testing/district.ts";

const BASE = "Access to the requested data could not be authorized.";
const ONLY = "E2E-RelationshipsWithEdOrgsOnlyClaimSet";

let district: District;
let box: TestSandbox;
let all: string;

const client: District["client"] = (...given) => district.client(...given);
const created: District["created"] = (...given) => district.created(...given);
const seed: District["seed"] = (...given) => district.seed(...given);
const descriptor: District["descriptor"] = (...given) => district.descriptor(...given);

beforeEach(async () => {
  district = await createDistrict();
  ({ box, all } = district);
});

describe("relationships with education organizations", () => {
  it.each([[20101], [201], [2]])("lets a client of %i act on what belongs to a school below it", async (id) => {
    const token = await client(ONLY, id);
    const item = await created("academicWeeks", week(20101), token);
    expect((await box.call("GET", item, { token })).status).toBe(200);
    const json = { id: item.split("/").at(-1), ...week(20101, "week 1", 6) };
    expect((await box.call("PUT", item, { token, json })).status).toBe(204);
    expect((await box.call("DELETE", item, { token })).status).toBe(204);
  });

  it("refuses every operation on what belongs to others, with DMS's text, and changes nothing", async () => {
    const item = await seed("academicWeeks", week(20101));
    const before = (await box.call("GET", item, { token: all })).body;
    const token = await client(ONLY, 301);
    const json = { id: item.split("/").at(-1), ...week(20101, "week 1", 6) };
    const expected = {
      detail: BASE,
      type: "urn:ed-fi:api:security:authorization",
      title: "Authorization Denied",
      status: 403,
      validationErrors: {},
      errors: [
        "No relationships have been established between the caller's education organization id claim ('301') and the resource item's 'SchoolId' value.",
      ],
    };
    const answers = [
      await box.call("GET", item, { token }),
      await box.call("PUT", item, { token, json }),
      await box.call("POST", "/data/ed-fi/academicWeeks", { token, json: week(20101, "week 1", 6) }),
      await box.call("POST", "/data/ed-fi/academicWeeks", { token, json: week(20101, "week 2") }),
      await box.call("DELETE", item, { token }),
    ];
    for (const answer of answers) {
      expect(parsed(answer)).toMatchObject(expected);
      expect(answer.headers["Content-Type"]).toBe("application/problem+json");
    }
    expect((await box.call("GET", item, { token: all })).body).toBe(before);
  });

  it.each([[20101], [999]])("has no value in a missing reference, whatever the claim (%i)", async (claim) => {
    const token = await client(ONLY, claim);
    const answer = await box.call("POST", "/data/ed-fi/academicWeeks", { token, json: week(999) });
    expect(parsed(answer)).toMatchObject({
      detail: `${BASE} The 'SchoolId' value is required for authorization purposes.`,
      type: "urn:ed-fi:api:security:authorization:relationships:access-denied:element-required",
      status: 403,
      errors: [],
    });
  });

  it.each([
    [[], "claims (none)"],
    [[5, 4], "claims ('4', '5')"],
    [[7, 6, 5, 4, 3, 1], "claims ('1', '3', '4', '5', '6', ...)"],
  ])("names the claims %j", async (ids, text) => {
    const token = await client(ONLY, ...ids);
    const answer = await box.call("POST", "/data/ed-fi/localEducationAgencies", { token, json: lea(255901) });
    expect(parsed(answer).errors).toEqual([
      `No relationships have been established between the caller's education organization id ${text} and the resource item's 'LocalEducationAgencyId' value.`,
    ]);
  });

  it("lets a client create an organization whose id it was given", async () => {
    const token = await client(ONLY, 255901);
    expect(await created("localEducationAgencies", lea(255901), token)).toContain("localEducationAgencies");
  });

  it("shows only what belongs to the client, in pages and in counts", async () => {
    await seed("academicWeeks", week(30101, "foreign"));
    await seed("academicWeeks", week(20101, "own 1"));
    await seed("academicWeeks", week(20101, "own 2"));
    const path = "/data/ed-fi/academicWeeks?totalCount=true&limit=1";
    const own = await box.call("GET", path, { token: await client(ONLY, 201) });
    expect([own.status, own.headers["Total-Count"]]).toEqual([200, "2"]);
    expect(parsed(own)).toMatchObject([{ weekIdentifier: "own 1" }]);
    const none = await box.call("GET", path, { token: await client(ONLY) });
    expect([none.status, none.headers["Total-Count"], none.body]).toEqual([200, "0", "[]"]);
  });

  it("goes from below to above with an inverted strategy, and takes either of two", async () => {
    const path = "/data/ed-fi/localEducationAgencies";
    const ids = async (token: string) =>
      parsed(await box.call("GET", path, { token })).map(
        (each: { localEducationAgencyId: number }) => each.localEducationAgencyId,
      );
    expect(await ids(await client("E2E-RelationshipsWithEdOrgsOnlyInvertedClaimSet", 20101))).toEqual([201]);
    expect(await ids(await client("E2E-RelationshipsWithEdOrgsOnlyOrInvertedClaimSet", 2, 30101))).toEqual([201, 301]);
  });

  it("answers 501 for the ownership strategy", async () => {
    const token = await client("E2E-RelationshipsWithEdOrgsOnlyMixedStrategyClaimSet", 20101);
    const answer = await box.call("GET", "/data/ed-fi/academicWeeks", { token });
    expect(answer.status).toBe(501);
    expect(parsed(answer).error).toContain("for resource 'Ed-Fi.AcademicWeek'");
    expect(parsed(answer).error).toContain("Unsupported strategies: ['OwnershipBased']");
  });

  it("weighs what a write would store after its descriptors and its key, and before its references", async () => {
    const token = await client("EdFiSandbox", 201);
    await seed("students", student("61"));
    const path = await created("studentSchoolAssociations", enrolment("61", 20101), token);
    const type = async (method: string, at: string, json: object): Promise<string> =>
      parsed(await box.call(method, at, { token, json })).type;
    const collection = "/data/ed-fi/studentSchoolAssociations";
    const fake = { ...enrolment("61", 30101), entryGradeLevelDescriptor: "uri://ed-fi.org/GradeLevelDescriptor#Fake" };
    expect(await type("POST", collection, fake)).toBe("urn:ed-fi:api:bad-request");
    expect(await type("POST", collection, enrolment("99", 30101))).toBe("urn:ed-fi:api:security:authorization");
    expect(await type("POST", collection, enrolment("99", 20101))).toBe(
      "urn:ed-fi:api:data-conflict:unresolved-reference",
    );
    const moved = { id: path.split("/").at(-1), ...enrolment("61", 30101) };
    expect(await type("PUT", path, moved)).toBe("urn:ed-fi:api:security:authorization");

    const only = await client(ONLY, 201);
    const item = await created("academicWeeks", week(20101), only);
    const json = { id: item.split("/").at(-1), ...week(30101) };
    expect(parsed(await box.call("PUT", item, { token: only, json })).title).toBe("Key Change Not Supported");
    const foreign = await client(ONLY, 301);
    expect((await box.call("PUT", item, { token: foreign, json })).status).toBe(403);
  });

  it("asks for the parent of a department, not for the department", async () => {
    const department = (parent?: number) => ({
      organizationDepartmentId: 777,
      nameOfInstitution: "Department",
      categories: categories("Department"),
      ...(parent === undefined ? {} : { parentEducationOrganizationReference: { educationOrganizationId: parent } }),
    });
    const path = "/data/ed-fi/organizationDepartments";
    const token = await client("EdFiSandbox", 201);
    const without = await box.call("POST", path, { token, json: department() });
    expect(parsed(without)).toMatchObject({
      status: 403,
      type: "urn:ed-fi:api:security:authorization:relationships:access-denied:element-required",
      detail: `${BASE} The 'ParentEducationOrganization' value is required for authorization purposes.`,
      errors: [],
    });
    const foreign = await box.call("POST", path, { token, json: department(301) });
    expect(parsed(foreign).errors[0]).toContain("claim ('201') and the resource item's 'ParentEducationOrganization'");
    expect((await box.call("POST", path, { token, json: department(201) })).status).toBe(201);
  });
});

describe("relationships with people", () => {
  const SANDBOX = "EdFiSandbox";

  it("ties students to organizations by enrolment, and follows moves of schools and enrolments", async () => {
    const own = await client(SANDBOX, 201);
    const other = await client(SANDBOX, 301);
    const item = await created("students", student("61"), own);
    const denied = await box.call("GET", item, { token: own });
    expect(parsed(denied)).toMatchObject({
      status: 403,
      detail: `${BASE} Hint: You may need to create a corresponding 'StudentSchoolAssociation' item.`,
      errors: [
        "No relationships have been established between the caller's education organization id claim ('201') and the resource item's 'StudentUniqueId' value.",
      ],
    });
    const association = await created("studentSchoolAssociations", enrolment("61", 20101), own);
    expect((await box.call("GET", item, { token: own })).status).toBe(200);
    expect((await box.call("GET", item, { token: other })).status).toBe(403);
    await seed("schools", school(20101, 301));
    expect((await box.call("GET", item, { token: own })).status).toBe(403);
    expect((await box.call("GET", item, { token: other })).status).toBe(200);
    const both = parsed(await box.call("GET", association, { token: own }));
    expect(both.errors[0]).toContain(
      "one or more of the following properties of the resource item: 'SchoolId', 'StudentUniqueId'.",
    );
  });

  it("ties contacts through students, and staff through assignments", async () => {
    const own = await client(SANDBOX, 201);
    const contact = await created("contacts", { contactUniqueId: "c1", firstName: "A", lastSurname: "B" }, own);
    await seed("students", student("61"));
    await seed("studentSchoolAssociations", enrolment("61", 20101));
    expect(parsed(await box.call("GET", contact, { token: own })).detail).toBe(
      `${BASE} Hint: You may need to create corresponding 'StudentSchoolAssociation' and 'StudentContactAssociation' items.`,
    );
    const link = { contactReference: { contactUniqueId: "c1" }, studentReference: { studentUniqueId: "61" } };
    await created("studentContactAssociations", link, own);
    expect((await box.call("GET", contact, { token: own })).status).toBe(200);

    await descriptor("uri://ed-fi.org/StaffClassificationDescriptor#Teacher");
    const staff = await created("staffs", { staffUniqueId: "s1", firstName: "A", lastSurname: "B" }, own);
    expect((await box.call("GET", staff, { token: own })).status).toBe(403);
    const assignment = {
      beginDate: "2020-10-10",
      staffClassificationDescriptor: "uri://ed-fi.org/StaffClassificationDescriptor#Teacher",
      educationOrganizationReference: { educationOrganizationId: 20101 },
      staffReference: { staffUniqueId: "s1" },
    };
    await created("staffEducationOrganizationAssignmentAssociations", assignment, own);
    expect((await box.call("GET", staff, { token: own })).status).toBe(200);
    expect((await box.call("GET", staff, { token: await client(SANDBOX, 301) })).status).toBe(403);
  });

  it("filters students silently, and deletes of enrolments by what they were", async () => {
    for (const [id, schoolId] of [
      ["1", 20101],
      ["2", 30101],
    ] as const) {
      await seed("students", student(id));
      await seed("studentSchoolAssociations", enrolment(id, schoolId));
    }
    const own = await client(SANDBOX, 201);
    const students = await box.call("GET", "/data/ed-fi/students?totalCount=true", { token: own });
    expect([students.headers["Total-Count"], parsed(students).length]).toEqual(["1", 1]);
    const path = "/data/ed-fi/studentSchoolAssociations";
    const [mine] = parsed(await box.call("GET", path, { token: own }));
    await box.call("DELETE", `${path}/${mine.id}`, { token: own });
    for (const token of [all, own])
      expect(parsed(await box.call("GET", `${path}/deletes`, { token }))).toMatchObject([
        { id: mine.id, keyValues: { schoolId: 20101, studentUniqueId: "1" } },
      ]);
    expect(parsed(await box.call("GET", `${path}/deletes`, { token: await client(SANDBOX, 301) }))).toEqual([]);
  });
});

describe("token_info", () => {
  it("tells the organizations of the token and those below them, with the ids of those above", async () => {
    await seed("organizationDepartments", {
      organizationDepartmentId: 777,
      nameOfInstitution: "Department",
      categories: categories("Department"),
      parentEducationOrganizationReference: { educationOrganizationId: 20101 },
    });
    const token = await client("EdFiSandbox", 201, 999);
    const answer = await box.call("POST", "/oauth/token_info", { token, json: { tOkEn: token } });
    const above = { state_education_agency_id: 2, local_education_agency_id: 201 };
    expect(parsed(answer).education_organizations).toEqual([
      { education_organization_id: 201, name_of_institution: "LEA 201", type: "edfi.LocalEducationAgency", ...above },
      {
        education_organization_id: 777,
        name_of_institution: "Department",
        type: "edfi.OrganizationDepartment",
        ...above,
        school_id: 20101,
        organization_department_id: 777,
      },
      {
        education_organization_id: 20101,
        name_of_institution: "School 20101",
        type: "edfi.School",
        ...above,
        school_id: 20101,
      },
    ]);
  });
});
