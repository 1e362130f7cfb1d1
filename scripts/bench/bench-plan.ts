/** Datasets that are loaded for a measure. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readItemLine } from "../../src/lib/contracts/journal/item-line.ts";
import { createDataset } from "../../src/lib/data/create-dataset.ts";
import type { Dataset } from "../../src/lib/data/dataset.ts";
import type { DependencyRow } from "../../src/lib/edfi/dependency-rows.ts";
import { buildLoadPlan, type LoadPlan } from "../../src/lib/plan/load-plan.ts";
import { PROJECT_ROOT } from "../../src/settings/root.ts";
import { datasetOf } from "../../src/workload/target-data/target-dataset.ts";

/** Files that are made for a measure. */
export const BENCH_FOLDER = join(PROJECT_ROOT, "dist/bench");

export interface Sizes {
  readonly schools: number;
  readonly students: number;
  readonly staff: number;
  readonly coursesPerSchool: number;
  readonly sectionsPerCourse: number;
}

export const DEV: Sizes = { schools: 10, students: 100, staff: 20, coursesPerSchool: 8, sectionsPerCourse: 1 };
export const PROD: Sizes = {
  schools: 130,
  students: 75_000,
  staff: 12_000,
  coursesPerSchool: 40,
  sectionsPerCourse: 4,
};

export interface BenchPlan {
  readonly sizes: Sizes;
  readonly dataset: Dataset;
  readonly plan: LoadPlan;
}

/**
 * What a load creates of a dataset of these sizes when a client may create everything.
 * @param targetData what documents of the target add
 */
export function planOf(sizes: Sizes, rows: readonly DependencyRow[], targetData?: string): BenchPlan {
  const dataset = datasetOf(createDataset({ seed: 1, datasetId: 1, schoolYear: 2026, ...sizes }), targetData);
  const everything = { canCreate: () => true, isPresent: () => false, isKnown: () => true };
  return { sizes, dataset, plan: buildLoadPlan(dataset, rows, everything) };
}

export function environmentOf(sizes: Sizes): Record<string, string> {
  return {
    SEED: "1",
    DATASET_ID: "1",
    SCHOOL_YEAR: "2026",
    SCHOOL_COUNT: String(sizes.schools),
    STUDENT_COUNT: String(sizes.students),
    STAFF_COUNT: String(sizes.staff),
    COURSES_PER_SCHOOL: String(sizes.coursesPerSchool),
    SECTIONS_PER_COURSE: String(sizes.sectionsPerCourse),
  };
}

/** Every body of the plan, in its order. */
export function itemsOf({ dataset, plan }: BenchPlan): { endpoint: string; body: string }[] {
  const usable = new Set(plan.usable);
  const vocabulary = { canUse: (endpoint: string) => usable.has(endpoint) };
  return plan.segments.flatMap(({ endpoint, count }) =>
    Array.from({ length: count }, (_, index) => ({
      endpoint,
      body: JSON.stringify(dataset.body(endpoint, index, vocabulary)),
    })),
  );
}

/** Number and id of each item that the journal of a load calls created. */
export function journaledIds(journal: string): [item: number, id: string][] {
  return readFileSync(journal, "latin1")
    .split("\n")
    .flatMap((text): [number, string][] => {
      const line = readItemLine(text);
      return line === undefined ? [] : [[line.item, line.id]];
    });
}
