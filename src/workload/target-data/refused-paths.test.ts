import { expect, it } from "vitest";
import { refusedPaths } from "./refused-paths.ts";

const BODY = {
  studentUniqueId: "1",
  firstName: "Ada",
  middleName: "B",
  personReference: { personId: "7", sourceSystemDescriptor: "x" },
  addresses: [{ city: "Bend", doNotPublish: true }, { city: "Port" }],
  phones: [{ city: "Bend" }],
};

const paths = (answer: unknown): string[] =>
  refusedPaths(BODY, typeof answer === "string" ? answer : JSON.stringify(answer)).map((path) => path.join("."));

it.each<[string, unknown, readonly string[]]>([
  [
    "problem details with a path",
    { validationErrors: { "$.middleName": ["middleName : All values fail against the false schema"] } },
    ["middleName"],
  ],
  [
    "several at once, one in a list",
    {
      validationErrors: {
        "$.middleName": ["The property middleName is not allowed."],
        "$.addresses[0].doNotPublish": ["Unknown property"],
      },
    },
    ["middleName", "addresses.doNotPublish"],
  ],
  [
    "a reference that is not supported",
    { validationErrors: { "$.personReference": ["The reference is not supported by this API."] } },
    ["personReference"],
  ],
  [
    "modelState of an ODS/API",
    {
      message: "The request is invalid.",
      modelState: { "request.middleName": ["Could not find member 'middleName' on object of type 'Student'."] },
    },
    ["middleName"],
  ],
  [
    "System.Text.Json",
    {
      errors: {
        "$.middleName": ["The JSON property 'middleName' could not be mapped to any .NET member in 'Student'."],
      },
    },
    ["middleName"],
  ],
  [
    "Meadowlark",
    { error: [{ message: "'middleName' property is not expected to be here", path: "{requestBody}" }] },
    ["middleName"],
  ],
  [
    "ajv",
    {
      errors: [
        {
          instancePath: "/addresses/1",
          message: "must NOT have additional properties",
          params: { additionalProperty: "doNotPublish" },
        },
      ],
    },
    ["addresses.doNotPublish"],
  ],
  ["pydantic", { detail: [{ loc: ["body", "middleName"], msg: "Extra inputs are not permitted" }] }, ["middleName"]],
  [
    "Jackson, which lists what it knows",
    'Unrecognized field "middleName" (class Student), not marked as ignorable (2 known properties: "firstName", "city")',
    ["middleName"],
  ],
])("reads %s", (_name, answer, expected) => {
  expect(paths(answer)).toEqual(expected);
});

it.each<[string, unknown]>([
  [
    "a reference that is not there",
    { validationErrors: { "$.personReference": ["The referenced Person item does not exist."] } },
  ],
  ["what is required", { validationErrors: { "$.lastName": ["lastName is required."] } }],
  ["a value", { validationErrors: { "$.firstName": ["The value of the property firstName is not allowed."] } }],
  ["a length", { validationErrors: { "$.firstName": ["firstName Value should be at most 2 characters"] } }],
  ["what the body does not have", { validationErrors: { "$.nickname": ["Unknown property nickname"] } }],
  ["a name that is at two places", { errors: ["Unknown property 'city'"] }],
  ["a hint alone", { errors: ["Unknown property, did you mean 'firstName'?"] }],
  ["a web page", "<html><body>Unknown property</body></html>"],
  ["nothing", ""],
])("reads no property out of %s", (_name, answer) => {
  expect(paths(answer)).toEqual([]);
});

it("knows no property that every object has", () => {
  expect(paths({ validationErrors: { "$.constructor": ["The property constructor is not allowed."] } })).toEqual([]);
});
