import { describe, expect, test } from "vitest";
import { harness } from "./testing/harness.ts";

const { call } = harness();

function errorsOf(text: string): unknown {
  const { status, body } = call("POST", "/ed-fi/academicWeeks", text);
  expect(status).toBe(400);
  return body.validationErrors;
}

describe("request bodies", () => {
  test.each(["", "  \n", "null", "\ufeff"])("refuses an empty body (%j)", (text) => {
    const { status, body } = call("POST", "/ed-fi/students", text);
    expect(status).toBe(400);
    expect(body).toMatchObject({
      type: "urn:ed-fi:api:bad-request",
      errors: ["A non-empty request body is required."],
    });
  });

  test("tells why a text is not JSON", () => {
    const text = "'1' is invalid after a property name. Expected a ':'. LineNumber: 0 | BytePositionInLine: 5.";
    expect(errorsOf('{"a" 1}')).toEqual({ "$.": [text] });
  });

  test.each([
    ['{"a":1,"b":2,"a":3}', "$.a"],
    ['{"schoolReference":{"schoolId":1,"schoolId":1}}', "$.schoolReference.schoolId"],
    ['{"l":[{"r":{"x":1}},{"r":{"x":1,"x":2}}]}', "$.l[1].r.x"],
    ['{"a:\\"b":1,"a:\\"b":1}', '$.a:"b'],
    ['{"l":[[1,{"x":"}"}],[2,{"x":":","x":1}]]}', "$.l[1][1].x"],
  ])("finds the property that stands twice in %s", (text, path) => {
    expect(errorsOf(text)).toEqual({ [path]: ["An item with the same key has already been added."] });
  });

  test("skips a byte order mark, and puts a blank where the name of a property would be", () => {
    expect(errorsOf("\ufeff[]")).toEqual({ "$.": [' Value is "array" but should be "object"'] });
  });

  test("refuses nesting deeper than 64, however deep, without running out of stack", () => {
    for (const depth of [65, 200_000]) {
      const text = `{"a":${"[".repeat(depth)}${"]".repeat(depth)}}`;
      expect(errorsOf(text)).toEqual({ "$.": [expect.stringContaining("The maximum configured depth of 64")] });
    }
    expect(errorsOf(`{"a":${"[".repeat(63)}${"]".repeat(63)}}`)).toHaveProperty(["$.weekIdentifier"]);
  });

  test("colons and quotes inside strings are not properties", () => {
    const text = '{"studentUniqueId":"1","firstName":"a: \\\\\\" :","lastSurname":"::","birthDate":"2010-01-01"}';
    expect(call("POST", "/ed-fi/students", text).status).toBe(201);
  });

  test.each(["[]", "1", '"x"', "null"])("refuses %s: not an object", (text) => {
    expect(call("POST", "/ed-fi/students", text).status).toBe(400);
  });

  test.each(["id", "ID", "Id"])("POST refuses %s in the body", (name) => {
    const { status, body } = call("POST", "/ed-fi/students", { [name]: "x" });
    expect(status).toBe(400);
    expect(body).toMatchObject({
      detail: "The request data was constructed incorrectly.",
      errors: [
        "Resource identifiers cannot be assigned by the client. The 'id' property should not be included in the request body.",
      ],
    });
  });

  test.each([
    ["application/json", 400],
    ["application/json; charset=utf-8", 400],
    ["text/json", 400],
    ["application/vnd.ed-fi.student.x.writable+json", 400],
    ["text/plain", 415],
    ["application/xml", 415],
    ["application/jsonx", 415],
  ])("Content-Type %s -> %i", (type, expected) => {
    const { status, body, headers } = call("POST", "/ed-fi/students", {}, { "content-type": type });
    expect(status).toBe(expected);
    if (expected === 415) {
      expect(headers["Content-Type"]).toBe("application/problem+json");
      expect(body.errors).toEqual([body.detail]);
    }
  });
});
