import { describe, expect, test } from "vitest";
import { loadDataStandard } from "../model/data-standard.ts";
import { needsReferenceData, readReferenceJson, referenceDataMissing } from "../model/testing/reference-data.ts";
import { descriptorsSpec, resourcesSpec } from "./openapi.ts";

interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly format?: string;
  readonly items?: Schema;
  readonly required?: string[];
  readonly properties?: Record<string, Schema>;
  readonly [key: string]: unknown;
}

interface Operation {
  readonly operationId: string;
  readonly tags: string[];
  readonly parameters?: Schema[];
  readonly [key: string]: unknown;
}

interface Spec {
  readonly info: { readonly contact?: unknown };
  readonly paths: Record<string, Record<string, Operation>>;
  readonly components: {
    readonly schemas: Record<string, Schema>;
    readonly parameters: Record<string, Schema>;
    readonly responses: Record<string, Schema>;
  };
}

const options = { dataUrl: "http://127.0.0.1:1/data", tokenUrl: "http://127.0.0.1:1/oauth/token", version: "8.0.0" };
const model = loadDataStandard();
const resources = resourcesSpec(model, options) as unknown as Spec;
const descriptors = descriptorsSpec(model, options) as unknown as Spec;

function references(value: unknown, found = new Set<string>()): Set<string> {
  if (typeof value !== "object" || value === null) return found;
  for (const [key, inner] of Object.entries(value)) {
    if (key === "$ref") found.add(inner as string);
    else references(inner, found);
  }
  return found;
}

describe("resourcesSpec", () => {
  test("has five paths for each of 138 resources, without the data prefix", () => {
    expect(Object.keys(resources.paths)).toHaveLength(138 * 5);
    expect(Object.keys(resources.paths)).toEqual(
      expect.arrayContaining([
        "/ed-fi/students",
        "/ed-fi/students/{id}",
        "/ed-fi/students/partitions",
        "/ed-fi/students/deletes",
      ]),
    );
  });

  test("names operations, each once", () => {
    const path = resources.paths["/ed-fi/localEducationAgencies"];
    expect([path?.get?.operationId, path?.post?.operationId]).toEqual([
      "getLocalEducationAgencies",
      "postLocalEducationAgency",
    ]);
    expect(resources.paths["/ed-fi/people/{id}"]?.delete?.operationId).toBe("deletePeopleById");
    expect(resources.paths["/ed-fi/schoolYearTypes"]?.get?.operationId).toBe("getSchoolYears");
    expect(descriptors.paths["/ed-fi/ideaPartDescriptors"]?.get?.operationId).toBe("getIDEAParts");
    const ids = Object.values(resources.paths).flatMap((item) =>
      Object.values(item).flatMap((each) => each.operationId ?? []),
    );
    expect(ids).toHaveLength(138 * 8);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test("defines everything it refers to", () => {
    for (const document of [resources, descriptors]) {
      for (const reference of references(document)) {
        const [, , kind = "", name = ""] = reference.split("/");
        expect((document.components as unknown as Record<string, object>)[kind], reference).toHaveProperty([name]);
      }
    }
  });

  test("marks identity, nullability, limits and changeable keys", () => {
    const schema = resources.components.schemas.EdFi_StudentSchoolAssociation;
    expect(schema?.required).toEqual(["entryDate", "entryGradeLevelDescriptor", "schoolReference", "studentReference"]);
    expect(schema?.properties?.schoolReference).toEqual({
      $ref: "#/components/schemas/EdFi_School_Reference",
      "x-Ed-Fi-isIdentity": true,
    });
    expect(schema?.properties?.nextYearSchoolReference).toMatchObject({ "x-nullable": true });
    expect(resources.paths["/ed-fi/studentSchoolAssociations/{id}"]?.put).toMatchObject({
      "x-Ed-Fi-isUpdatable": true,
    });
    expect(resources.paths["/ed-fi/students/{id}"]?.put).not.toHaveProperty("x-Ed-Fi-isUpdatable");
    expect(resources.components.parameters.limit).toMatchObject({ schema: { maximum: 500, default: 500 } });
  });

  test("offers the query fields of the resource as parameters", () => {
    const parameters = resources.paths["/ed-fi/studentSchoolAssociations"]?.get?.parameters;
    const names = parameters?.map((parameter) => parameter.name ?? parameter.$ref?.split("/").at(-1));
    expect(names).toEqual(
      expect.arrayContaining(["offset", "pageToken", "id", "schoolId", "nextYearSchoolId", "entryDate"]),
    );
  });

  test("writes acronyms in schema names as words, and in operations as they are", () => {
    const { schemas } = resources.components;
    expect(schemas).toHaveProperty(["EdFi_StudentCteProgramAssociation"]);
    expect(schemas).toHaveProperty(["EdFi_StudentCteProgramAssociation_CteProgramService"]);
    expect(schemas).toHaveProperty(["EdFi_Intervention_EducationContentSource_LearningResourceMetadataUri"]);
    expect(schemas).toHaveProperty(["EdFi_StudentTitleIPartAProgramAssociation"]);
    expect(descriptors.components.schemas).toHaveProperty(["EdFi_IdeaPartDescriptor"]);
    expect(Object.keys(schemas).filter((name) => name.includes("CTE"))).toEqual([]);
    expect(resources.paths["/ed-fi/studentCTEProgramAssociations"]?.post).toMatchObject({
      operationId: "postStudentCTEProgramAssociation",
    });
  });

  test("names the domains of a resource on all its paths, and none of a descriptor", () => {
    for (const ending of ["", "/{id}", "/deletes", "/keyChanges", "/partitions"]) {
      const key = "x-Ed-Fi-domains";
      expect(resources.paths[`/ed-fi/accountabilityRatings${ending}`]?.[key]).toEqual([
        "EducationOrganization",
        "Enrollment",
      ]);
      expect(descriptors.paths[`/ed-fi/termDescriptors${ending}`]?.[key]).toEqual([]);
    }
    const named = Object.values(resources.paths).filter(
      (item) => (item["x-Ed-Fi-domains"] as unknown as []).length > 0,
    );
    expect(named).toHaveLength(5 * 134);
  });

  test("offers the natural key first, with limits, and marks what is part of any key", () => {
    const fields = (path: string) =>
      (resources.paths[path]?.get?.parameters ?? []).filter((parameter) => parameter.name !== undefined);
    expect(fields("/ed-fi/academicWeeks/partitions")).toEqual([
      { name: "id", in: "query", schema: { type: "string" } },
      { name: "schoolId", in: "query", "x-Ed-Fi-isIdentity": true, schema: { type: "integer", format: "int64" } },
      {
        name: "weekIdentifier",
        in: "query",
        "x-Ed-Fi-isIdentity": true,
        schema: { type: "string", minLength: 5, maxLength: 80 },
      },
      { name: "beginDate", in: "query", schema: { type: "string", format: "date" } },
      { name: "endDate", in: "query", schema: { type: "string", format: "date" } },
      { name: "totalInstructionalDays", in: "query", schema: { type: "integer", format: "int32" } },
    ]);
    const enrolment = fields("/ed-fi/studentSchoolAssociations");
    expect(enrolment.find(({ name }) => name === "nextYearSchoolId")).toHaveProperty(["x-Ed-Fi-isIdentity"], true);
    expect(enrolment.find(({ name }) => name === "classOfSchoolYear")).not.toHaveProperty(["x-Ed-Fi-isIdentity"]);
    expect(fields("/ed-fi/bellSchedules").find(({ name }) => name === "startTime")?.schema).toEqual({ type: "string" });
    expect(fields("/ed-fi/grades").map(({ name }) => name)).toContain("gradingPeriodSchoolYear");
    expect(fields("/ed-fi/localAccounts").map(({ name }) => name)).toContain("chartOfAccountIdentifier");
  });

  test("describes page tokens, abstract resources and the school year as DMS does", () => {
    const { schemas } = resources.components;
    expect(resources.paths["/ed-fi/students/partitions"]?.get?.responses).toMatchObject({
      "200": { content: { "application/json": { schema: { $ref: "#/components/schemas/partitionTokens" } } } },
    });
    expect(schemas.partitionTokens).toMatchObject({ required: ["pageTokens"] });
    expect(schemas.EdFi_EducationOrganization?.required?.toSorted()).toEqual([
      "categories",
      "educationOrganizationId",
      "nameOfInstitution",
    ]);
    expect(Object.keys(schemas.EdFi_GeneralStudentProgramAssociation?.properties ?? {}).toSorted()).toEqual([
      "beginDate",
      "educationOrganizationReference",
      "endDate",
      "id",
      "programParticipationStatuses",
      "programReference",
      "reasonExitedDescriptor",
      "servedOutsideOfRegularSession",
      "studentReference",
    ]);
    expect(Object.keys(schemas.EdFi_SchoolYear?.properties ?? {})).toEqual(["schoolYear"]);
    expect(resources.components.parameters).toMatchObject({
      fields: { name: "fields" },
      queryExpression: { name: "q" },
    });
  });

  test("marks deprecated properties, and as nullable what is optional by itself", () => {
    const { schemas } = resources.components;
    expect(schemas.EdFi_Staff?.properties?.hispanicLatinoEthnicity).toMatchObject({ "x-Ed-Fi-isDeprecated": true });
    expect(schemas.EdFi_Course?.properties?.maximumAvailableCredits).not.toHaveProperty(["x-nullable"]);
    expect(schemas.EdFi_Course?.properties?.maxCompletionsForCredit).toMatchObject({ "x-nullable": true });
    expect(schemas.EdFi_AssessmentItem?.properties?.expectedTimeAssessed).toEqual({
      type: "string",
      maxLength: 30,
      "x-nullable": true,
    });
  });

  test("has three schemas of tracked changes for each resource and descriptor", () => {
    for (const [document, count] of [
      [resources, 138],
      [descriptors, 211],
    ] as const) {
      const names = Object.keys(document.components.schemas).filter((name) => name.includes("_TrackedChange"));
      expect(names).toHaveLength(3 * count);
    }
    expect(resources.components.schemas.EdFi_StudentSchoolAssociation_TrackedChangeKey).toEqual({
      type: "object",
      required: ["entryDate", "schoolId", "studentUniqueId"],
      properties: {
        entryDate: { type: "string", format: "date" },
        schoolId: { type: "integer", format: "int64" },
        studentUniqueId: { type: "string", maxLength: 32 },
      },
    });
    expect(resources.paths["/ed-fi/sections/keyChanges"]?.get).toMatchObject({ operationId: "keyChangesSections" });
  });

  test("lists 405 for writes and 501 for partitions", () => {
    const responsesOf = (path: string, method: string) =>
      Object.keys(resources.paths[path]?.[method]?.responses as object);
    expect(responsesOf("/ed-fi/students", "post")).toContain("405");
    expect(responsesOf("/ed-fi/students/{id}", "put")).toContain("405");
    expect(responsesOf("/ed-fi/students/{id}", "delete")).toContain("405");
    expect(responsesOf("/ed-fi/students/partitions", "get")).toContain("501");
    expect(responsesOf("/ed-fi/students", "get")).not.toContain("405");
  });

  test("describes descriptors with their limits", () => {
    expect(Object.keys(descriptors.paths)).toHaveLength(211 * 5);
    expect(descriptors.components.schemas.EdFi_GradeLevelDescriptor?.properties?.codeValue).toMatchObject({
      maxLength: 50,
      minLength: 1,
    });
  });
});

describe.skipIf(referenceDataMissing)(`both documents against those of a running DMS (${needsReferenceData})`, () => {
  const cases = [
    ["resources", resources, "openapi-dms8-resources-ds52.json.gz", 690],
    ["descriptors", descriptors, "openapi-dms8-descriptors-ds52.json.gz", 1055],
  ] as const;

  test.each(cases)("%s: the same paths, operations, parameters and responses", (_name, mine, file, count) => {
    const served = readReferenceJson(file) as Spec;
    expect(Object.keys(served.paths)).toHaveLength(count);
    expect(Object.keys(mine.paths).toSorted()).toEqual(Object.keys(served.paths).toSorted());
    for (const path of Object.keys(served.paths)) {
      expect(comparable(mine.paths[path]), path).toEqual(comparable(served.paths[path]));
    }
  });

  test.each(cases)("%s: the same schemas, shared parameters and responses", (_name, mine, file) => {
    const served = readReferenceJson(file) as Spec;
    expect(Object.keys(mine.components.schemas).toSorted()).toEqual(Object.keys(served.components.schemas).toSorted());
    for (const name of Object.keys(served.components.schemas)) {
      expect(comparable(mine.components.schemas[name]), name).toEqual(comparable(served.components.schemas[name]));
    }
    expect(comparable(mine.components.parameters)).toEqual(comparable(served.components.parameters));
    expect(comparable(mine.components.responses)).toEqual(comparable(served.components.responses));
  });

  test.each(cases)("%s: the same frame, but for texts and addresses", (_name, mine, file) => {
    const { paths: _paths, components: _components, ...frame } = readReferenceJson(file) as Spec;
    const { paths: _minePaths, components: _mineComponents, ...mineFrame } = mine;
    const { contact: _contact, ...info } = frame.info;
    const local = [{ url: options.dataUrl }];
    expect(comparable(mineFrame)).toEqual(comparable({ ...frame, info, servers: local }));
  });
});

const TEXTS = ["description", "summary", "x-Ed-Fi-deprecatedReasons"];

/** Without texts, and with lists that have no order sorted. Names of properties are no texts. */
function comparable(value: unknown, key = ""): unknown {
  if (Array.isArray(value)) {
    const items = value.map((each) => comparable(each));
    return key === "parameters" || key === "required" ? items.toSorted(byText) : items;
  }
  if (typeof value !== "object" || value === null) return value;
  const named = key === "properties";
  const entries = Object.entries(value).filter(
    ([name, inner]) => named || typeof inner !== "string" || !TEXTS.includes(name),
  );
  return Object.fromEntries(entries.map(([name, inner]) => [name, comparable(inner, name)]));
}

/** Parameters have a name or are references; everything else here is a text. */
function byText(a: unknown, b: unknown): number {
  const [left, right] = [a, b].map((each) => (each as Schema).name ?? (each as Schema).$ref ?? each) as string[];
  return (left ?? "") < (right ?? "") ? -1 : 1;
}
