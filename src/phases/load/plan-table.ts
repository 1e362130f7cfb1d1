/** The plan of a load as a table for people. Pure. */

import { formatBytes } from "../../base/figures.ts";
import { textTable } from "../../base/table.ts";
import type { Dataset, Vocabulary } from "../../lib/data/dataset.ts";
import type { LoadPlan } from "../../lib/plan/load-plan.ts";

/** Bodies that are made to estimate an endpoint's size. */
const SAMPLES = 20;

/** Lines: level, resource, items, average and total bytes; then what is left out and why. */
export function planTable(plan: LoadPlan, dataset: Dataset, vocabulary: Vocabulary, presentItems: number): string[] {
  const rows = plan.segments.map(({ endpoint, level, count }) => {
    const bytes = averageBytes(dataset, endpoint, count, vocabulary);
    return [String(level), endpoint, String(count), String(bytes), formatBytes(bytes * count)];
  });
  const total = plan.segments.reduce(
    (sum, { endpoint, count }) => sum + count * averageBytes(dataset, endpoint, count, vocabulary),
    0,
  );
  rows.push(["", "total", String(plan.items), "", formatBytes(total)]);
  const lines = textTable(["level", "resource", "items", "bytes each", "bytes"], rows, [0, 2, 3, 4]);
  if (presentItems > 0)
    lines.push("", `${presentItems} of these items are at the target already (descriptors, school years).`);
  if (plan.leftOut.length > 0) {
    lines.push("", `Left out (${plan.leftOut.length}):`);
    for (const { endpoint, reason } of plan.leftOut) lines.push(`  ${endpoint}: ${reason}`);
  }
  return lines;
}

function averageBytes(dataset: Dataset, endpoint: string, count: number, vocabulary: Vocabulary): number {
  const samples = Math.min(SAMPLES, count);
  let bytes = 0;
  for (let sample = 0; sample < samples; sample++) {
    const index = Math.floor((sample * count) / samples);
    bytes += JSON.stringify(dataset.body(endpoint, index, vocabulary)).length;
  }
  return samples === 0 ? 0 : Math.round(bytes / samples);
}
