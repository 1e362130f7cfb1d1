/** The plan of a load as a table for people. Pure. */

import { formatBytes, formatCount, plural } from "../../base/figures.ts";
import { textTable } from "../../base/table.ts";
import type { Dataset, Vocabulary } from "../../lib/data/dataset.ts";
import type { LoadPlan } from "../../lib/plan/load-plan.ts";

/** Bodies that are made to estimate an endpoint's size. */
const SAMPLES = 20;

/** More descriptor types of a level than these are one row. */
const MOST_DESCRIPTOR_TYPES = 5;

/**
 * Lines: the resources of each level with items and bytes; then what is left out and why.
 * @param isFull each descriptor type has a row
 */
export function planTable(
  plan: LoadPlan,
  dataset: Dataset,
  vocabulary: Vocabulary,
  presentItems: number,
  isFull = false,
): string[] {
  const rows: string[][] = [];
  let total = 0;
  for (const level of new Set(plan.segments.map((segment) => segment.level))) {
    const sizes = plan.segments
      .filter((segment) => segment.level === level)
      .map(({ endpoint, count }) => ({
        endpoint,
        count,
        bytes: count * averageBytes(dataset, endpoint, count, vocabulary),
      }));
    const types = sizes.filter(({ endpoint }) => endpoint.endsWith("Descriptors"));
    const isShort = !isFull && types.length > MOST_DESCRIPTOR_TYPES;
    const sumOf = (key: "count" | "bytes", of: typeof sizes): number => of.reduce((sum, size) => sum + size[key], 0);
    rows.push([`level ${level}`]);
    if (isShort) {
      const name = `  ${types.length} descriptor types, listed with --verbose`;
      rows.push([name, formatCount(sumOf("count", types)), formatBytes(sumOf("bytes", types))]);
    }
    for (const { endpoint, count, bytes } of isShort ? sizes.filter((size) => !types.includes(size)) : sizes)
      rows.push([`  ${endpoint}`, formatCount(count), formatBytes(bytes)]);
    total += sumOf("bytes", sizes);
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
