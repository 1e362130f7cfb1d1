/** The plan of a load as a table for people. Pure. */

import { formatBytes, formatCount, plural } from "../../base/figures.ts";
import { textTable } from "../../base/table.ts";
import type { Dataset, Vocabulary } from "../../lib/data/dataset.ts";
import type { LoadPlan } from "../../lib/plan/load-plan.ts";

/** Bodies that are made to estimate an endpoint's size. */
const SAMPLES = 20;

/** Lines: the resources of each level with items and bytes; then what is left out and why. */
export function planTable(plan: LoadPlan, dataset: Dataset, vocabulary: Vocabulary, presentItems: number): string[] {
  const rows: string[][] = [];
  let total = 0;
  let last = 0;
  for (const { endpoint, level, count } of plan.segments) {
    const bytes = count * averageBytes(dataset, endpoint, count, vocabulary);
    if (level !== last) rows.push([`level ${level}`]);
    rows.push([`  ${endpoint}`, formatCount(count), formatBytes(bytes)]);
    total += bytes;
    last = level;
  }
  rows.push([`total of ${plural(plan.segments.length, "resource")}`, formatCount(plan.items), formatBytes(total)]);
  const lines = textTable(["resource", "items", "size"], rows, [1, 2]);
  if (presentItems > 0)
    lines.push("", `Already on the target: ${plural(presentItems, "item")} of these (descriptors, school years).`);
  if (plan.leftOut.length > 0) {
    lines.push("", `Left out: ${plural(plan.leftOut.length, "resource")}`);
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
