import { describe, expect, it } from "vitest";
import { k6 } from "../../../test/k6-shim/process.ts";
import { startVu, UNDER_RUNNER, useFakeK6 } from "../../../test/k6-shim/vu.ts";
import { plannedItems } from "../../lib/contracts/planned-items.ts";
import type { ReadwritePlan } from "../../lib/contracts/readwrite-plan.ts";
import { READWRITE_VU_FILE } from "../../lib/contracts/run-files.ts";
import { createItems } from "../../lib/data/create-dataset.ts";
import { makeRecipes } from "../../lib/mix/make-recipes.ts";
import { headOf, schoolsOf, vuPlanOf, writeVuPlan } from "../../lib/mix/vu-plan.ts";
import type { Plan } from "./plan.ts";

useFakeK6();

const PLAN = {
  mix: { cells: ["students", "sections"].map((resource) => ({ kind: "create", resource, upTo: 1 })) },
  counts: { students: 9 },
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

const load = async () => ({
  ...(await import("./plan.ts")),
  ...(await import("./known-items.ts")),
  usePlan: (await import("./vu.ts")).usePlan,
});
const dataset = createItems(PLAN.dataset);
const { recipes, templates } = makeRecipes(dataset, PLAN);
/** Of a direct run. */
const OWN: Plan = {
  ...headOf(PLAN, recipes),
  items: plannedItems(dataset, PLAN),
  templates,
  schools: schoolsOf(PLAN),
};

describe("the plan of a VU", () => {
  const how = {
    "of a run folder": async () => {
      k6.files.set(`/run/${READWRITE_VU_FILE}`, writeVuPlan(vuPlanOf(dataset, PLAN)));
      const vu = await startVu(load, UNDER_RUNNER);
      return { ...vu, plan: vu.openPlan() };
    },
    "that VUs share": async () => {
      const vu = await startVu(load);
      return { ...vu, plan: vu.sharePlan(() => OWN) };
    },
    "of setup()": async () => ({ ...(await startVu(load)), plan: OWN }),
  };

  it.each(Object.entries(how))("finds items, templates and places (%s)", async (_name, open) => {
    const { plan, usePlan, itemCount, itemOf, namesOf, placeAt, templateOf } = await open();
    usePlan(plan);
    expect(plan.thinkMs).toBe(7);
    expect(["students", "grades", "sections", "schools"].map((name) => itemCount(name))).toEqual([2, 0, 1, 0]);
    expect([itemOf("students", 1), itemOf("sections", 0)]).toEqual([["b", ':"1000110000003"'], ["c"]]);
    expect([namesOf("students"), namesOf("sections")]).toEqual(["studentUniqueId", ""]);
    expect(plan.there[plan.place.students as number]).toBe(9);
    const schools = [2559, 2560, 2561];
    expect(schools.map((school) => placeAt(school, "students"))).toEqual([undefined, [1, 2], undefined]);
    expect(placeAt(2560, "sections")).toEqual([10, 3]);
    expect(placeAt(2560, "staffs")).toBeUndefined();
    expect(plan.recipes).toEqual(recipes);
    expect(templates.map((_, n) => templateOf(0, n))).toEqual(templates);
  });

  it("is read only by the first VU in a direct run", async () => {
    let reads = 0;
    for (let vu = 0; vu < 3; vu++) {
      const { sharePlan } = await startVu(load);
      sharePlan(() => {
        reads++;
        return OWN;
      });
    }
    expect(reads).toBe(1);
  });

  it("has options only in VU 0, where k6 reads them", async () => {
    const options = async (vu: number) => {
      k6.vu = vu;
      const { optionsOf } = await startVu(load, UNDER_RUNNER);
      return optionsOf(() => ({ scenarios: { a: {} }, thresholds: {} }));
    };
    expect(await options(0)).toEqual({ scenarios: { a: {} }, thresholds: {} });
    expect(await options(1)).toEqual({ scenarios: {}, thresholds: {} });
  });
});
