import { describe, expect, it } from "vitest";
import { k6 } from "../../../test/k6-shim/process.ts";
import { startVu, useFakeK6 } from "../../../test/k6-shim/vu.ts";
import {
  ID,
  plannedItems,
  readPlannedItem,
  readPlannedItems,
  writePlannedItems,
} from "../../lib/contracts/planned-items.ts";
import type { ReadwritePlan } from "../../lib/contracts/readwrite-plan.ts";
import { createItems } from "../../lib/data/create-dataset.ts";

useFakeK6();

const PLAN = {
  mix: { cells: [] },
  usable: [],
  thinkMs: 7,
  timesIterations: false,
  dataset: {
    seed: 1,
    datasetId: 1,
    schools: 1,
    students: 4,
    staff: 2,
    coursesPerSchool: 1,
    sectionsPerCourse: 1,
    schoolYear: 2026,
  },
  items: {
    students: [
      [0, "a"],
      [3, "b"],
    ],
    grades: [],
    sections: [[-1, "c"]],
  },
  schools: [
    { id: 2559, places: {} },
    { id: 2560, places: { students: [1, 2], sections: [10, 3] } },
  ],
} as unknown as ReadwritePlan;

describe("the plan as a VU sees it", () => {
  it.each(["sharePlan", "ownPlan"] as const)("finds items by resource and number (%s)", async (how) => {
    const { ownPlan, plannedItemsOf, recipesOf, sharePlan } = await startVu(() => import("./plan.ts"));
    const plan = how === "ownPlan" ? ownPlan(PLAN) : sharePlan(() => PLAN, plannedItemsOf, recipesOf);
    expect(plan.thinkMs).toBe(7);
    expect(["students", "grades", "sections", "schools"].map((name) => plan.itemCount(name))).toEqual([2, 0, 1, 0]);
    expect([plan.item("students", 1), plan.item("sections", 0)]).toEqual([
      ["b", "?studentUniqueId=1000110000003", ':"1000110000003"'],
      ["c", ""],
    ]);
    expect([2559, 2560, 2561].map((school) => plan.place(school, "students"))).toEqual([undefined, [1, 2], undefined]);
    expect(plan.place(2560, "sections")).toEqual([10, 3]);
    expect(plan.place(2560, "staffs")).toBeUndefined();
  });

  it("is read by the first VU alone", async () => {
    let reads = 0;
    for (let vu = 0; vu < 3; vu++) {
      const { plannedItemsOf, recipesOf, sharePlan } = await startVu(() => import("./plan.ts"));
      sharePlan(
        () => {
          reads++;
          return PLAN;
        },
        plannedItemsOf,
        recipesOf,
      );
    }
    expect(reads).toBe(1);
  });

  it("has options only where k6 reads them: before there are VUs", async () => {
    const options = async (vu: number) => {
      k6.vu = vu;
      const { plannedItemsOf, recipesOf, sharePlan } = await startVu(() => import("./plan.ts"));
      return sharePlan(() => ({ ...PLAN, scenarios: { a: {} }, thresholds: {} }), plannedItemsOf, recipesOf).options;
    };
    expect(await options(0)).toEqual({ scenarios: { a: {} }, thresholds: {} });
    expect(await options(1)).toBeUndefined();
  });

  it("comes with its items in a file", () => {
    const dataset = createItems(PLAN.dataset);
    const items = readPlannedItems(writePlannedItems(dataset, PLAN));
    expect(items).toEqual(plannedItems(dataset, PLAN));
    expect(items.map((item) => readPlannedItem(item)[ID])).toEqual(["a", "b", "c"]);
    expect(readPlannedItems(writePlannedItems(dataset, { ...PLAN, items: {} }))).toEqual([]);
  });
});
