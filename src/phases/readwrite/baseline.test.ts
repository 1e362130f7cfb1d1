import { expect, it } from "vitest";
import { EMPTY_PLAN } from "../../../test/fakes/empty-plan.ts";
import { USUAL_READ_BACK } from "../../lib/contracts/readwrite-plan.ts";
import { baselinePlan } from "./baseline.ts";

it("measures operations without the reads that prove writes, and judges nothing", () => {
  const dataset = {
    seed: 1,
    datasetId: 1,
    schools: 1,
    students: 1,
    staff: 1,
    coursesPerSchool: 1,
    sectionsPerCourse: 1,
    schoolYear: 2026,
  };
  const plan = { ...EMPTY_PLAN, dataset, items: {}, schools: [], readBack: USUAL_READ_BACK, thresholds: { a: ["b"] } };
  expect(baselinePlan(plan, 3000, { startedMs: 5 })).toMatchObject({
    scenarios: { baseline: { vus: 1, duration: "3000ms" } },
    readBack: { first: 0, every: 0 },
    thresholds: {},
    startedMs: 5,
  });
});
