import { describe, expect, test } from "vitest";
import { dependencyOrder } from "../sandbox/metadata/dependencies.ts";
import { resourcesSpec } from "../sandbox/metadata/openapi.ts";
import { loadDataStandard } from "../sandbox/model/data-standard.ts";
import {
  needsReferenceData,
  readReferenceJson,
  referenceDataMissing,
} from "../sandbox/model/testing/reference-data.ts";
import { indexModel } from "./build.ts";
import { modelFromOpenApi } from "./from-openapi.ts";
import { readOpenApi } from "./openapi-document.ts";
import { queryFields } from "./query-fields.ts";
import type { Model, Property, ResourceModel } from "./types.ts";

const base = loadDataStandard();

function find(model: Model, name: string): ResourceModel {
  const found = model.byName.get(name);
  if (found === undefined) throw new Error(`no resource ${name}`);
  return found;
}

const URLS = { dataUrl: "", tokenUrl: "", version: "" };
const ref = (name: string): { $ref: string } => ({ $ref: `#/components/schemas/${name}` });
const text = (maxLength: number): object => ({ type: "string", maxLength });

function paths(endpoints: Readonly<Record<string, string>>): object {
  return Object.fromEntries(
    Object.entries(endpoints).map(([path, schema]) => [
      path,
      { get: {}, post: { requestBody: { content: { "application/json": { schema: ref(schema) } } } } },
    ]),
  );
}

/** As an ODS/API 7 writes it: lower camel names, no identity marks on references, technical properties. */
const odsDocument = {
  openapi: "3.0.1",
  paths: {
    ...paths({
      "/sample/buses": "sample_bus",
      "/sample/busRoutes": "sample_busRoute",
      "/ed-fi/students": "edFi_student",
    }),
    "/sample/buses/{id}": { put: { "x-Ed-Fi-isUpdatable": true } },
    "/sample/buses/deletes": { get: {} },
  },
  components: {
    schemas: {
      link: { type: "object", properties: { rel: { type: "string" }, href: { type: "string" } } },
      sample_bus: {
        required: ["busId"],
        properties: {
          id: { type: "string" },
          busId: { ...text(60), "x-Ed-Fi-isIdentity": true },
          capacity: { type: "integer", format: "int32", nullable: true },
          _etag: { type: "string" },
          _lastModifiedDate: { type: "string", format: "date-time" },
        },
      },
      sample_busReference: { required: ["busId"], properties: { busId: text(60), link: ref("link") } },
      sample_busRoute: {
        required: ["busReference", "busRouteNumber", "homeSchoolReference", "staffReference", "operatingDays"],
        properties: {
          busReference: ref("sample_busReference"),
          busRouteNumber: { type: "integer", "x-Ed-Fi-isIdentity": true },
          homeSchoolReference: ref("edFi_schoolReference"),
          staffReference: ref("edFi_staffReference"),
          startGradeLevelDescriptor: text(306),
          paintDescriptor: text(306),
          operatingDays: { type: "array", items: ref("sample_busRouteOperatingDay") },
        },
      },
      sample_busRouteReference: {
        properties: {
          busId: text(60),
          busRouteNumber: { type: "integer" },
          homeSchoolId: { type: "integer" },
          link: ref("link"),
        },
      },
      sample_busRouteOperatingDay: {
        required: ["dayDescriptor"],
        properties: { dayDescriptor: { ...text(306), "x-Ed-Fi-isIdentity": true } },
      },
      edFi_schoolReference: { properties: { schoolId: { type: "integer" }, link: ref("link") } },
      edFi_staffReference: { properties: { staffUniqueId: text(32), link: ref("link") } },
      edFi_student: { properties: { studentUniqueId: text(32), _ext: ref("edFi_studentExtensions") } },
      edFi_studentExtensions: { properties: { sample: ref("sample_studentExtension") } },
      sample_studentExtension: { properties: { petName: text(20), favouriteSportDescriptor: text(306) } },
    },
  },
};

describe("modelFromOpenApi with a document of an ODS/API", () => {
  const model = modelFromOpenApi([readOpenApi(odsDocument)], base);

  test("adds resources of other projects", () => {
    expect(model.byEndpoint.get("sample/buses")).toMatchObject({
      name: "Bus",
      allowIdentityUpdates: true,
      identity: ["$.busId"],
      properties: [
        { name: "busId", maxLength: 60, required: true, identity: true },
        { name: "capacity", bits: 32 },
      ],
    });
  });

  test("finds the natural key by the fields of the reference, roles included", () => {
    const route = find(model, "BusRoute");
    expect(route.identity).toEqual(["$.busReference.busId", "$.busRouteNumber", "$.homeSchoolReference.schoolId"]);
    expect(route.referenceKeys.map((key) => key.name)).toEqual(["busId", "busRouteNumber", "homeSchoolId"]);
    expect(route.properties.find((each) => each.name === "homeSchoolReference")).toMatchObject({
      target: "School",
      role: "home",
    });
    expect(route.properties.find((each) => each.name === "staffReference")).toMatchObject({
      identity: false,
      required: true,
    });
    expect(queryFields(route).get("homeschoolid")?.path).toBe("$.homeSchoolReference.schoolId");
  });

  test("takes descriptor types from names: known, known after a role, or new", () => {
    const types = find(model, "BusRoute").properties.flatMap((each) =>
      each.kind === "descriptor" ? [each.descriptor] : [],
    );
    expect(types).toEqual(["GradeLevelDescriptor", "PaintDescriptor"]);
    expect(model.byEndpoint.get("sample/paintdescriptors")).toMatchObject({ isDescriptor: true });
  });

  test("gives fields of the core no descriptor type of an extension", () => {
    const document = {
      openapi: "3.0.1",
      paths: paths({
        "/ed-fi/visits": "edFi_visit",
        "/sample/visits": "sample_visit",
        "/ed-fi/levelDescriptors": "edFi_levelDescriptor",
        "/sample/visitLevelDescriptors": "sample_visitLevelDescriptor",
      }),
      components: {
        schemas: {
          edFi_visit: { required: ["visitId"], properties: { visitId: text(20), visitLevelDescriptor: text(306) } },
          sample_visit: { required: ["visitId"], properties: { visitId: text(20), visitLevelDescriptor: text(306) } },
        },
      },
    };
    const read = modelFromOpenApi([readOpenApi(document)], indexModel([]));
    const typeIn = (endpoint: string): unknown => read.byEndpoint.get(endpoint)?.properties[1];
    expect(typeIn("ed-fi/visits")).toMatchObject({ descriptor: "LevelDescriptor" });
    expect(typeIn("sample/visits")).toMatchObject({ descriptor: "VisitLevelDescriptor" });
  });

  test("reads item identities and keeps technical properties out", () => {
    const days = find(model, "BusRoute").properties.find((each) => each.name === "operatingDays");
    expect(days).toMatchObject({ kind: "collection", itemIdentity: ["$.dayDescriptor"] });
    expect(find(model, "Bus").properties.some((each) => each.name.startsWith("_"))).toBe(false);
  });

  test("keeps core resources and hangs extensions under _ext", () => {
    const student = find(model, "Student");
    expect(student.properties.slice(0, -1)).toEqual(find(base, "Student").properties);
    expect(student.properties.at(-1)).toMatchObject({
      name: "_ext",
      properties: [{ name: "sample", properties: [{ name: "petName" }, { descriptor: "FavouriteSportDescriptor" }] }],
    });
    expect(model.byEndpoint.get("sample/favouritesportdescriptors")).toBeDefined();
  });

  test("gives an order and documents that name the new resources", () => {
    const rows = dependencyOrder(model);
    const order = (resource: string): number => rows.find((row) => row.resource === resource)?.order ?? 0;
    expect(order("/sample/busRoutes")).toBeGreaterThan(order("/ed-fi/schools"));
    expect(JSON.stringify(resourcesSpec(model, URLS))).toContain('"/sample/buses"');
  });
});

describe("modelFromOpenApi", () => {
  test("keeps two resources of one name apart", () => {
    const document = {
      paths: paths({ "/homograph/schools": "homograph_school" }),
      components: {
        schemas: {
          homograph_school: { required: ["name"], properties: { name: { ...text(9), "x-Ed-Fi-isIdentity": true } } },
        },
      },
    };
    const model = modelFromOpenApi([readOpenApi(document)], base);
    expect(model.byEndpoint.get("homograph/schools")?.name).toBe("HomographSchool");
    expect(model.byName.get("School")?.project).toBe("ed-fi");
  });

  test("finds the targets of references and the types of descriptors whose acronyms a schema has as words", () => {
    const document = {
      paths: {
        ...paths({ "/sample/awards": "Sample_Award" }),
        "/sample/eppDescriptors": {
          post: {
            requestBody: { "x-bodyName": "EPP", content: { $ref: "#/components/schemas/Sample_EppDescriptor" } },
          },
        },
      },
      components: {
        schemas: {
          Sample_Award: {
            properties: {
              awardId: { ...text(9), "x-Ed-Fi-isIdentity": true },
              studentCTEProgramAssociationReference: ref("EdFi_StudentCteProgramAssociation_Reference"),
              ideaPartDescriptor: text(306),
              eppDescriptor: text(306),
            },
          },
        },
      },
    };
    const model = modelFromOpenApi([readOpenApi(document)], base);
    const types = find(model, "Award").properties.map((each) =>
      each.kind === "reference" ? each.target : each.kind === "descriptor" ? each.descriptor : each.name,
    );
    expect(types).toEqual(["awardId", "StudentCTEProgramAssociation", "IDEAPartDescriptor", "EPPDescriptor"]);
    expect(model.byName.get("EPPDescriptor")?.endpoint).toBe("eppDescriptors");
  });

  test("names schemas of TPDM in words and its operations in capitals", () => {
    const document = {
      paths: paths({ "/tpdm/candidates": "TPDM_Candidate" }),
      components: {
        schemas: { TPDM_Candidate: { properties: { candidateId: { ...text(9), "x-Ed-Fi-isIdentity": true } } } },
      },
    };
    const spec = resourcesSpec(modelFromOpenApi([readOpenApi(document)], base), URLS);
    expect(spec.components).toHaveProperty(["schemas", "Tpdm_Candidate"]);
    expect(spec.components).toHaveProperty(["schemas", "Tpdm_Candidate_Reference"]);
    expect(spec.paths).toHaveProperty(["/tpdm/candidates", "get", "operationId"], "get_TPDMCandidates");
  });

  test("refuses what is no Ed-Fi OpenAPI document", () => {
    expect(() => readOpenApi([])).toThrow("no paths");
    expect(() => readOpenApi({ paths: { "/pets": { get: {} } } })).toThrow("/ed-fi/students");
  });

  test("reads the sandbox's own document back", () => {
    const descriptorsOnly = indexModel(
      base.resources.filter((each) => each.isDescriptor),
      base.abstracts,
    );
    const own = JSON.parse(JSON.stringify(resourcesSpec(base, URLS))) as {
      components: { schemas: Record<string, unknown> };
    };
    const model = modelFromOpenApi([readOpenApi(own)], descriptorsOnly);
    expectSame(model);
    const again = resourcesSpec(model, URLS).components as typeof own.components;
    for (const name of ["EdFi_Course", "EdFi_Staff", "EdFi_StudentCteProgramAssociation"])
      expect(again.schemas[name], name).toEqual(own.components.schemas[name]);
  });
});

describe.skipIf(referenceDataMissing)(`modelFromOpenApi with a served document (${needsReferenceData})`, () => {
  const served = referenceDataMissing ? {} : readReferenceJson("openapi-resources-ds52.json.gz");

  test("makes the 15 resources of TPDM servable, each with a key", () => {
    const added = modelFromOpenApi([readOpenApi(served)], base).resources.filter(
      (each) => each.project === "tpdm" && !each.isDescriptor,
    );
    expect(added).toHaveLength(15);
    for (const each of added) expect(each.identity.length, each.name).toBeGreaterThan(0);
    expect(added.find((each) => each.name === "EvaluationRating")?.equalities).toContainEqual([
      "$.evaluationReference.schoolYear",
      "$.performanceEvaluationRatingReference.schoolYear",
    ]);
  });

  test("knows the descriptor types of TPDM exactly when their document is there too, in any order", () => {
    const documents = [served, readReferenceJson("openapi-descriptors-ds52.json.gz")];
    const model = modelFromOpenApi(documents.map(readOpenApi), base);
    expect(model.resources.filter((each) => each.isDescriptor && each.project === "tpdm")).toHaveLength(18);
    expect(find(model, "EvaluationRating").properties).toContainEqual(
      expect.objectContaining({ descriptor: "EvaluationRatingLevelDescriptor" }),
    );
  });

  test("orders the resources of TPDM as a real API did", () => {
    const real = readReferenceJson("dependencies-ds50-tpdm-ods.json") as { resource: string; order: number }[];
    const ofTpdm = (rows: readonly { resource: string; order: number }[]): string[] =>
      rows
        .filter((row) => row.resource.startsWith("/tpdm/") && !row.resource.endsWith("Descriptors"))
        .map((row) => `${row.order} ${row.resource}`);
    expect(ofTpdm(dependencyOrder(modelFromOpenApi([readOpenApi(served)], base)))).toEqual(ofTpdm(real));
  });

  test("finds keys, references and descriptor types of the core by itself", () => {
    const descriptorsOnly = indexModel(
      base.resources.filter((each) => each.isDescriptor),
      base.abstracts,
    );
    const core = readReferenceJson("openapi-dms8-resources-ds52.json.gz");
    expectSame(modelFromOpenApi([readOpenApi(core)], descriptorsOnly));
  });
});

/** What a document can say about the core must come out as the model has it. */
function expectSame(model: Model): void {
  for (const expected of base.resources.filter((each) => !each.isDescriptor && each.name !== "SchoolYearType")) {
    const actual = find(model, expected.name);
    expect(actual.identity, expected.name).toEqual(expected.identity);
    expect(actual.domains, expected.name).toEqual(expected.domains);
    expect(keyNames(actual), expected.name).toEqual(keyNames(expected));
    expect(facts(actual.properties), expected.name).toEqual(facts(expected.properties));
  }
}

function keyNames(resource: ResourceModel): string[] {
  return resource.referenceKeys.map((key) => `${key.name} ${key.targetPaths[0]}`);
}

function facts(properties: readonly Property[]): unknown[] {
  return properties
    .filter((each) => each.name !== "_ext")
    .map((each) => {
      const common = [each.name, each.kind, each.required, each.identity];
      if (each.kind === "scalar")
        return [...common, each.type, each.maxLength, each.minLength, each.minimum, each.maximum];
      if (each.kind === "descriptor") return [...common, each.descriptor];
      if (each.kind === "reference") return [...common, each.target, each.keys.map((key) => key.name)];
      return [...common, facts(each.properties)];
    });
}
