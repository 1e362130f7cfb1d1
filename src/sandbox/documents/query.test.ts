import { describe, expect, test } from "vitest";
import { addDescriptor, addSection, descriptor, enrolmentBody, SCHOOL, studentBody } from "./testing/district.ts";
import { harness, type Reply } from "./testing/harness.ts";

const h = harness();
const { school, section } = addSection(h);
for (const id of ["a", "b", "c", "d", "e"]) {
  h.create("students", {
    ...studentBody(id),
    firstName: id < "c" ? "Ann" : "Bob",
    birthDate: `2010-01-0${id < "d" ? 1 : 2}`,
  });
  h.create("studentSectionAssociations", enrolmentBody(id));
}

function ids(reply: Reply): string[] {
  expect(reply.status).toBe(200);
  return reply.body.map((item: { studentUniqueId: string }) => item.studentUniqueId);
}

function parameterErrors(path: string): string[] {
  const { status, body, headers } = h.get(path);
  expect(status).toBe(400);
  expect(headers["Content-Type"]).toBe("application/json; charset=utf-8");
  expect(body).toMatchObject({
    type: "urn:ed-fi:api:bad-request:parameter-validation-failed",
    detail: "Parameters supplied to the request were invalid.",
  });
  return body.errors;
}

describe("collection GET", () => {
  test("gives all items in order of insertion, with the shape of a single item", () => {
    const reply = h.get("students");
    expect(ids(reply)).toEqual(["a", "b", "c", "d", "e"]);
    expect(reply.headers["Content-Type"]).toBe("application/json; charset=utf-8");
    expect(reply.headers).not.toHaveProperty("Total-Count");
    expect(reply.body[0]).toEqual(h.get(`students/${reply.body[0].id}`).body);
  });

  test.each([
    ["offset=3&limit=5", ["d", "e"], undefined],
    ["offset=6&limit=5", [], undefined],
    ["oFFset=4", ["e"], undefined],
    ["limit=2&tOtAlCoUnT=trUE", ["a", "b"], "5"],
    ["limit=0&totalCount=true", [], "5"],
    ["limit=1&limit=2", ["a", "b"], undefined],
    ["totalCount=true&firstName=Bob", ["c", "d", "e"], "3"],
    ["FIRSTNAME=Bob&birthdate=2010-01-02", ["d", "e"], undefined],
    ["firstName=bob", [], undefined],
    ["birthDate=2010-01-02T17:30:00.000000Z", ["d", "e"], undefined],
    ["studentUniqueId=c", ["c"], undefined],
    ["studentUniqueId=c&firstName=Ann", [], undefined],
    ["studentUniqueId=zz", [], undefined],
  ])("?%s", (query, expected, total) => {
    const reply = h.get(`students?${query}`);
    expect(ids(reply)).toEqual(expected);
    expect(reply.headers["Total-Count"]).toBe(total);
  });

  test("filters by fields of references, numbers and the id", () => {
    expect(h.get(`studentSectionAssociations?schoolId=${SCHOOL}&studentUniqueId=b`).body).toHaveLength(1);
    expect(h.get("studentSectionAssociations?schoolId=1&studentUniqueId=b").body).toHaveLength(0);
    expect(h.get("studentSectionAssociations?sectionIdentifier=ALG-1-01&schoolYear=2026").body).toHaveLength(5);
    expect(h.get(`sections?id=${section}`).body).toHaveLength(1);
    expect(h.get(`sections?id=${school}`).body).toHaveLength(0);
    expect(h.get("schoolYearTypes?schoolYear=2026&currentSchoolYear=True").body).toHaveLength(1);
  });

  test("filters descriptors by their parts and resources by descriptor values", () => {
    addDescriptor(h, "Sex", "Female");
    const sexDescriptor = descriptor("Sex", "Female");
    h.create("staffs", { staffUniqueId: "1", firstName: "A", lastSurname: "B", sexDescriptor });
    expect(h.get("sexDescriptors?codeValue=Female").body).toHaveLength(1);
    expect(h.get("sexDescriptors?namespace=uri://ed-fi.org/SexDescriptor&codeValue=Female").body).toHaveLength(1);
    expect(h.get(`staffs?sexDescriptor=${encodeURIComponent(sexDescriptor)}`).body).toHaveLength(1);
  });

  test("indexes follow creates, updates and deletes", () => {
    const own = harness();
    const find = (name: string) => own.get(`students?firstName=${name}`).body.length;
    expect(find("Zoe")).toBe(0);
    const id = own.create("students", { ...studentBody("z"), firstName: "Zoe" });
    expect(find("Zoe")).toBe(1);
    own.call("PUT", `/ed-fi/students/${id}`, { id, ...studentBody("z"), firstName: "Zed" });
    expect([find("Zoe"), find("Zed")]).toEqual([0, 1]);
    own.call("DELETE", `/ed-fi/students/${id}`);
    expect(find("Zed")).toBe(0);
  });

  test.each([
    ["students?birthDate=word", "$.birthDate", "The value 'word' is not valid for birthDate."],
    ["students?birthDate=099-99-09", "$.birthDate", "The value '099-99-09' is not valid for birthDate."],
    ["schoolYearTypes?schoolYear=x", "$.schoolYear", "The value 'x' is not valid for schoolYear."],
    ["students?firstName=a%00", "$.firstName", "The value 'a\0' is not valid for firstName."],
    ["schoolYearTypes?currentSchoolYear=1", "$.currentSchoolYear", "The value '1' is not valid for currentSchoolYear."],
  ])("%s is refused", (path, field, text) => {
    const { status, body } = h.get(path);
    expect(status).toBe(400);
    expect(body.type).toBe("urn:ed-fi:api:bad-request:data-validation-failed");
    expect(body.validationErrors).toEqual({ [field]: [text] });
  });

  test("an id that is none finds nothing", () => {
    expect(h.get("students?id=abc")).toMatchObject({ status: 200, body: [] });
  });

  test("an unknown field is refused", () => {
    const { status, body } = h.get("students?shoeSize=1");
    expect(status).toBe(400);
    expect(body).toMatchObject({
      type: "urn:ed-fi:api:bad-request",
      errors: ["The query field 'shoeSize' is not valid for this resource."],
    });
  });

  test.each([
    ["limit=501", ["Limit must be omitted or set to a numeric value between 0 and 500."]],
    ["limit=-1", ["Limit must be omitted or set to a numeric value between 0 and 500."]],
    [
      "limit=x&offset=-1&totalCount=2",
      [
        "Offset must be a numeric value greater than or equal to 0.",
        "Limit must be omitted or set to a numeric value between 0 and 500.",
        "TotalCount must be a boolean value.",
      ],
    ],
    ["minChangeVersion=abc", ["MinChangeVersion must be a numeric value greater than or equal to 0."]],
    ["maxChangeVersion=9223372036854775808", ["MaxChangeVersion must be a numeric value greater than or equal to 0."]],
    ["maxChangeVersion=-1", ["MaxChangeVersion must be a numeric value greater than or equal to 0."]],
    ["minChangeVersion=5&maxChangeVersion=4", ["MinChangeVersion must be less than or equal to MaxChangeVersion."]],
    ["pageSize=5", ["PageToken is required when pageSize is specified."]],
    ["pageSize=5&limit=10", ["PageToken is required when pageSize is specified."]],
    ["pageSize=5&offset=1", ["Use limit instead of pageSize when using limit/offset paging."]],
    ["pageToken=!!!", ["The page token provided was invalid."]],
    ["pageToken=!!!&offset=1", ["The page token provided was invalid."]],
  ])("?%s is refused", (query, errors) => {
    expect(parameterErrors(`students?${query}`)).toEqual(errors);
  });
});

describe("cursor paging", () => {
  function walk(path: string, size: number): string[] {
    const found: string[] = [];
    let token = h.get(`${path}&limit=0`).headers["Next-Page-Token"];
    expect(token).toBeUndefined();
    let reply = h.get(`${path}&limit=${size}`);
    for (;;) {
      found.push(...ids(reply));
      token = reply.headers["Next-Page-Token"];
      if (token === undefined) break;
      reply = h.get(`${path}&pageToken=${encodeURIComponent(token)}&pageSize=${size}`);
    }
    expect(reply.body).toEqual([]);
    return found;
  }

  test.each([1, 2, 5, 500])("a walk with pages of %i gives every item once and ends with an empty page", (size) => {
    expect(walk("students?", size)).toEqual(["a", "b", "c", "d", "e"]);
    expect(walk("students?firstName=Bob", size)).toEqual(["c", "d", "e"]);
  });

  test.each([
    [
      "&offset=-1",
      "Both offset and pageToken parameters were provided, but they support alternative paging approaches and cannot be used together.",
    ],
    ["&limit=x", "Use pageSize instead of limit when using cursor paging with pageToken."],
    ["&totalCount=true", "The totalCount parameter cannot be set to true when using cursor paging with pageToken."],
    ["&totalCount=5", "TotalCount must be a boolean value."],
    ["&pageSize=501", "PageSize must be a value between 0 and 500."],
  ])("a token with %s is refused", (query, text) => {
    const token = h.get("students?limit=1").headers["Next-Page-Token"];
    expect(parameterErrors(`students?pageToken=${token}${query}`)).toEqual([text]);
  });

  test("a page of size 0 succeeds and leads nowhere", () => {
    const token = h.get("students?limit=1").headers["Next-Page-Token"];
    const reply = h.get(`students?pageToken=${token}&pageSize=0`);
    expect(reply.body).toEqual([]);
    expect(reply.headers).not.toHaveProperty("Next-Page-Token");
  });
});

describe("partitions", () => {
  test("cover a collection; each is walked to its end only", () => {
    const own = harness({ maximumPageSize: 2 });
    const all = Array.from({ length: 25 }, (_, index) => `s${index}`);
    for (const id of all) own.create("students", studentBody(id));
    const tokens: string[] = own.get("students/partitions?number=3").body.pageTokens;
    expect(tokens).toHaveLength(3);
    const ends = tokens.map((token) => Buffer.from(token, "base64url").toString().split(",")[1]);
    expect(ends).toEqual(["10", "20", "9223372036854775807"]);
    const found: string[] = [];
    for (let next of tokens as (string | undefined)[]) {
      while (next !== undefined) {
        const reply: Reply = own.get(`students?pageToken=${next}&pageSize=2`);
        found.push(...ids(reply));
        next = reply.headers["Next-Page-Token"];
      }
    }
    expect(found).toEqual(all);
    expect(own.get("students/partitions?number=200").body.pageTokens).toHaveLength(3);
    expect(own.get("students/partitions?studentUniqueId=none").body.pageTokens).toEqual([]);
  });

  test.each(["", "abc", "0", "201"])("number=%s is refused", (number) => {
    expect(parameterErrors(`students/partitions?number=${number}`)).toEqual([
      "Number of partitions must be between 1 and 200.",
    ]);
  });

  test("of several faults a filter is told first, then the number, then paging", () => {
    const query = "students/partitions?limit=5&number=0";
    expect(h.get(`${query}&nope=1`).body.errors).toEqual(["The query field 'nope' is not valid for this resource."]);
    expect(parameterErrors(query)).toEqual(["Number of partitions must be between 1 and 200."]);
  });

  test("paging parameters are refused in one order", () => {
    const query = "totalCount=true&offset=5&limit=5&pageSize=5&pageToken=abc";
    expect(parameterErrors(`students/partitions?${query}`)).toEqual(
      ["pageToken", "pageSize", "limit", "offset", "totalCount"].map(
        (name) => `The '${name}' parameter is not supported by the partitions endpoint.`,
      ),
    );
  });
});

describe("GET of one item", () => {
  test("304 when the etag is known", () => {
    const { body, headers } = h.get(`sections/${section}`);
    expect(headers).toMatchObject({ ETag: `"${body._etag}"`, Vary: "Accept" });
    for (const tag of [`"${body._etag}"`, body._etag, "*"]) {
      const reply = h.get(`sections/${section}`, { "if-none-match": tag });
      expect(reply).toMatchObject({ status: 304, headers: { "Content-Type": "text/plain" }, body: undefined });
      expect(reply.headers.ETag).toBe(headers.ETag);
    }
    expect(h.get(`sections/${section}`, { "if-none-match": "0000" }).status).toBe(200);
  });

  test("an id of another resource is 404", () => {
    expect(h.get(`students/${section}`)).toMatchObject({ status: 404, body: undefined });
  });
});

test("counts rows by endpoint", () => {
  expect(h.api.counts()).toMatchObject({ students: 5, studentSectionAssociations: 5, sections: 1 });
});
