import { describe, expect, test } from "vitest";
import { descriptor, SCHOOL, schoolBody } from "./testing/district.ts";
import { harness } from "./testing/harness.ts";

/** Repeated items are found before anything is looked up: an empty store will do. */
function problems(endpoint: string, body: unknown): unknown {
  const reply = harness().post(endpoint, body);
  expect(reply.body.type).toBe("urn:ed-fi:api:bad-request:data-validation-failed");
  return reply.body.validationErrors;
}

describe("list items", () => {
  test("must differ in their identifying values; letter case of descriptors does not count", () => {
    const grade = (code: string) => ({ gradeLevelDescriptor: descriptor("GradeLevel", code) });
    const gradeLevels = [grade("Sixth grade"), grade("Ninth grade"), grade("NINTH grade")];
    expect(problems("schools", { ...schoolBody(8), gradeLevels })).toEqual({
      "$.gradeLevels": [
        "The 3rd item of the gradeLevels has the same identifying values as another item earlier in the list.",
      ],
    });
  });

  test("letter case does not count in a descriptor's prefix either, and counts in other addresses", () => {
    const gradeLevels = ["Ninth grade", "Sixth grade"]
      .map((code) => descriptor("GradeLevel", code))
      .flatMap((value) => [value, value.toUpperCase()])
      .map((gradeLevelDescriptor) => ({ gradeLevelDescriptor }));
    expect(problems("schools", { ...schoolBody(8), gradeLevels })).toEqual({
      "$.gradeLevels": [
        "The 2nd item of the gradeLevels has the same identifying values as another item earlier in the list.",
      ],
    });
    const derivativeSourceURIs = ["uri://a.org/x", "uri://a.org/X"].map((uri) => ({ derivativeSourceURI: uri }));
    const content = { contentIdentifier: "1", namespace: "uri://a.org", shortDescription: "A", publisher: "B" };
    const learningResourceMetadataURI = "uri://a.org/m";
    const body = { ...content, learningResourceMetadataURI, derivativeSourceURIs };
    expect(harness().post("educationContents", body).status).toBe(201);
  });

  test("references in lists must differ", () => {
    const item = { classPeriodReference: { classPeriodName: "1", schoolId: SCHOOL } };
    expect(
      problems("bellSchedules", {
        bellScheduleName: "B",
        schoolReference: { schoolId: SCHOOL },
        classPeriods: [item, item],
      }),
    ).toEqual({
      "$.classPeriods": [
        "The 2nd item of the classPeriods has the same identifying values as another item earlier in the list.",
      ],
    });
  });
});

describe("several lists with repeated items", () => {
  const repeated = (position: string, list: string) =>
    `The ${position} item of the ${list} has the same identifying values as another item earlier in the list.`;

  test("each is told, also a list inside an item of another", () => {
    const immunization = (...days: string[]) => ({
      immunizationTypeDescriptor: descriptor("ImmunizationType", "MMR"),
      dates: days.map((immunizationDate) => ({ immunizationDate })),
    });
    const errors = problems("studentHealths", {
      asOfDate: "2025-09-01",
      educationOrganizationReference: { educationOrganizationId: SCHOOL },
      studentReference: { studentUniqueId: "1" },
      requiredImmunizations: [
        immunization("2020-01-01"),
        immunization("2021-01-01", "2022-01-01", "2021-01-01"),
        immunization("2023-01-01", "2023-01-01"),
      ],
    });
    expect(errors).toEqual({
      "$.requiredImmunizations": [repeated("2nd", "requiredImmunizations")],
      "$.requiredImmunizations[1].dates": [repeated("3rd", "dates")],
    });
  });

  test("a list of references is told alone", () => {
    const period = { classPeriodReference: { classPeriodName: "1", schoolId: SCHOOL } };
    const errors = problems("bellSchedules", {
      bellScheduleName: "B",
      schoolReference: { schoolId: SCHOOL },
      dates: [{ date: "2025-09-01" }, { date: "2025-09-01" }],
      classPeriods: [period, period],
    });
    expect(errors).toEqual({ "$.classPeriods": [repeated("2nd", "classPeriods")] });
  });
});
