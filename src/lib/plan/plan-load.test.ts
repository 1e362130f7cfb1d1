import { describe, expect, it } from "vitest";
import { createDataset } from "../data/create-dataset.ts";
import { parseOperations } from "../edfi/token-info.ts";
import { drive } from "../maybe-promise.ts";
import type { Query, QueryAnswer } from "./asking.ts";
import { itemsByKey } from "./items-by-key.ts";
import { type PlannedLoad, planLoad } from "./plan-load.ts";

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
const everything = { canUse: () => true };
const ROWS = dataset.endpoints.map((endpoint) => ({ resource: `/ed-fi/${endpoint}`, order: 1, operations: [] }));

/** A target with lists of values; pages of at most `most`. */
class FakeTarget {
  readonly batches: Query[][] = [];
  readonly lists = new Map<string, unknown[]>();
  readonly status = new Map<string, number>();
  readonly #most: number;

  constructor(most = 500) {
    this.#most = most;
  }

  holds(endpoint: string, count: number): void {
    const bodies = Array.from({ length: count }, (_, index) => dataset.body(endpoint, index, everything));
    this.lists.set(endpoint, bodies);
  }

  readonly answer = (queries: readonly Query[]): QueryAnswer[] => {
    this.batches.push([...queries]);
    return queries.map(({ endpoint, filters }) => {
      const status = this.status.get(endpoint) ?? 200;
      const limit = Number(filters.limit);
      if (limit > this.#most) {
        return { status: 400, body: `{"errors":["The limit parameter must be between 0 and ${this.#most}."]}` };
      }
      const items = this.lists.get(endpoint)?.slice(Number(filters.offset), Number(filters.offset) + limit);
      return { status, body: status === 200 ? JSON.stringify(items ?? []) : "no" };
    });
  };

  plan(info?: string): PlannedLoad {
    const given = info === undefined ? undefined : parseOperations(info);
    return drive(planLoad(dataset, ROWS, given), this.answer) as PlannedLoad;
  }
}

describe("planLoad", () => {
  it("leaves out what is there, and asks for the first list alone, then for all others at once", () => {
    const target = new FakeTarget();
    target.holds("gradeLevelDescriptors", 3);
    const { plan, presentItems } = target.plan();
    const { first = -1, count = 0 } = plan.segments.find(({ endpoint }) => endpoint === "gradeLevelDescriptors") ?? {};
    expect(count).toBeGreaterThan(3);
    expect(presentItems).toEqual([first, first + 1, first + 2]);
    expect(target.batches.map(({ length }) => length)).toEqual([1, target.batches[1]?.length]);
  });

  it("learns from one refusal how large a page may be, and reads the lists to their ends", () => {
    const target = new FakeTarget(2);
    target.holds("gradeLevelDescriptors", 5);
    const { presentItems } = target.plan();
    expect(presentItems).toHaveLength(5);
    const tooLarge = target.batches.flat().filter(({ filters }) => Number(filters.limit) > 2);
    expect(tooLarge).toHaveLength(1);
    const offsets = target.batches.flat().filter(({ endpoint }) => endpoint === "gradeLevelDescriptors");
    expect(offsets.map(({ filters }) => filters.offset)).toEqual([0, 2, 4]);
  });

  it("takes for missing what the client may not read", () => {
    const target = new FakeTarget();
    target.holds("gradeLevelDescriptors", 3);
    target.status.set("gradeLevelDescriptors", 403);
    expect(target.plan().presentItems).toEqual([]);
  });

  it("leaves out values that the target has no resource for, but takes its school years as given", () => {
    const target = new FakeTarget();
    for (const endpoint of ["schoolYearTypes", "sexDescriptors"]) target.status.set(endpoint, 404);
    const rows = ROWS.filter(({ resource }) => !/schoolYearTypes|sexDescriptors/.test(resource));
    const { plan, presentItems } = drive(planLoad(dataset, rows, undefined), target.answer) as PlannedLoad;
    expect(plan.leftOut).toEqual([{ endpoint: "sexDescriptors", reason: "the target does not have it" }]);
    expect(presentItems).toEqual([]);
    expect(plan.segments.map(({ endpoint }) => endpoint)).not.toContain("schoolYearTypes");
    expect(plan.usable).toContain("schoolYearTypes");
    expect(plan.usable).toContain("studentSchoolAssociations");
  });

  it("has no plan when a list cannot be read", () => {
    const target = new FakeTarget();
    target.status.set("gradeLevelDescriptors", 500);
    expect(() => target.plan()).toThrow("GET gradeLevelDescriptors returned 500; expected a list.");
  });

  it("plans what the client may create, or what is all there", () => {
    const target = new FakeTarget();
    const info = '{"active":true,"resources":[{"resource":"/ed-fi/gradeLevelDescriptors","operations":["Create"]}]}';
    expect(target.plan(info).plan.segments.map(({ endpoint }) => endpoint)).toEqual(["gradeLevelDescriptors"]);
    target.holds("schoolYearTypes", dataset.count("schoolYearTypes"));
    expect(target.plan(info).plan.usable).toContain("schoolYearTypes");
  });
});

describe("itemsByKey", () => {
  const ids = (there: (index: number) => boolean, asked: number[] = []) => {
    const keys = Array.from({ length: 30 }, (_, index) => JSON.stringify(dataset.key("students", index)));
    return drive(itemsByKey(dataset, "students", 25), (queries) => {
      asked.push(queries.length);
      return queries.map(({ filters }) => {
        const index = keys.indexOf(JSON.stringify(filters));
        return { status: 200, body: there(index) ? `[{"id":"id-${index}"}]` : "[]" };
      });
    });
  };

  it("finds what is there of the first ones, by index", () => {
    expect(ids((index) => index % 10 === 0)).toEqual([0, 10, 20].map((index) => [index, `id-${index}`]));
  });

  it("gives up where none of the first ones is there", () => {
    const asked: number[] = [];
    expect(ids((index) => index > 19, asked)).toEqual([]);
    expect(asked).toEqual([20]);
  });
});
