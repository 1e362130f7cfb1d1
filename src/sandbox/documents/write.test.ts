import { describe, expect, test } from "vitest";
import {
  addDescriptor,
  addSchool,
  addSection,
  descriptor,
  enrolmentBody,
  OFFERING,
  SCHOOL,
  schoolBody,
  sessionBody,
  studentBody,
} from "./testing/district.ts";
import { DATA_URL, harness } from "./testing/harness.ts";

const UNKNOWN_ID = "00000000-0000-4000-a000-000000000000";

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

describe("PUT", () => {
  test("replaces: 204 with ETag and Location, no body", () => {
    const h = harness();
    const id = h.create("students", studentBody());
    const { status, headers, body } = h.call("PUT", `/ed-fi/students/${id}`, { id, ...studentBody(), firstName: "T" });
    expect([status, body]).toEqual([204, undefined]);
    expect(headers.Location).toBe(`${DATA_URL}/ed-fi/students/${id}`);
    expect(h.get(`students/${id}`).headers.ETag).toBe(headers.ETag);
  });

  test("takes back what GET gave, links and server fields included", () => {
    const h = harness();
    const { section } = addSection(h);
    const item = h.get(`sections/${section}`).body;
    const { status, headers } = h.call("PUT", `/ed-fi/sections/${section}`, item);
    expect(status).toBe(204);
    expect(headers.ETag).toBe(`"${item._etag}"`);
  });

  test.each([
    ["missing", undefined, { "$.id": ["id is required."] }, []],
    ["another", UNKNOWN_ID, {}, ["Request body id must match the id in the url."]],
    ["blank", "", {}, ["Request body id must match the id in the url."]],
    ["not a UUID", "x", {}, ["Request body id must match the id in the url."]],
  ])("refuses a body whose id is %s", (_name, bodyId, validationErrors, errors) => {
    const h = harness();
    const id = h.create("students", studentBody());
    const sent = bodyId === undefined ? studentBody() : { id: bodyId, ...studentBody() };
    const { status, body } = h.call("PUT", `/ed-fi/students/${id}`, sent);
    expect(status).toBe(400);
    expect(body).toMatchObject({ validationErrors, errors });
  });

  test("an unknown id is 404 with a body; with If-Match it is 412", () => {
    const { call } = harness();
    const body = { id: UNKNOWN_ID, ...studentBody() };
    const missing = call("PUT", `/ed-fi/students/${UNKNOWN_ID}`, body);
    expect(missing.status).toBe(404);
    expect(missing.body).toMatchObject({ detail: "Resource to update was not found", type: "urn:ed-fi:api:not-found" });
    expect(call("PUT", `/ed-fi/students/${UNKNOWN_ID}`, body, { "if-match": "*" }).status).toBe(412);
  });

  test("refuses a new natural key before it looks at references", () => {
    const h = harness();
    const id = h.create("students", studentBody());
    const { status, body } = h.call("PUT", `/ed-fi/students/${id}`, {
      id,
      ...studentBody("other"),
      citizenshipStatusDescriptor: descriptor("CitizenshipStatus", "Fake"),
    });
    expect(status).toBe(400);
    expect(body.type).toBe("urn:ed-fi:api:bad-request:data-validation-failed:key-change-not-supported");
    expect(body.detail).toBe(
      "Identifying values for the Student resource cannot be changed. Delete and recreate the resource item instead.",
    );
  });

  test("If-Match takes bare and quoted tags, lists and *; If-None-Match: * is 412", () => {
    const h = harness();
    const id = h.create("students", studentBody());
    const put = (firstName: string, headers: Record<string, string>) =>
      h.call("PUT", `/ed-fi/students/${id}`, { id, ...studentBody(), firstName }, headers).status;
    const etag = () => h.get(`students/${id}`).body._etag as string;
    const stale = etag();
    expect(put("a", { "if-match": stale })).toBe(204);
    expect(put("b", { "if-match": stale })).toBe(412);
    expect(put("c", { "if-match": `"${etag()}"` })).toBe(204);
    expect(put("d", { "if-match": `"1-00000000.j._.l.i", "${etag()}"` })).toBe(204);
    expect(put("e", { "if-match": "*" })).toBe(204);
    expect(put("f", { "if-none-match": "*" })).toBe(412);
    expect(put("g", { "if-match": etag().replace(".l.", ".n.") })).toBe(204);
  });

  test("descriptors may change their texts, not their key", () => {
    const h = harness();
    const id = addDescriptor(h, "Sex", "Female");
    const body = { id, namespace: "uri://ed-fi.org/SexDescriptor", codeValue: "Female", shortDescription: "F" };
    expect(h.call("PUT", `/ed-fi/sexDescriptors/${id}`, body).status).toBe(204);
    const renamed = h.call("PUT", `/ed-fi/sexDescriptors/${id}`, { ...body, codeValue: "Woman" });
    expect(renamed.body.title).toBe("Key Change Not Supported");
  });
});

describe("key change with cascade", () => {
  test("a renamed session takes offerings, sections and enrolments with it", () => {
    const h = harness();
    const { session, offering, section } = addSection(h);
    h.create("students", studentBody());
    const enrolment = h.create("studentSectionAssociations", enrolmentBody());
    const before = h.get(`studentSectionAssociations/${enrolment}`).body._etag;
    const put = h.call("PUT", `/ed-fi/sessions/${session}`, { id: session, ...sessionBody("Autumn") });
    expect(put.status).toBe(204);
    expect(h.get(`courseOfferings/${offering}`).body.sessionReference.sessionName).toBe("Autumn");
    expect(h.get(`sections/${section}`).body.courseOfferingReference.sessionName).toBe("Autumn");
    const after = h.get(`studentSectionAssociations/${enrolment}`).body;
    expect(after.sectionReference.sessionName).toBe("Autumn");
    expect(after._etag).not.toBe(before);
    expect(h.get("sections?sessionName=Autumn").body).toHaveLength(1);
    expect(h.get("sections?sessionName=Fall").body).toHaveLength(0);
    expect(h.get("sections/keyChanges").body[0]).toMatchObject({
      id: section,
      oldKeyValues: { sessionName: "Fall" },
      newKeyValues: { sessionName: "Autumn", schoolId: SCHOOL },
    });
    expect(h.post("sections", { sectionIdentifier: "2", courseOfferingReference: OFFERING }).status).toBe(409);
    expect(h.post("studentSectionAssociations", after.id ? enrolmentBody() : {}).status).toBe(409);
  });

  test("refuses a key that another item has", () => {
    const h = harness();
    addSchool(h);
    const reference = { schoolReference: { schoolId: SCHOOL } };
    h.create("classPeriods", { classPeriodName: "First", ...reference });
    const id = h.create("classPeriods", { classPeriodName: "Second", ...reference });
    const { status, body } = h.call("PUT", `/ed-fi/classPeriods/${id}`, { id, classPeriodName: "First", ...reference });
    expect(status).toBe(409);
    expect(body.errors).toEqual([
      `A natural key conflict occurred when attempting to update a resource ClassPeriod with a duplicate key. The duplicate keys and values are (classPeriodName = First),(schoolId = ${SCHOOL})`,
    ]);
  });
});

describe("DELETE", () => {
  test("204, then 404 without a body; unknown ids too", () => {
    const h = harness();
    const id = h.create("students", studentBody());
    expect(h.call("DELETE", `/ed-fi/students/${id}`)).toMatchObject({ status: 204, body: undefined });
    expect(h.call("DELETE", `/ed-fi/students/${id}`)).toMatchObject({ status: 404, body: undefined });
    expect(h.get(`students/${id}`)).toMatchObject({ status: 404, body: undefined });
  });

  test("409 names the resources that refer to the item", () => {
    const h = harness();
    const { school, session } = addSection(h);
    const refused = h.call("DELETE", `/ed-fi/sessions/${session}`);
    expect(refused.status).toBe(409);
    expect(refused.body.detail).toBe(
      "The requested action cannot be performed because this item is referenced by existing CourseOffering item(s).",
    );
    expect(h.call("DELETE", `/ed-fi/schools/${school}`).status).toBe(409);
  });

  test("a descriptor in use cannot go; when its last user is gone it can", () => {
    const h = harness();
    const sex = addDescriptor(h, "Sex", "Female");
    const staff = h.create("staffs", {
      staffUniqueId: "1",
      firstName: "A",
      lastSurname: "B",
      sexDescriptor: descriptor("Sex", "Female"),
    });
    expect(h.call("DELETE", `/ed-fi/sexDescriptors/${sex}`).body.type).toBe(
      "urn:ed-fi:api:data-conflict:dependent-item-exists",
    );
    h.call("DELETE", `/ed-fi/staffs/${staff}`);
    expect(h.call("DELETE", `/ed-fi/sexDescriptors/${sex}`).status).toBe(204);
  });

  test("If-Match is honoured, also for an absent item", () => {
    const h = harness();
    const id = h.create("students", studentBody());
    expect(h.call("DELETE", `/ed-fi/students/${id}`, undefined, { "if-match": "0" }).status).toBe(412);
    expect(h.call("DELETE", `/ed-fi/students/${UNKNOWN_ID}`, undefined, { "if-match": "*" }).status).toBe(412);
    expect(h.call("DELETE", `/ed-fi/students/${id}`, undefined, { "if-match": "*" }).status).toBe(204);
  });
});
