import { describe, expect, test } from "vitest";
import { addDescriptor, addSchool, addSection, SCHOOL, studentBody } from "./testing/district.ts";
import { type Harness, harness } from "./testing/harness.ts";

function newest(h: Harness): number {
  return h.changes("/availableChangeVersions").body.newestChangeVersion;
}

describe("change versions", () => {
  test("a fresh store answers 0 and 1", () => {
    expect(harness().changes("/availableChangeVersions")).toMatchObject({
      status: 200,
      body: { oldestChangeVersion: 0, newestChangeVersion: 1 },
    });
  });

  test("grow with every real change", () => {
    const h = harness();
    const id = h.create("students", studentBody());
    const created = newest(h);
    expect(created).toBeGreaterThan(1);
    h.create("students", studentBody());
    expect(newest(h)).toBe(created);
    h.call("DELETE", `/ed-fi/students/${id}`);
    expect(newest(h)).toBe(created + 1);
  });

  test("the newest, as lower bound of the next round, leaves out what was there", () => {
    const h = harness();
    h.create("students", studentBody("a"));
    const between = newest(h);
    h.create("students", studentBody("b"));
    const found = h.get(`students?minChangeVersion=${between}&maxChangeVersion=${newest(h)}`).body;
    expect(found.map((item: { studentUniqueId: string }) => item.studentUniqueId)).toEqual(["b"]);
  });

  test("bound the items of a collection, both inclusive; with an upper bound in order of change", () => {
    const h = harness();
    for (const id of ["a", "b", "c"]) h.create("students", studentBody(id));
    const version = (id: string): number => Number.parseInt(h.get(`students?studentUniqueId=${id}`).body[0]._etag, 10);
    const [b, c] = [version("b"), version("c")];
    h.create("students", { ...studentBody("a"), firstName: "New" });
    const names = (query: string) =>
      h.get(`students?${query}`).body.map((item: { studentUniqueId: string }) => item.studentUniqueId);
    expect(names(`minChangeVersion=${b}`)).toEqual(["a", "b", "c"]);
    expect(names(`minChangeVersion=${b}&maxChangeVersion=${c}`)).toEqual(["b", "c"]);
    expect(names("maxChangeVersion=99")).toEqual(["b", "c", "a"]);
    expect(names("maxChangeVersion=")).toEqual(["a", "b", "c"]);
    expect(h.get("students?maxChangeVersion=99&totalCount=true").headers["Total-Count"]).toBe("3");
  });

  test("a walk by token below an upper bound: its first page has no token, unless walks may begin there", () => {
    const path = "students?minChangeVersion=0&maxChangeVersion=999";
    const plain = harness();
    plain.create("students", studentBody());
    expect(plain.get(path).headers).not.toHaveProperty("Next-Page-Token");
    const h = harness({ continuesByVersion: true, maximumPageSize: 2 });
    const all = Array.from({ length: 15 }, (_, index) => `s${index}`);
    for (const id of all) h.create("students", studentBody(id));
    h.create("students", { ...studentBody("s0"), firstName: "New" });
    const follow = (start: string | undefined): string[] => {
      const found: string[] = [];
      for (let token = start; token !== undefined; ) {
        const { body, headers } = h.get(`${path}&pageToken=${token}&pageSize=2`);
        found.push(...body.map((item: { studentUniqueId: string }) => item.studentUniqueId));
        token = headers["Next-Page-Token"];
      }
      return found;
    };
    const first = h.get(path);
    expect(first.body.map((item: { studentUniqueId: string }) => item.studentUniqueId)).toEqual(["s1", "s2"]);
    expect(follow(first.headers["Next-Page-Token"])).toEqual([...all.slice(3), "s0"]);
    const tokens: string[] = h.get(path.replace("?", "/partitions?")).body.pageTokens;
    expect(tokens).toHaveLength(2);
    expect(tokens.flatMap(follow)).toEqual([...all.slice(1), "s0"]);
  });

  test("other paths are 404, other methods 405", () => {
    expect(harness().changes("/other").status).toBe(404);
  });
});

describe("/deletes", () => {
  test("tells id, version and key values", () => {
    const h = harness();
    const id = addSchool(h);
    h.call("DELETE", `/ed-fi/schools/${id}`);
    const version = newest(h);
    const reply = h.get(`schools/deletes?minChangeVersion=${version}&maxChangeVersion=${version}&totalCount=true`);
    expect(reply.headers["Total-Count"]).toBe("1");
    expect(reply.body).toEqual([{ id, changeVersion: version, keyValues: { schoolId: SCHOOL } }]);
  });

  test("leaves out what exists again", () => {
    const h = harness();
    const id = h.create("students", studentBody());
    h.call("DELETE", `/ed-fi/students/${id}`);
    h.create("students", studentBody());
    expect(h.get("students/deletes?totalCount=true")).toMatchObject({ body: [], headers: { "Total-Count": "0" } });
  });

  test("names descriptors by namespace and code value", () => {
    const h = harness();
    const id = addDescriptor(h, "Sex", "Female");
    h.call("DELETE", `/ed-fi/sexDescriptors/${id}`);
    expect(h.get("sexDescriptors/deletes").body[0].keyValues).toEqual({
      namespace: "uri://ed-fi.org/SexDescriptor",
      codeValue: "Female",
    });
  });

  test("pages by limit and offset", () => {
    const h = harness();
    const ids = ["a", "b", "c"].map((id) => h.create("students", studentBody(id)));
    for (const id of ids) h.call("DELETE", `/ed-fi/students/${id}`);
    expect(h.get("students/deletes?limit=1&offset=1").body[0].id).toBe(ids[1]);
  });
});

describe("/keyChanges", () => {
  test("several changes of one item are one row with the first and the last key", () => {
    const h = harness();
    addSchool(h);
    const body = (classPeriodName: string) => ({ classPeriodName, schoolReference: { schoolId: SCHOOL } });
    const id = h.create("classPeriods", body("first"));
    const start = newest(h);
    for (const name of ["second", "third"]) h.call("PUT", `/ed-fi/classPeriods/${id}`, { id, ...body(name) });
    expect(h.get(`classPeriods/keyChanges?minChangeVersion=${start}`).body).toEqual([
      {
        id,
        changeVersion: Number.parseInt(h.get(`classPeriods/${id}`).body._etag, 10),
        oldKeyValues: { classPeriodName: "first", schoolId: SCHOOL },
        newKeyValues: { classPeriodName: "third", schoolId: SCHOOL },
      },
    ]);
  });

  test("key values of a section are flat", () => {
    const h = harness();
    const { section } = addSection(h);
    const item = h.get(`sections/${section}`).body;
    h.call("PUT", `/ed-fi/sections/${section}`, { ...item, sectionIdentifier: "A2" });
    expect(h.get("sections/keyChanges").body[0].newKeyValues).toEqual({
      sectionIdentifier: "A2",
      localCourseCode: "ALG-1",
      schoolId: SCHOOL,
      schoolYear: 2026,
      sessionName: "Fall",
    });
  });

  test("is empty for descriptors and for fixed keys", () => {
    const h = harness();
    expect(h.get("sexDescriptors/keyChanges?totalCount=true&limit=1&offset=0")).toMatchObject({
      status: 200,
      body: [],
    });
    expect(h.get("schools/keyChanges").body).toEqual([]);
  });
});

describe("parameters", () => {
  test.each([
    ["pageToken=abc", "pageToken"],
    ["pageSize=5", "pageSize"],
    ["schoolId=5", "schoolId"],
  ])("%s is refused", (query, name) => {
    const { status, body } = harness().get(`schools/deletes?${query}`);
    expect(status).toBe(400);
    expect(body).toMatchObject({
      type: "urn:ed-fi:api:bad-request",
      errors: [`The query field '${name}' is not valid for this Change Query endpoint.`],
    });
  });

  test("a name that is no field is refused as for the resource itself, the first of several", () => {
    expect(harness().get("schools/deletes?nope=1&pageSize=5&other=2").body).toMatchObject({
      type: "urn:ed-fi:api:bad-request",
      errors: ["The query field 'nope' is not valid for this resource."],
    });
  });

  test("a filter that does not fit its field is refused for that", () => {
    expect(harness().get("schools/keyChanges?schoolId=x").body.validationErrors).toEqual({
      "$.schoolId": ["The value 'x' is not valid for schoolId."],
    });
  });

  test("a bad bound is refused", () => {
    expect(harness().get("schools/deletes?minChangeVersion=abc").body.errors).toEqual([
      "MinChangeVersion must be a numeric value greater than or equal to 0.",
    ]);
  });

  test("needs the right to read changes", () => {
    const h = harness({ authorize: (_client, _resource, action) => ({ status: 403, headers: { action } }) });
    expect(h.get("schools/deletes").headers.action).toBe("ReadChanges");
  });
});
