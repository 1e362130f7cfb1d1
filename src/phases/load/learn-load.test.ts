import { expect, test } from "vitest";
import { temporaryFolder } from "../../../test/temporary-folder.ts";
import { TARGET_DATA_FILE } from "../../lib/contracts/run-files.ts";
import { createDataset } from "../../lib/data/create-dataset.ts";
import { smokeDatasetSettings } from "../../lib/plan/smoke-selection.ts";
import type { Run } from "../../run/run.ts";
import { openRunFolder } from "../../store/run-folder.ts";
import { withCuts } from "../../workload/target-data/cuts.ts";
import { learnLoad } from "./learn-load.ts";
import type { LoadWork } from "./load-work.ts";

const settings = smokeDatasetSettings(1, 1, 2026);
const everything = { canUse: () => true };
const adapted = [{ what: "schools", change: "nickname added" }];

test("a load that is resumed keeps to what it has learnt, and asks the target nothing", async () => {
  const folder = openRunFolder(temporaryFolder(), "load", { create: true });
  const cut = { endpoint: "students", path: ["birthCity"], why: "returned 400: Unknown property." };
  folder.write(TARGET_DATA_FILE, withCuts(undefined, [cut]) ?? "");
  const dataset = createDataset(settings);
  const work = { dataset, plan: { dataset: settings }, adapted, undescribed: ["students"] } as unknown as LoadWork;
  const learnt = await learnLoad({ folder } as unknown as Run, work);
  expect(dataset.body("students", 0, everything)).toHaveProperty("birthCity");
  expect(learnt.dataset.body("students", 0, everything)).not.toHaveProperty("birthCity");
  expect(learnt.adapted).toEqual([
    ...adapted,
    {
      what: "students",
      change: "without birthCity, which the target refuses: it returned 400: Unknown property.",
    },
  ]);
});

test("a load of a target whose documents describe everything stays as it is", async () => {
  const folder = openRunFolder(temporaryFolder(), "load", { create: true });
  const work = { dataset: createDataset(settings), plan: { dataset: settings }, adapted } as unknown as LoadWork;
  expect(await learnLoad({ folder } as unknown as Run, work)).toBe(work);
});
