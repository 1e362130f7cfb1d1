import { describe, expect, it } from "vitest";
import { createDataset } from "../../lib/data/create-dataset.ts";
import { type AllowedOperations, type Operation, resourceKey } from "../../lib/edfi/token-info.ts";
import { drive } from "../../lib/maybe-promise.ts";
import type { Query } from "../../lib/plan/asking.ts";
import { loadedByOthers } from "./loaded-by-others.ts";

const dataset = createDataset({
  seed: 1,
  datasetId: 1,
  schools: 2,
  students: 30,
  staff: 2,
  coursesPerSchool: 1,
  sectionsPerCourse: 1,
  schoolYear: 2026,
});

const claims = (allowed: Readonly<Record<string, readonly Operation[]>>): AllowedOperations =>
  new Map(Object.entries(allowed).map(([endpoint, operations]) => [resourceKey(endpoint), new Set(operations)]));

/** @param there items at the target by endpoint */
function find(operations: AllowedOperations, there: Readonly<Record<string, number>>) {
  const asked: string[] = [];
  const answer = (queries: readonly Query[]) =>
    queries.map(({ endpoint, filters }) => {
      asked.push(endpoint);
      const held = Array.from({ length: there[endpoint] ?? 0 }, (_, index) => dataset.key(endpoint, index));
      const found = held.some((key) => JSON.stringify(key) === JSON.stringify(filters));
      return { status: 200, body: JSON.stringify(found ? [{ id: "1" }] : []) };
    });
  return { loaded: drive(loadedByOthers(dataset, operations), answer), asked: new Set(asked) };
}

const VENDOR = claims({ students: ["Create", "Read"], studentSchoolAssociations: ["Create"], schools: ["Read"] });

describe("loadedByOthers", () => {
  it("finds what the client may only read, and what it may create refers to", () => {
    const { loaded, asked } = find(VENDOR, { schools: 2, students: 30 });
    expect(loaded).toEqual(["schools"]);
    expect([...asked]).toEqual(["schools"]);
  });

  it("counts only what is there as a whole", () => {
    expect(find(VENDOR, { schools: 1 }).loaded).toEqual([]);
    expect(find(VENDOR, {}).loaded).toEqual([]);
  });

  it("looks at the first items only, however many there are, and at nothing that the client may not read", () => {
    const results = claims({ studentAssessments: ["Create"], assessments: ["Create"], students: ["Read"] });
    expect(find(results, { students: 20 }).loaded).toEqual(["students"]);
    const blind = claims({ studentAssessments: ["Create"], assessments: ["Create"] });
    expect([...find(blind, { students: 30 }).asked]).toEqual([]);
  });
});
