import { beforeAll, describe, expect, test } from "vitest";
import type { ResourceModel } from "../../api-model/types.ts";
import { loadDataStandard } from "../model/data-standard.ts";
import { needsReferenceData, readReferenceJson, referenceDataMissing } from "../model/testing/reference-data.ts";
import { columnOf } from "./column-limits.ts";
import { addSchool, SCHOOL, schoolBody } from "./testing/district.ts";
import { type Harness, harness } from "./testing/harness.ts";

const TOO_BIG = 2 ** 31;
const week = { weekIdentifier: "week 1", beginDate: "2026-01-05", endDate: "2026-01-09" };

describe("integers that do not fit their column", () => {
  let h: Harness;
  beforeAll(() => {
    h = harness();
    addSchool(h);
  });

  test("are refused with the column and the table, after references", () => {
    const body = { ...week, schoolReference: { schoolId: SCHOOL }, totalInstructionalDays: TOO_BIG };
    const reply = h.post("academicWeeks", body);
    expect([reply.status, reply.body.type]).toEqual([400, "urn:ed-fi:api:bad-request:data-validation-failed"]);
    expect(reply.body.validationErrors).toEqual({
      "$.totalInstructionalDays": [
        "Column 'TotalInstructionalDays' on table 'edfi.AcademicWeek' expected scalar kind 'Int32' at path " +
          "'$.totalInstructionalDays', but encountered JSON value kind 'Number' with raw value 2147483648.",
      ],
    });
    expect(h.post("academicWeeks", { ...body, schoolReference: { schoolId: 2 } }).status).toBe(409);
    expect(h.post("academicWeeks", { ...body, totalInstructionalDays: TOO_BIG - 1 }).status).toBe(201);
  });

  test("are refused on PUT too", () => {
    const body = {
      ...week,
      weekIdentifier: "week 2",
      schoolReference: { schoolId: SCHOOL },
      totalInstructionalDays: 5,
    };
    const id = h.create("academicWeeks", body);
    const reply = h.call("PUT", `/ed-fi/academicWeeks/${id}`, { ...body, id, totalInstructionalDays: TOO_BIG });
    expect(Object.keys(reply.body.validationErrors)).toEqual(["$.totalInstructionalDays"]);
  });

  test("have 64 bits where the column has, and an unresolved reference where a reference holds them", () => {
    expect(h.post("schools", schoolBody(TOO_BIG)).status).toBe(201);
    expect(h.post("schools", schoolBody(1e19)).body.validationErrors).toEqual({
      "$.schoolId": [expect.stringContaining("expected scalar kind 'Int64'")],
    });
    const body = { ...week, schoolReference: { schoolId: 1e19 }, totalInstructionalDays: 5 };
    expect(h.post("academicWeeks", body).status).toBe(409);
  });
});

describe.skipIf(referenceDataMissing)(`columnOf against the relational model of DMS (${needsReferenceData})`, () => {
  test("names table and column of each 32-bit integer outside references, but for tables with a singular of their own", () => {
    const model = loadDataStandard();
    const columns = integerColumns(readReferenceJson("relational-model-manifest-ds52.json.gz"));
    expect(columns).toHaveLength(77);
    const wrong = columns.filter(({ resource, table, column, path }) => {
      const found = columnOf(model.byName.get(resource) as ResourceModel, path);
      return found.table !== table || found.column !== column;
    });
    expect([...new Set(wrong.map(({ table }) => table))]).toEqual([
      "edfi.LocalEducationAgencyFederalFunds",
      "edfi.StateEducationAgencyFederalFunds",
      "edfi.SurveyQuestionResponseSurveyQuestionMatrixElementRespons",
      "edfi.SurveyQuestionMatrice",
    ]);
  });
});

interface Manifest {
  readonly resources: readonly {
    readonly manifest: {
      readonly resource: { readonly resource_name: string };
      readonly tables: readonly Table[];
    };
  }[];
}

interface Table {
  readonly schema: string;
  readonly name: string;
  readonly columns: readonly { name: string; source_path: string | null; type?: { kind: string } }[];
}

function integerColumns(manifest: unknown) {
  return (manifest as Manifest).resources.flatMap(({ manifest: { resource, tables } }) =>
    tables.flatMap(({ schema, name, columns }) =>
      columns.flatMap(({ name: column, source_path: path, type }) =>
        type?.kind !== "Int32" || path === null || path.includes("Reference.")
          ? []
          : [{ resource: resource.resource_name, table: `${schema}.${name}`, column, path }],
      ),
    ),
  );
}
