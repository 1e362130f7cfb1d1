/**
 * A load as an ordered list of numbered work items: the target's own dependency order, less what the client may not
 * create, times the counts of the dataset. Items are located by arithmetic, never stored. Pure.
 */

import { DATASET_VERSION, type Dataset } from "../data/dataset.ts";
import { type DependencyRow, endpointOf } from "../edfi/dependency-rows.ts";
import { fingerprint } from "./fingerprint.ts";
import { lastUpTo } from "./ranges.ts";
import { isDescriptor } from "./smoke-selection.ts";
import { tiesFor } from "./ties.ts";
import { type LeftOut, type TargetAbilities, usableEndpoints } from "./usable.ts";

/** All items of one endpoint: numbers `first` to `first + count - 1`, in index order. */
export interface PlanSegment {
  readonly endpoint: string;
  /** Rises along the plan; items of one level do not refer to each other. */
  readonly level: number;
  readonly first: number;
  readonly count: number;
}

export interface LoadPlan {
  readonly segments: readonly PlanSegment[];
  readonly items: number;
  /** Endpoints whose items can be referred to, for the generators' vocabulary. */
  readonly usable: readonly string[];
  readonly leftOut: readonly LeftOut[];
  readonly datasetVersion: number;
  /** Same text: same items under the same numbers, with the same bytes. */
  readonly fingerprint: string;
}

export function buildLoadPlan(dataset: Dataset, rows: readonly DependencyRow[], target: TargetAbilities): LoadPlan {
  const wanted = dataset.endpoints.filter((endpoint) => dataset.count(endpoint) > 0);
  const { endpoints, leftOut } = usableEndpoints(dataset, target, wanted);
  const levels = levelsOf(dataset, endpoints, rows);
  const segments: PlanSegment[] = [];
  let first = 0;
  for (const { endpoint, level } of levels) {
    if (target.isGiven?.(endpoint) === true) continue;
    const count = dataset.count(endpoint);
    segments.push({ endpoint, level, first, count });
    first += count;
  }
  const shape = segments.map(({ endpoint, count }) => `${endpoint}:${count}`).join();
  return {
    segments,
    items: first,
    usable: endpoints,
    leftOut,
    datasetVersion: DATASET_VERSION,
    fingerprint: fingerprint(`${DATASET_VERSION} ${JSON.stringify(dataset.settings)} ${shape}`),
  };
}

/**
 * Endpoints by level, lowest first. A level is the target's own order if it has one, raised above everything that the
 * endpoint's bodies refer to, and above what makes people visible. So lists with gaps (DMS omits schoolYearTypes) or with
 * extensions also work. Of the two rows for people, the one that allows Create counts.
 */
function levelsOf(
  dataset: Dataset,
  endpoints: readonly string[],
  rows: readonly DependencyRow[],
): { endpoint: string; level: number }[] {
  const orders = new Map<string, number>();
  for (const row of rows) {
    const { order, operations } = row;
    const endpoint = endpointOf(row);
    const isFirst = order < (orders.get(endpoint) ?? Number.POSITIVE_INFINITY);
    if (isFirst && (operations.length === 0 || operations.includes("Create"))) orders.set(endpoint, order);
  }
  const found = new Map<string, number>();
  const levelOf = (endpoint: string, path: readonly string[]): number => {
    const known = found.get(endpoint);
    if (known !== undefined) return known;
    if (path.includes(endpoint))
      throw new Error(`these resources need each other: ${[...path, endpoint].join(" -> ")}`);
    const { required, optional } = dataset.needs(endpoint);
    let level = orders.get(endpoint) ?? 0;
    for (const needed of [...required, ...optional, ...tiesFor(endpoint, required).flat()]) {
      if (endpoints.includes(needed)) level = Math.max(level, levelOf(needed, [...path, endpoint]) + SMALLEST_STEP);
    }
    found.set(endpoint, level);
    return level;
  };
  const placed = endpoints.map((endpoint, index) => ({ endpoint, order: levelOf(endpoint, []), index }));
  placed.sort(
    (a, b) =>
      a.order - b.order || Number(isDescriptor(b.endpoint)) - Number(isDescriptor(a.endpoint)) || a.index - b.index,
  );
  const distinct = [...new Set(placed.map(({ order }) => order))];
  return placed.map(({ endpoint, order }) => ({ endpoint, level: distinct.indexOf(order) + 1 }));
}

/** Separates dependent endpoints if the target's list has both on one level, or only one of them. */
const SMALLEST_STEP = 0.001;

/** Where an item number lies: its segment, and the index inside the dataset's endpoint. */
export function locateItem(segments: readonly PlanSegment[], item: number): { segment: PlanSegment; index: number } {
  const segment = segments[lastUpTo(item, segments.length, (at) => (segments[at] as PlanSegment).first)] as PlanSegment;
  return { segment, index: item - segment.first };
}
