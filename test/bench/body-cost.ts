/**
 * Cost of one body in k6, averaged over a load plan in proportion to its counts, and over resources that recipes make;
 * JSON.stringify reported apart.
 * How to run it: docs/dataset.md, "Cost".
 */
import { createDataset } from "../../src/lib/data/create-dataset.ts";
import type { Items } from "../../src/lib/data/dataset.ts";
import { readTargetLines, writeTargetData } from "../../src/lib/target-data/lines.ts";
import { withTargetData } from "../../src/lib/target-data/with-target-data.ts";
import { TARGET_DATA } from "./target-data.ts";

declare const __ENV: Record<string, string>;
declare const console: { log(text: string): void };

const SIZES: Record<string, readonly number[]> = {
  smoke: [2, 2, 2, 6, 1],
  dev: [10, 100, 20, 8, 1],
  staging: [50, 5000, 800, 28, 1],
  prod: [130, 75000, 12000, 40, 4],
};
const SAMPLES = 40000;
const ROUNDS = 5;
const everything = { canUse: () => true };

export const options = { scenarios: { cost: { executor: "per-vu-iterations", maxDuration: "5m", exec: "measure" } } };

function create(profile: string): Items {
  const [schools, students, staff, coursesPerSchool, sectionsPerCourse] = SIZES[profile] as [number, ...number[]];
  return createDataset({
    seed: 1,
    datasetId: 2559,
    schoolYear: 2026,
    schools,
    students: students as number,
    staff: staff as number,
    coursesPerSchool: coursesPerSchool as number,
    sectionsPerCourse: sectionsPerCourse as number,
  });
}

/** Calls `work` a few times and gives the milliseconds of the fastest: other processes only ever add time. */
function best(work: () => void): number {
  let fastest = Number.POSITIVE_INFINITY;
  for (let round = 0; round < ROUNDS; round++) {
    const start = Date.now();
    work();
    fastest = Math.min(fastest, Date.now() - start);
  }
  return fastest;
}

export function measure(): void {
  const profile = __ENV.PROFILE ?? "prod";
  const createMs = best(() => {
    for (let n = 0; n < 10; n++) create(profile);
  });
  const dataset = create(profile);
  console.log(`${profile}: create ${(createMs / 10).toFixed(1)} ms; ${costOf(dataset, dataset.endpoints)}`);
  const lines = readTargetLines(writeTargetData(TARGET_DATA).split("\n"));
  console.log(`generated: ${costOf(withTargetData(dataset, lines), lines.head.recipes)}`);
}

function costOf(dataset: Items, endpoints: readonly string[]): string {
  let total = 0;
  for (const endpoint of endpoints) total += dataset.count(endpoint);
  const sum = { bodies: 0, bytes: 0, generateMs: 0, textMs: 0 };
  const lines: [number, string][] = [];
  for (const endpoint of endpoints) {
    const count = dataset.count(endpoint);
    const n = Math.min(count, Math.round((SAMPLES * count) / total));
    if (n === 0) continue;
    const first = Math.floor((count - n) / 2); // consecutive items, as a load does them
    let list: unknown[] = [];
    const generateMs = best(() => {
      list = [];
      for (let i = first; i < first + n; i++) list.push(dataset.body(endpoint, i, everything));
    });
    let bytes = 0;
    const textMs = best(() => {
      bytes = 0;
      for (const body of list) bytes += JSON.stringify(body).length;
    });
    sum.bodies += n;
    sum.bytes += bytes;
    sum.generateMs += generateMs;
    sum.textMs += textMs;
    lines.push([generateMs, `${endpoint}: ${((1000 * generateMs) / n).toFixed(1)} us each, ${n} bodies`]);
  }
  const each = (ms: number): string => ((1000 * ms) / sum.bodies).toFixed(1);
  lines.sort((a, b) => b[0] - a[0]);
  for (const [, line] of lines.slice(0, Number(__ENV.TOP ?? 0))) console.log(line);
  return `${sum.bodies} bodies of ${(sum.bytes / sum.bodies).toFixed(0)} characters: ${each(sum.generateMs)} us each, JSON.stringify ${each(sum.textMs)} us`;
}
