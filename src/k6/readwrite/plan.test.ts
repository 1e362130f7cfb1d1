import { describe, expect, it } from "vitest";
import { startVu, useFakeK6 } from "../../../test/k6-shim/vu.ts";
import type { ReadwritePlan } from "../../lib/contracts/readwrite-plan.ts";

useFakeK6();

const PLAN = {
  thinkMs: 7,
  items: {
    students: [
      [0, "a"],
      [3, "b"],
    ],
    grades: [],
    sections: [[1, "c"]],
  },
  schools: [
    { id: 2559, places: {} },
    { id: 2560, places: { students: [1, 1] } },
  ],
} as unknown as ReadwritePlan;

describe("the plan as a VU sees it", () => {
  it.each(["sharePlan", "ownPlan"] as const)("finds items by resource and number (%s)", async (how) => {
    const { ownPlan, sharePlan } = await startVu(() => import("./plan.ts"));
    const plan = how === "ownPlan" ? ownPlan(PLAN) : sharePlan(() => PLAN);
    expect(plan.thinkMs).toBe(7);
    expect(["students", "grades", "sections", "schools"].map((name) => plan.itemCount(name))).toEqual([2, 0, 1, 0]);
    expect([plan.item("students", 1), plan.item("sections", 0)]).toEqual([
      [3, "b"],
      [1, "c"],
    ]);
    expect([2559, 2560, 2561].map((school) => plan.places(school).students)).toEqual([undefined, [1, 1], undefined]);
  });

  it("is read by the first VU alone", async () => {
    let reads = 0;
    for (let vu = 0; vu < 3; vu++) {
      const { sharePlan } = await startVu(() => import("./plan.ts"));
      sharePlan(() => {
        reads++;
        return PLAN;
      });
    }
    expect(reads).toBe(3);
  });
});
