import { describe, expect, test } from "vitest";
import { loadDataStandard } from "../sandbox/model/data-standard.ts";
import {
  needsReferenceData,
  readReferenceJson,
  referenceDataMissing,
} from "../sandbox/model/testing/reference-data.ts";
import { queryFields } from "./query-fields.ts";
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

  test("says shared words once, also when the prefix only ends with them", () => {
    expect(fieldsOf("LocalAccount").get("chartofaccountidentifier")?.path).toBe(
      "$.chartOfAccountReference.accountIdentifier",
    );
    expect(fieldsOf("LocalAccount").has("chartofaccountaccountidentifier")).toBe(false);
  });

  test("keeps values apart that references to the resource carry apart", () => {
    const grade = fieldsOf("Grade");
    expect(grade.get("gradingperiodschoolyear")?.paths).toEqual(["$.gradingPeriodReference.schoolYear"]);
    expect(grade.get("schoolyear")?.paths).toEqual(["$.studentSectionAssociationReference.schoolYear"]);
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

describe.skipIf(referenceDataMissing)(`queryFields against the schema of DMS (${needsReferenceData})`, () => {
  test("has the same names for every resource, each with the place that DMS reads", () => {
    const { projectSchema } = readReferenceJson("api-schema-ds52.json.gz") as {
      projectSchema: { resourceSchemas: Record<string, { queryFieldMapping: Record<string, { path: string }[]> }> };
    };
    const schemas = Object.entries(projectSchema.resourceSchemas).filter(([name]) => !name.endsWith("Descriptors"));
    expect(schemas).toHaveLength(138);
    for (const [endpoint, { queryFieldMapping }] of schemas) {
      const fields = [
        ...queryFields(model.byEndpoint.get(`ed-fi/${endpoint}`.toLowerCase()) as ResourceModel).values(),
      ];
      expect(fields.map((field) => field.name).toSorted(), endpoint).toEqual(Object.keys(queryFieldMapping).toSorted());
      for (const { name, paths } of fields) {
        expect(paths, `${endpoint} ${name}`).toEqual(
          expect.arrayContaining((queryFieldMapping[name] ?? []).map((place) => place.path)),
        );
      }
    }
  });
});
