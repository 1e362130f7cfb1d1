import { expect, it } from "vitest";
import { EMPTY_PLAN } from "../../test/fakes/empty-plan.ts";
import { READWRITE_VU_FILE } from "../lib/contracts/run-files.ts";
import { textIn } from "../lib/contracts/text-list.ts";
import { createDataset } from "../lib/data/create-dataset.ts";
import { readVuPlan } from "../lib/mix/vu-plan.ts";
import { writeTargetData } from "../lib/target-data/lines.ts";
import type { RunFolder } from "../store/run-folder.ts";
import { datasetOf } from "./target-data/target-dataset.ts";
import { writePlan } from "./write-plan.ts";

it("gives k6 the keys that items have at the target", () => {
  const own = { schools: 1, students: 4, staff: 2, coursesPerSchool: 1, sectionsPerCourse: 1, schoolYear: 2026 };
  const base = createDataset({ seed: 1, datasetId: 1, ...own });
  const recipe = {
    endpoint: "tpdm/candidates",
    count: 3,
    identity: 1,
    radices: [3],
    groups: [],
    members: [["code", { is: "one-of", digit: 0, values: ["a", "b", "c"] }]],
    key: [["code", "code"]],
    needs: { required: [], optional: [] },
  } as const;
  const key = [["name", "gradingPeriodName"]] as const;
  const dataset = datasetOf(
    base,
    writeTargetData({ recipes: [recipe], adaptations: [{ endpoint: "gradingPeriods", steps: [], key }] }),
  );
  const files: Record<string, string> = {};
  const write = (name: string, text: string): void => void Object.assign(files, { [name]: text });
  writePlan({ write } as RunFolder, dataset, {
    ...EMPTY_PLAN,
    dataset: base.settings,
    items: { "tpdm/candidates": [[1, "x"]], gradingPeriods: [[0, "y"]] },
    schools: [],
    startedMs: 0,
  });
  const name = String(base.body("gradingPeriods", 0, { canUse: () => false }).gradingPeriodName);
  const { items } = readVuPlan(files[READWRITE_VU_FILE] ?? "");
  const texts = ["code", 'x\t:"b"', "name", `y\t:${JSON.stringify(name)}`];
  expect(texts.map((_, n) => textIn(items, n))).toEqual(texts);
});
