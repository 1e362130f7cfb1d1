import { describe, expect, test } from "vitest";
import type {
  CollectionProperty,
  Property,
  PropertyMarks,
  ReferenceProperty,
  ResourceModel,
} from "../../api-model/types.ts";
import { loadDataStandard } from "./data-standard.ts";
import { needsReferenceData, readReferenceJson, referenceDataMissing } from "./testing/reference-data.ts";

const model = loadDataStandard();

function resource(name: string): ResourceModel {
  const found = model.byName.get(name);
  if (found === undefined) throw new Error(`no resource ${name}`);
  return found;
}

function property(owner: string, name: string): Property {
  const found = resource(owner).properties.find((each) => each.name === name);
  if (found === undefined) throw new Error(`no property ${owner}.${name}`);
  return found;
}

describe("the Data Standard", () => {
  test("has 138 resources and 211 descriptors, each once, found by endpoint in any case", () => {
    expect(model.resources.filter((each) => !each.isDescriptor)).toHaveLength(138);
    expect(model.resources.filter((each) => each.isDescriptor)).toHaveLength(211);
    expect(model.byEndpoint.size).toBe(349);
    expect(model.byName.size).toBe(349);
    expect(model.byEndpoint.get("ed-fi/studentschoolassociations")?.name).toBe("StudentSchoolAssociation");
    expect(model.byEndpoint.get("ed-fi/ideapartdescriptors")?.endpoint).toBe("ideaPartDescriptors");
    expect(model.byEndpoint.get("ed-fi/people")?.name).toBe("Person");
  });

  test("knows scalars with their limits", () => {
    expect(property("School", "schoolId")).toMatchObject({ type: "integer", bits: 64, identity: true, required: true });
    expect(property("Student", "studentUniqueId")).toMatchObject({ type: "string", maxLength: 32, identity: true });
    expect(property("Course", "numberOfParts")).toMatchObject({
      minimum: 1,
      maximum: 8,
      required: true,
      identity: false,
    });
    expect(property("AcademicWeek", "weekIdentifier")).toMatchObject({ minLength: 5, maxLength: 80 });
    expect(property("Course", "maximumAvailableCredits")).toMatchObject({ type: "number", precision: 9, scale: 3 });
  });

  test("knows role-named descriptors and references", () => {
    expect(property("StudentSchoolAssociation", "entryGradeLevelDescriptor")).toMatchObject({
      kind: "descriptor",
      descriptor: "GradeLevelDescriptor",
    });
    const next = property("StudentSchoolAssociation", "nextYearSchoolReference") as ReferenceProperty;
    expect(next).toMatchObject({ target: "School", required: false });
    expect(next.keys).toEqual([{ name: "schoolId", type: "integer", bits: 64, targetPaths: ["$.schoolId"] }]);
  });

  test("flattens and unifies keys through references", () => {
    const grade = resource("Grade").referenceKeys;
    expect(grade.map((key) => key.name)).toContain("gradingPeriodSchoolYear");
    expect(grade.find((key) => key.name === "schoolId")?.targetPaths.toSorted()).toEqual([
      "$.gradingPeriodReference.schoolId",
      "$.studentSectionAssociationReference.schoolId",
    ]);
  });

  test("lets subclasses answer to the abstract key", () => {
    expect(model.subclasses.get("EducationOrganization")).toHaveLength(9);
    expect(model.subclasses.get("GeneralStudentProgramAssociation")).toHaveLength(10);
    expect(resource("School").abstractKeys?.get("educationOrganizationId")).toBe("$.schoolId");
    const program = resource("StudentSchoolFoodServiceProgramAssociation").abstractKeys;
    expect(program?.get("programEducationOrganizationId")).toBe("$.programReference.educationOrganizationId");
    expect(program?.get("beginDate")).toBe("$.beginDate");
  });

  test("resolves shared item types and nested collections", () => {
    const addresses = property("School", "addresses") as CollectionProperty;
    expect(addresses.schema).toBe("EducationOrganization_Address");
    expect(addresses.itemIdentity.length).toBeGreaterThan(3);
    const periods = addresses.properties.find((each) => each.name === "periods") as CollectionProperty;
    expect(periods).toMatchObject({ kind: "collection", itemIdentity: ["$.beginDate"] });
  });

  test("names only descriptor types and resources that exist", () => {
    const walk = (properties: readonly Property[]): void => {
      for (const each of properties) {
        if (each.kind === "descriptor") expect(model.byName.has(each.descriptor), each.descriptor).toBe(true);
        if (each.kind === "reference") {
          expect(model.byName.has(each.target) || model.subclasses.has(each.target), each.target).toBe(true);
        }
        if (each.kind === "object" || each.kind === "collection") walk(each.properties);
      }
    };
    for (const each of model.resources) walk(each.properties);
  });
});

interface CatalogEntry {
  readonly resource: string;
  readonly endpoint: string;
  readonly allowIdentityUpdates: boolean;
  readonly subclassOf?: string;
  readonly identity: string[];
  readonly scalars: Record<string, unknown>[];
  readonly descriptors: Record<string, unknown>[];
  readonly references: {
    path: string;
    target: string;
    required: boolean;
    partOfIdentity: boolean;
    abstract?: boolean;
    keys: { field: string; maxLength?: number; targetPaths: string[] }[];
  }[];
  readonly collections: Record<string, unknown>[];
  readonly equalityConstraints: string[][];
}

describe.skipIf(referenceDataMissing)(`the Data Standard against the catalogue (${needsReferenceData})`, () => {
  const catalog = referenceDataMissing
    ? []
    : (readReferenceJson("resource-catalog-ds52.json") as { resources: CatalogEntry[] }).resources;

  test.each(catalog.map((entry) => [entry.endpoint, entry] as const))("%s", (_name, entry) => {
    const mine = resource(entry.resource);
    const flat = flatten(mine.properties, "$");
    expect(mine.endpoint).toBe(entry.endpoint);
    expect(mine.allowIdentityUpdates).toBe(entry.allowIdentityUpdates);
    expect(mine.subclassOf).toBe(entry.subclassOf);
    expect(mine.identity).toEqual(entry.identity.toSorted());
    expect(mine.equalities).toEqual(entry.equalityConstraints);
    expect(flat.scalars.toSorted(byPath)).toEqual(entry.scalars.map(catalogScalar).toSorted(byPath));
    expect(flat.descriptors.toSorted(byPath)).toEqual(
      entry.descriptors.map(({ path, descriptor, required }) => ({ path, descriptor, required })).toSorted(byPath),
    );
    expect(flat.references.toSorted(byPath)).toEqual(entry.references.map(catalogReference).toSorted(byPath));
    expect(flat.collections.toSorted(byPath)).toEqual(
      entry.collections
        .map(({ path, required, itemIdentity }) => ({
          path,
          required,
          itemIdentity: [...new Set(itemIdentity as string[])].toSorted(),
        }))
        .toSorted(byPath),
    );
  });
});

type Row = Record<string, unknown>;

function flatten(properties: readonly Property[], parent: string) {
  const rows = { scalars: [] as Row[], descriptors: [] as Row[], references: [] as Row[], collections: [] as Row[] };
  for (const each of properties) {
    const { name, kind, required, identity, ...facts } = each;
    const { nullable: _nullable, deprecated: _deprecated, ...rest } = facts as typeof facts & PropertyMarks;
    const path = `${parent}.${name}`;
    if (kind === "scalar") rows.scalars.push({ path, required, identity, ...rest });
    else if (kind === "descriptor") rows.descriptors.push({ path, required, ...rest });
    else if (each.kind === "reference") rows.references.push(referenceRow(each, path));
    else if (each.kind === "object" || each.kind === "collection") {
      if (each.kind === "collection")
        rows.collections.push({ path, required, itemIdentity: each.itemIdentity.toSorted() });
      const inner = flatten(each.properties, each.kind === "collection" ? `${path}[*]` : path);
      for (const key of Object.keys(rows) as (keyof typeof rows)[]) rows[key].push(...inner[key]);
    }
  }
  return rows;
}

function referenceRow(each: ReferenceProperty, path: string): Row {
  return {
    path,
    target: each.target,
    required: each.required,
    identity: each.identity,
    keys: each.keys.map((key) => ({ name: key.name, maxLength: key.maxLength, paths: key.targetPaths.toSorted() })),
  };
}

function catalogReference(each: CatalogEntry["references"][number]): Row {
  return {
    path: each.path,
    target: each.target,
    required: each.required,
    identity: each.partOfIdentity,
    keys: each.keys
      .map((key) => ({
        name: key.field,
        maxLength: key.maxLength,
        paths: each.abstract ? [] : key.targetPaths.toSorted(),
      }))
      .toSorted((a, b) => (a.name < b.name ? -1 : 1)),
  };
}

/** Numbers in the older document that the catalogue comes from; a running DMS 8.0.0 has texts of 30 characters. */
const DURATION = /\.(expectedTimeAssessed|timeRequired|timeAssessed)$/;
const TEXT_30 = { type: "string", format: undefined, maxLength: 30 };

function catalogScalar(row: Row): Row {
  const each: Row = DURATION.test(String(row.path)) ? { ...row, ...TEXT_30 } : row;
  const { path, required, partOfIdentity, type, format, storage, decimal, maxLength, ...limits } = each;
  return {
    path,
    required,
    identity: partOfIdentity,
    type: type === "string" ? (format ?? "string") : type,
    ...(type === "integer" ? { bits: storage === "Int64" ? 64 : 32 } : {}),
    ...(type === "string" && maxLength !== undefined ? { maxLength } : {}),
    ...(decimal as object | undefined),
    // The catalogue has the bounds of references; a school year itself has none but zero.
    ...(path === "$.schoolYear" ? { minimum: 0 } : limits),
  };
}

function byPath(a: Row, b: Row): number {
  return String(a.path) < String(b.path) ? -1 : 1;
}
