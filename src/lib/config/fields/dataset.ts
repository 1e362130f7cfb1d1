/** Settings of the dataset. The names of the sizes are those of the predecessor of this project. */

import type { Field, WordsOf } from "../field.ts";

export const DATASET_FIELDS = [
  { key: "schoolCount", env: "SCHOOL_COUNT", kind: "integer", default: "2", min: 1, max: 50_000 },
  { key: "studentCount", env: "STUDENT_COUNT", kind: "integer", default: "2", min: 1, max: 10_000_000 },
  { key: "staffCount", env: "STAFF_COUNT", kind: "integer", default: "2", min: 1, max: 1_000_000 },
  { key: "coursesPerSchool", env: "COURSES_PER_SCHOOL", kind: "integer", default: "6", min: 1, max: 500 },
  { key: "sectionsPerCourse", env: "SECTIONS_PER_COURSE", kind: "integer", default: "1", min: 1, max: 100 },
  { key: "seed", env: "SEED", kind: "integer", default: "1", min: 0, max: 4_294_967_295 },
  { key: "datasetId", env: "DATASET_ID", kind: "integer", default: "2559", min: 1, max: 8_999 },
  { key: "schoolYear", env: "SCHOOL_YEAR", kind: "integer", default: "2026", min: 1991, max: 2088 },
] as const satisfies readonly Field[];

export const DATASET_WORDS: WordsOf<typeof DATASET_FIELDS> = {
  schoolCount: { flag: "schools", unit: "schools", text: "Schools in the dataset." },
  studentCount: {
    flag: "students",
    unit: "students",
    text: "Students in the dataset, distributed unevenly over the schools.",
  },
  staffCount: { flag: "staff", unit: "staff", text: "Staff members in the dataset." },
  coursesPerSchool: { flag: "courses-per-school", unit: "courses", text: "Courses per school." },
  sectionsPerCourse: {
    flag: "sections-per-course",
    unit: "sections",
    text: "Average number of sections per course offering. Fewer where a class would have fewer than 18 students.",
  },
  seed: {
    flag: "seed",
    text: "Seed of the dataset. The same seed produces identical data, a different seed produces different people.",
  },
  datasetId: {
    flag: "dataset-id",
    text: "Part of every natural key. Loads with different IDs do not overlap.",
  },
  schoolYear: { flag: "school-year", text: "Ending year of the school year: 2026 means 2025-2026." },
};

/** Used by the runner only, which writes their effect into the run folder. */
export const DATASET_RUNNER_FIELDS = [
  { key: "resources", env: "RESOURCES", kind: "file", default: "core" },
  { key: "descriptorNamespace", env: "DESCRIPTOR_NAMESPACE", kind: "text", default: "" },
] as const satisfies readonly Field[];

export const DATASET_RUNNER_WORDS: WordsOf<typeof DATASET_RUNNER_FIELDS> = {
  resources: {
    flag: "resources",
    text:
      "core: the resources of the dataset. all: also all other resources and descriptors in the target's OpenAPI " +
      "documents. Or a JSON file of resources and counts.",
  },
  descriptorNamespace: {
    flag: "descriptor-namespace",
    text: "Namespace of the descriptors that --resources creates. Not set: the namespace of their project.",
  },
};
