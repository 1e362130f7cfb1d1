/** What a load of nothing leaves for the phases after it. */
import { DATASET_VERSION } from "../../src/lib/data/dataset.ts";

export const LOAD_PHASE_DATA = {
  schema: 1,
  run: "run-1",
  writtenAt: "2026-01-01T00:00:00.000Z",
  target: { kind: "target", baseUrl: "http://127.0.0.1:1", version: "1.0" },
  plan: { fingerprint: "0123456789abcdef", items: 0 },
  dataset: {
    seed: 1,
    datasetId: 2,
    schools: 3,
    students: 4,
    staff: 5,
    coursesPerSchool: 6,
    sectionsPerCourse: 7,
    schoolYear: 2026,
  },
  datasetVersion: DATASET_VERSION,
  usable: [],
  complete: true,
  resources: {},
  missingItems: [],
};
