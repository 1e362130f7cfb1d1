/**
 * Cost of one body in k6, averaged over a load plan in proportion to its counts; JSON.stringify reported apart.
 * How to run it: docs/dataset.md, "Cost".
 */
import { createDataset } from "../../src/lib/data/create-dataset.ts";
import type { Dataset } from "../../src/lib/data/dataset.ts";

declare const __ENV: Record<string, string>;
declare const console: { log(text: string): void };

const SIZES: Record<string, readonly number[]> = {
  smoke: [2, 2, 2, 6, 1],
  dev: [10, 100, 20, 8, 1],
  staging: [50, 5000, 800, 20, 2],
  prod: [130, 75000, 12000, 40, 4],
};
const SAMPLES = 40000;
const everything = { canUse: () => true };

export const options = { scenarios: { cost: { executor: "per-vu-iterations", maxDuration: "5m", exec: "measure" } } };

function create(profile: string): Dataset {
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

/** Runs of consecutive items, as a load does them: `[endpoint, first index, how many]`. */
function plan(dataset: Dataset): [string, number, number][] {
  let total = 0;
  for (const endpoint of dataset.endpoints) total += dataset.count(endpoint);
  const runs: [string, number, number][] = [];
  for (const endpoint of dataset.endpoints) {
    const count = dataset.count(endpoint);
    const share = Math.round((SAMPLES * count) / total);
    for (let taken = 0; taken < share; taken += 50) {
      const first = Math.floor((taken * count) / share);
      runs.push([endpoint, first, Math.min(50, share - taken, count - first)]);
    }
  }
  return runs;
}

export function measure(): void {
  const profile = __ENV.PROFILE ?? "prod";
  const created = Date.now();
  for (let n = 0; n < 20; n++) create(profile);
  const createMs = (Date.now() - created) / 20;
  const dataset = create(profile);
  const runs = plan(dataset);
  const costs: Record<string, [number, number]> = {};
  for (let round = 0; round < 2; round++) {
    let bodies = 0;
    let bytes = 0;
    let generateMs = 0;
    let textMs = 0;
    for (const [endpoint, first, n] of runs) {
      const list = [];
      const start = Date.now();
      for (let i = first; i < first + n; i++) list.push(dataset.body(endpoint, i, everything));
      const middle = Date.now();
      for (const body of list) bytes += JSON.stringify(body).length;
      generateMs += middle - start;
      textMs += Date.now() - middle;
      bodies += n;
      const cost = costs[endpoint] ?? [0, 0];
      costs[endpoint] = [cost[0] + middle - start, cost[1] + n];
    }
    if (round === 0) continue; // templates are parsed in the first
    const each = (ms: number): string => ((1000 * ms) / bodies).toFixed(1);
    console.log(
      `${profile}: create ${createMs.toFixed(1)} ms, ${bodies} bodies of ${(bytes / bodies).toFixed(0)} characters: ${each(generateMs)} us each, JSON.stringify ${each(textMs)} us`,
    );
  }
  const top = Object.entries(costs).sort((a, b) => b[1][0] - a[1][0]);
  for (const [endpoint, [ms, n]] of top.slice(0, Number(__ENV.TOP ?? 0))) {
    console.log(`${endpoint}: ${((1000 * ms) / n).toFixed(1)} us each, ${n / 2} bodies`);
  }
}
