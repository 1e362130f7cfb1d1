import { describe, expect, test } from "vitest";
import { openStore } from "../store/store.ts";
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
import { addGradingPeriod, gradeBody, reportCardBody } from "./testing/grades.ts";
import { DATA_URL, harness } from "./testing/harness.ts";

const OTHER_SCHOOL = 255901002;
const UNKNOWN_ID = "00000000-0000-4000-a000-000000000000";

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

  test("refuses a new natural key before unknown descriptors and references", () => {
    const h = harness();
    const id = h.create("students", studentBody());
    const personReference = { personId: "1", sourceSystemDescriptor: descriptor("SourceSystem", "Fake") };
    const put = (student: object) => h.call("PUT", `/ed-fi/students/${id}`, { id, ...student, personReference });
    const { status, body } = put(studentBody("other"));
    expect(status).toBe(400);
    expect(body.type).toBe("urn:ed-fi:api:bad-request:data-validation-failed:key-change-not-supported");
    expect(body.detail).toBe(
      "Identifying values for the Student resource cannot be changed. Delete and recreate the resource item instead.",
    );
    const unknown = put(studentBody());
    expect(unknown.status).toBe(400);
    expect(Object.keys(unknown.body.validationErrors as object)).toContain("$.personReference.sourceSystemDescriptor");
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
    expect(put("f", { "if-match": "" })).toBe(204);
    expect(put("f", { "if-none-match": "*" })).toBe(412);
    expect(put("g", { "if-match": etag().replace(".l.", ".n.") })).toBe(204);
  });

  test("descriptors may change their texts, not their key", () => {
    const h = harness();
    const id = addDescriptor(h, "Sex", "Female");
    const body = { id, namespace: "uri://ed-fi.org/SexDescriptor", codeValue: "Female", shortDescription: "F" };
    expect(h.call("PUT", `/ed-fi/sexDescriptors/${id}`, body).status).toBe(204);
    const renamed = h.call("PUT", `/ed-fi/sexDescriptors/${id}`, { ...body, codeValue: "Woman" });
    expect(renamed.body).toMatchObject({
      title: "Key Change Not Supported",
      detail:
        "Identity of resource 'Ed-Fi.SexDescriptor' cannot be changed. Descriptor identity fields (Namespace, CodeValue) are immutable on PUT.",
    });
  });
});

describe("key change with cascade", () => {
  test("everything it touches has one time of change", () => {
    let time = 0;
    const now = () => {
      time += 1000;
      return time;
    };
    const h = harness({ store: openStore({ now }) });
    const { session, offering } = addSection(h);
    h.call("PUT", `/ed-fi/sessions/${session}`, { id: session, ...sessionBody("Autumn") });
    expect(h.get(`courseOfferings/${offering}`).body._lastModifiedDate).toBe(
      h.get(`sessions/${session}`).body._lastModifiedDate,
    );
  });

  test("a renamed class period changes its bell schedule, but not that one's key", () => {
    const h = harness();
    addSchool(h);
    const schoolReference = { schoolId: SCHOOL };
    const id = h.create("classPeriods", { classPeriodName: "First", schoolReference });
    const classPeriods = [{ classPeriodReference: { classPeriodName: "First", schoolId: SCHOOL } }];
    const bell = h.create("bellSchedules", { bellScheduleName: "B", schoolReference, classPeriods });
    h.call("PUT", `/ed-fi/classPeriods/${id}`, { id, classPeriodName: "Renamed", schoolReference });
    const item = h.get(`bellSchedules/${bell}`).body;
    expect(item.classPeriods[0].classPeriodReference.classPeriodName).toBe("Renamed");
    expect(h.get("bellSchedules/keyChanges").body).toEqual([]);
  });

  test("a list item that names the changed item does not pull the resource around it along", () => {
    const h = harness();
    addSection(h);
    h.create("students", studentBody());
    h.create("studentSectionAssociations", enrolmentBody());
    for (const name of ["Autumn", "Spring"]) addGradingPeriod(h, name);
    const grade = h.create("grades", gradeBody("Autumn"));
    const card = h.create("reportCards", reportCardBody("Autumn"));
    expect(h.call("PUT", `/ed-fi/grades/${grade}`, { id: grade, ...gradeBody("Spring") }).status).toBe(204);
    const { grades, gradingPeriodReference } = h.get(`reportCards/${card}`).body;
    expect(grades[0].gradeReference.gradingPeriodName).toBe("Spring");
    expect(gradingPeriodReference.gradingPeriodName).toBe("Autumn");
    expect(h.get("reportCards/keyChanges").body).toEqual([]);
  });

  test("values that one resource holds twice outside of lists change together", () => {
    const h = harness();
    const { session, offering } = addSection(h);
    h.create("schools", schoolBody(OTHER_SCHOOL));
    const moved = { ...sessionBody("Fall"), schoolReference: { schoolId: OTHER_SCHOOL } };
    expect(h.call("PUT", `/ed-fi/sessions/${session}`, { id: session, ...moved }).status).toBe(204);
    const { schoolReference, sessionReference } = h.get(`courseOfferings/${offering}`).body;
    expect([schoolReference.schoolId, sessionReference.schoolId]).toEqual([OTHER_SCHOOL, OTHER_SCHOOL]);
  });

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
    const headers = { "Content-Type": "application/json" };
    expect(h.call("DELETE", `/ed-fi/students/${id}`)).toMatchObject({ status: 204, headers, body: undefined });
    expect(h.call("DELETE", `/ed-fi/students/${id}`)).toMatchObject({ status: 404, body: undefined });
    expect(h.get(`students/${id}`)).toMatchObject({ status: 404, headers, body: undefined });
  });

  test("409 names one resource that refers to the item", () => {
    const h = harness();
    const { school, session } = addSection(h);
    const refused = h.call("DELETE", `/ed-fi/sessions/${session}`);
    expect(refused.status).toBe(409);
    expect(refused.body.detail).toBe(
      "The requested action cannot be performed because this item is referenced by existing CourseOffering item(s).",
    );
    expect(h.call("DELETE", `/ed-fi/schools/${school}`).body.detail).toBe(
      "The requested action cannot be performed because this item is referenced by existing Course item(s).",
    );
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
