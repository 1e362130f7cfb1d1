import { expect, it } from "vitest";
import { k6 } from "../../../test/k6-shim/process.ts";
import { startVu, UNDER_RUNNER, useFakeK6 } from "../../../test/k6-shim/vu.ts";
import { writeWork } from "../../lib/contracts/load-work.ts";
import { WORK_FILE } from "../../lib/contracts/run-files.ts";
import { createDataset } from "../../lib/data/create-dataset.ts";
import { givenWork } from "../../phases/load/given-work.ts";

useFakeK6();

const SIZES = { schools: 2, students: 4, staff: 2, coursesPerSchool: 1, sectionsPerCourse: 1 };
const NAMES = { seed: 1, datasetId: 1, schoolYear: 2026 };

it("reads the needs of each resource from the runner", async () => {
  const dataset = createDataset({ ...SIZES, ...NAMES });
  const segments = ["schools", "calendars"].map((endpoint, at) => ({ endpoint, level: at + 1, first: at, count: 1 }));
  k6.files.set(`/run/${WORK_FILE}`, writeWork(givenWork(dataset, { segments, usable: [] }, [[0, 2]])));
  const { openLoadData } = await startVu(() => import("./work.ts"), UNDER_RUNNER);
  const opened = openLoadData({
    ...NAMES,
    schoolCount: 2,
    studentCount: 4,
    staffCount: 2,
    coursesPerSchool: 1,
    sectionsPerCourse: 1,
  })();
  for (const { endpoint } of segments) expect(opened.needs(endpoint), endpoint).toEqual(dataset.needs(endpoint));
  expect(opened.needs("calendars").required).toContain("schools");
  expect(opened.needs("grades")).toEqual({ required: [], optional: [] });
  expect(opened.key("schools", 1)).toEqual(dataset.key("schools", 1));
});
