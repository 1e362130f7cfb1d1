import { describe, expect, test } from "vitest";
import { loadDataStandard } from "./data-standard.ts";
import { queryFields } from "./query-fields.ts";
import { needsReferenceData, readReferenceJson, referenceDataMissing } from "./testing/reference-data.ts";
import type { ResourceModel } from "./types.ts";

const model = loadDataStandard();

function fieldsOf(name: string): ReturnType<typeof queryFields> {
  return queryFields(model.byName.get(name) as ResourceModel);
}

describe("queryFields", () => {
  test("always has id", () => {
    expect(fieldsOf("Student").get("id")).toMatchObject({ name: "id", path: "$.id", type: "string" });
  });

  test("finds names in lower case and keeps their spelling", () => {
    expect(fieldsOf("Student").get("studentuniqueid")).toMatchObject({ name: "studentUniqueId", identity: true });
    expect(fieldsOf("Student").has("studentUniqueId")).toBe(false);
  });

  test("prefixes the role, also one that the reference's name swallows", () => {
    const enrolment = fieldsOf("StudentSchoolAssociation");
    expect(enrolment.get("nextyearschoolid")?.path).toBe("$.nextYearSchoolReference.schoolId");
    expect(enrolment.get("classofschoolyear")?.path).toBe("$.classOfSchoolYearTypeReference.schoolYear");
    expect(fieldsOf("Section").get("locationclassroomidentificationcode")?.type).toBe("string");
    const program = fieldsOf("StudentProgramAssociation");
    expect(program.get("programeducationorganizationid")?.path).toBe("$.programReference.educationOrganizationId");
    expect(program.get("educationorganizationid")?.path).toBe(
      "$.educationOrganizationReference.educationOrganizationId",
    );
    expect(program.has("programprogramname")).toBe(false);
  });

  test("gives unified values one name and prefers a required place", () => {
    const field = fieldsOf("StudentSchoolAssociation").get("schoolid");
    expect(field?.path).toBe("$.schoolReference.schoolId");
    expect(field?.paths).toContain("$.calendarReference.schoolId");
  });

  test("leaves out collections and inline objects", () => {
    const names = [...fieldsOf("LearningStandard").keys()];
    expect(names).not.toContain("gradeleveldescriptor");
    expect(names).not.toContain("title");
  });

  test("names the second of two unrelated references after itself", () => {
    const key = [{ name: "schoolId", type: "integer" as const, targetPaths: ["$.schoolId"] }];
    const reference = { kind: "reference" as const, required: true, target: "X", keys: key };
    const fields = queryFields({
      ...(model.byName.get("School") as ResourceModel),
      properties: [
        { ...reference, name: "aReference", identity: false },
        { ...reference, name: "bReference", identity: true },
      ],
      equalities: [],
    });
    expect(fields.get("schoolid")?.path).toBe("$.bReference.schoolId");
    expect(fields.get("aschoolid")?.path).toBe("$.aReference.schoolId");
  });

  test("serves descriptors", () => {
    expect([...fieldsOf("GradeLevelDescriptor").keys()]).toEqual(
      expect.arrayContaining(["codevalue", "namespace", "shortdescription", "effectivebegindate"]),
    );
  });
});

describe.skipIf(referenceDataMissing)(`queryFields against the catalogue (${needsReferenceData})`, () => {
  test("agrees for every resource", () => {
    const catalog = readReferenceJson("resource-catalog-ds52.json") as {
      resources: { resource: string; queryFieldsComputed: Record<string, string[]> }[];
    };
    for (const { resource, queryFieldsComputed } of catalog.resources) {
      const fields = [...fieldsOf(resource).values()].filter((field) => field.name !== "id");
      const mine = Object.fromEntries(fields.map((field) => [field.name, field.paths.toSorted()]));
      const theirs = Object.fromEntries(
        Object.entries(queryFieldsComputed).map(([name, paths]) => [name, paths.toSorted()]),
      );
      expect(mine, resource).toEqual(theirs);
    }
  });
});
