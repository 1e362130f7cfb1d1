import { describe, expect, test } from "vitest";
import { addDescriptor, addSchool, descriptor, SCHOOL, schoolBody, studentBody } from "./testing/district.ts";
import { DATA_URL, harness } from "./testing/harness.ts";

describe("POST", () => {
  test("creates with 201, Location and a quoted ETag, and no body", () => {
    const { post, get } = harness();
    const { status, headers, body } = post("students", studentBody());
    expect(status).toBe(201);
    expect(body).toBeUndefined();
    expect(headers.Location).toMatch(new RegExp(`^${DATA_URL}/ed-fi/students/[0-9a-f-]{36}$`));
    expect(headers.ETag).toMatch(/^"\d+-[0-9a-f]{8}\.j\._\.l\.i"$/);
    const item = get(`students/${headers.Location?.split("/").at(-1)}`);
    expect(`"${item.body._etag}"`).toBe(headers.ETag);
    expect(item.body._lastModifiedDate).toBe("2026-08-21T14:03:11Z");
  });

  test("replaces an item with the same natural key: 200, same id, properties left out are gone", () => {
    const { post, get } = harness();
    const first = post("students", { ...studentBody(), middleName: "Q" });
    const second = post("students", { ...studentBody(), firstName: "Tom" });
    expect(second.status).toBe(200);
    expect(second.headers.Location).toBe(first.headers.Location);
    expect(second.headers.ETag).not.toBe(first.headers.ETag);
    const item = get(`students?studentUniqueId=604834`).body[0];
    expect(item).toMatchObject({ firstName: "Tom" });
    expect(item).not.toHaveProperty("middleName");
  });

  test("keeps the ETag when nothing changes, whatever the order of properties", () => {
    const { post, store } = harness();
    const first = post("students", studentBody());
    const version = store.changeVersion;
    const reversed = Object.fromEntries(Object.entries(studentBody()).reverse());
    const second = post("students", reversed);
    expect(second.status).toBe(200);
    expect(second.headers.ETag).toBe(first.headers.ETag);
    expect(store.changeVersion).toBe(version);
  });

  test("If-None-Match: * creates only, If-Match updates only", () => {
    const { post } = harness();
    const absent = post("students", studentBody(), { "if-match": "*" });
    expect(absent.status).toBe(412);
    expect(absent.body.detail).toBe("The If-Match precondition failed because the resource does not exist.");
    const created = post("students", studentBody(), { "if-none-match": "*" });
    expect(created.status).toBe(201);
    const again = post("students", studentBody(), { "if-none-match": "*" });
    expect(again.status).toBe(412);
    expect(again.body.type).toBe("urn:ed-fi:api:precondition-failed:if-none-match");
    const changed = { ...studentBody(), firstName: "X" };
    expect(post("students", changed, { "if-match": "0000000000" }).status).toBe(412);
    expect(post("students", changed, { "if-match": created.headers.ETag as string }).status).toBe(200);
  });

  test("refuses a missing reference with 409", () => {
    const { post } = harness();
    const { status, body, headers } = post("classPeriods", {
      classPeriodName: "1",
      schoolReference: { schoolId: SCHOOL },
    });
    expect(status).toBe(409);
    expect(headers["Content-Type"]).toBe("application/json; charset=utf-8");
    expect(body).toEqual({
      detail: "One or more references could not be resolved. See 'validationErrors' for details.",
      type: "urn:ed-fi:api:data-conflict:unresolved-reference",
      title: "Unresolved Reference",
      status: 409,
      correlationId: "trace-1",
      validationErrors: { "$.schoolReference": ["The referenced School item does not exist."] },
      errors: [],
    });
    expect(Object.keys(body)).toEqual([
      "detail",
      "type",
      "title",
      "status",
      "correlationId",
      "validationErrors",
      "errors",
    ]);
  });

  test("names references in lists by their index", () => {
    const h = harness();
    addSchool(h);
    h.create("classPeriods", { classPeriodName: "1", schoolReference: { schoolId: SCHOOL } });
    const period = (classPeriodName: string) => ({ classPeriodReference: { classPeriodName, schoolId: SCHOOL } });
    const { body } = h.post("bellSchedules", {
      bellScheduleName: "B",
      schoolReference: { schoolId: SCHOOL },
      classPeriods: [period("1"), period("2")],
    });
    expect(body.validationErrors).toEqual({
      "$.classPeriods[1].classPeriodReference": ["The referenced ClassPeriod item does not exist."],
    });
  });

  test("refuses a missing descriptor with 400 in lower case, also beside a missing reference", () => {
    const { post } = harness();
    const school = { ...schoolBody(), localEducationAgencyReference: { localEducationAgencyId: 1 } };
    const { status, body } = post("schools", school);
    expect(status).toBe(400);
    expect(body.type).toBe("urn:ed-fi:api:bad-request");
    expect(body.detail).toBe("Data validation failed. See 'validationErrors' for details.");
    expect(body.validationErrors).toEqual({
      "$.localEducationAgencyReference": ["The referenced LocalEducationAgency item does not exist."],
      "$.educationOrganizationCategories[0].educationOrganizationCategoryDescriptor": [
        "EducationOrganizationCategoryDescriptor value 'uri://ed-fi.org/educationorganizationcategorydescriptor#school' does not exist.",
      ],
      "$.gradeLevels[0].gradeLevelDescriptor": [
        "GradeLevelDescriptor value 'uri://ed-fi.org/gradeleveldescriptor#ninth grade' does not exist.",
      ],
    });
  });

  test("finds descriptors in any letter case and stores their own spelling", () => {
    const h = harness();
    addDescriptor(h, "Sex", "Female");
    const id = h.create("staffs", {
      staffUniqueId: "1",
      firstName: "A",
      lastSurname: "B",
      sexDescriptor: "URI://ed-fi.org/sexdescriptor#FEMALE",
    });
    expect(h.get(`staffs/${id}`).body.sexDescriptor).toBe("uri://ed-fi.org/SexDescriptor#Female");
  });

  test("an empty required descriptor is one that does not exist", () => {
    const { post } = harness();
    const school = { ...schoolBody(), gradeLevels: [{ gradeLevelDescriptor: "" }] };
    expect(post("schools", school).body.validationErrors).toMatchObject({
      "$.gradeLevels[0].gradeLevelDescriptor": ["GradeLevelDescriptor value '' does not exist."],
    });
  });

  test("a descriptor of another type does not count", () => {
    const h = harness();
    h.create("termDescriptors", {
      namespace: "uri://ed-fi.org/SexDescriptor",
      codeValue: "Female",
      shortDescription: "F",
    });
    const staff = { staffUniqueId: "1", firstName: "A", lastSurname: "B", sexDescriptor: descriptor("Sex", "Female") };
    expect(h.post("staffs", staff).status).toBe(400);
  });

  test("an id belongs to one kind of education organization only", () => {
    const h = harness();
    addSchool(h);
    const agency = {
      stateEducationAgencyId: SCHOOL,
      nameOfInstitution: "State",
      categories: [{ educationOrganizationCategoryDescriptor: descriptor("EducationOrganizationCategory", "School") }],
    };
    const { status, body } = h.post("stateEducationAgencies", agency);
    expect(status).toBe(409);
    expect(body.type).toBe("urn:ed-fi:api:identity-conflict");
    expect(body.errors).toEqual([
      `A natural key conflict occurred when attempting to create a new resource StateEducationAgency with a duplicate key. The duplicate keys and values are (stateEducationAgencyId = ${SCHOOL})`,
    ]);
  });

  test("a natural key can be used again after a delete", () => {
    const h = harness();
    const id = h.create("students", studentBody());
    expect(h.call("DELETE", `/ed-fi/students/${id}`).status).toBe(204);
    expect(h.post("students", studentBody()).status).toBe(201);
  });

  test("asks for rights after the body has been found valid", () => {
    const h = harness({
      authorize: (_client, resource, action) => ({ status: 403, headers: { [action]: resource.name } }),
    });
    expect(h.post("students", {}).status).toBe(400);
    expect(h.post("students", studentBody())).toMatchObject({ status: 403, headers: { Create: "Student" } });
  });
});
