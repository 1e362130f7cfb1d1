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
  readonly paths: Record<string, Record<string, Operation>>;
  readonly components: { readonly schemas: Record<string, Schema>; readonly parameters: Record<string, Schema> };
}

const options = { dataUrl: "http://127.0.0.1:1/data", tokenUrl: "http://127.0.0.1:1/oauth/token" };
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
    const ids = Object.values(resources.paths).flatMap((item) => Object.values(item).map((each) => each.operationId));
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

describe.skipIf(referenceDataMissing)(`resourcesSpec against a served document (${needsReferenceData})`, () => {
  const served = referenceDataMissing ? undefined : (readReferenceJson("openapi-resources-ds52.json.gz") as Spec);
  const mine = resources;

  test("has the served core schemas with the same properties, required ones, types and limits", () => {
    const names = Object.keys(served?.components.schemas ?? {}).filter(isComparable);
    expect(names.length).toBeGreaterThan(450);
    for (const name of names) {
      expect(shape(mine.components.schemas[name]), name).toEqual(shape(served?.components.schemas[name]));
    }
  });

  test("uses the served operation ids and tags", () => {
    for (const [path, item] of Object.entries(served?.paths ?? {})) {
      if (!path.startsWith("/ed-fi/")) continue;
      for (const [method, operation] of Object.entries(item)) {
        if (!["get", "put", "post", "delete"].includes(method)) continue;
        const own = mine.paths[path]?.[method];
        expect([own?.operationId, own?.tags], path).toEqual([operation.operationId, operation.tags]);
      }
    }
  });

  test("names descriptor operations as served", () => {
    const other = readReferenceJson("openapi-descriptors-ds52.json.gz") as Spec;
    for (const path of Object.keys(descriptors.paths).filter((each) => other.paths[each] !== undefined)) {
      expect(descriptors.paths[path]?.get?.operationId).toBe(other.paths[path]?.get?.operationId);
    }
  });
});

/**
 * Extension parts are not core, abstract resources have no operations, and the served school year
 * lacks two fields that the server requires.
 */
function isComparable(name: string): boolean {
  const skipped = ["EdFi_SchoolYear", "EdFi_EducationOrganization", "EdFi_GeneralStudentProgramAssociation"];
  return name.startsWith("EdFi_") && !name.endsWith("Extension") && !skipped.includes(name);
}

const COMPARED = ["$ref", "type", "minLength", "maxLength", "minimum", "maximum", "minItems"];

function shape(schema: Schema | undefined): unknown {
  const properties = Object.entries(schema?.properties ?? {}).filter(([name]) => name !== "id" && name !== "_ext");
  return {
    required: schema?.required?.toSorted(),
    properties: Object.fromEntries(
      properties.map(([name, property]) => [
        name,
        {
          ...Object.fromEntries(COMPARED.flatMap((key) => (property[key] === undefined ? [] : [[key, property[key]]]))),
          // Served integers carry no format.
          format: property.type === "integer" ? undefined : property.format,
          items: property.items?.$ref,
        },
      ]),
    ),
  };
}
