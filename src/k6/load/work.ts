/**
 * The work of a load as a VU sees it. Under the runner it is a file that the runner wrote; in a direct `k6 run` it
 * comes from `setup()`. Long lists of ranges (a resumed run) are kept once for all VUs.
 */

import { SharedArray } from "k6/data";
import { type PlannedNeeds, readWork, type Work } from "../../lib/contracts/load-work.ts";
import { WORK_FILE } from "../../lib/contracts/run-files.ts";
import type { Dataset } from "../../lib/data/dataset.ts";
import type { PlanSegment } from "../../lib/plan/load-plan.ts";
import { type Placed, placeRanges, totalOf } from "../../lib/plan/ranges.ts";
import { openItems } from "../dataset.ts";
import { RUN_DIRECTORY } from "../settings.ts";

/** Ranges that each VU may hold by itself. */
const FEW = 64;

export interface VuWork extends SegmentColumns {
  readonly segments: readonly PlanSegment[];
  readonly usable: ReadonlySet<string>;
  readonly ranges: { readonly length: number; readonly [index: number]: Placed | undefined };
  /** Number of items to do. */
  readonly size: number;
  isPresent(item: number): boolean;
}

/** Of all segments, in their order. Numbers take little memory: each VU has its own. */
interface SegmentColumns {
  readonly firsts: readonly number[];
  readonly levels: readonly number[];
}

function columns(segments: readonly PlanSegment[]): SegmentColumns {
  return { firsts: segments.map(({ first }) => first), levels: segments.map(({ level }) => level) };
}

export function vuWork(work: Work): VuWork {
  const present = new Set(
    (work.present ?? []).flatMap(([first, count]) => Array.from({ length: count }, (_, i) => first + i)),
  );
  return {
    isPresent: (item) => present.has(item),
    segments: work.segments,
    ...columns(work.segments),
    usable: new Set(work.usable),
    ranges: placeRanges(work.ranges),
    size: totalOf(work.ranges),
  };
}

/** In the init context, where files can be opened. */
function openWork(): Work {
  return readWork(open(`${RUN_DIRECTORY}/${WORK_FILE}`));
}

/** Called in the init context. */
export function workFromRunner(): VuWork {
  // As text: k6 freezes what is not, which takes twice the memory in each VU.
  const head = new SharedArray("work", () => {
    const { segments, usable, ranges } = openWork();
    return [JSON.stringify({ ...columns(segments), usable, size: totalOf(ranges) })];
  });
  const segments = new SharedArray("segments", () => openWork().segments as PlanSegment[]);
  const ranges = new SharedArray<Placed>("ranges", () => placeRanges(openWork().ranges));
  const { usable, ...own } = JSON.parse(head[0] as string) as SegmentColumns & { usable: string[]; size: number };
  // Each look into a shared array costs as much as a small body: short lists are copied.
  const near = ranges.length <= FEW ? [...ranges] : ranges;
  return { ...own, segments, usable: new Set(usable), ranges: near, isPresent: () => false };
}

/** The runner has found out what each resource needs. A VU parses it when it first learns of a missing item: few ever do. */
export function datasetFromRunner(settings: Parameters<typeof openItems>[0]): () => Dataset {
  const text = new SharedArray("needs", () => [JSON.stringify(openWork().needs ?? {})]);
  let table: PlannedNeeds | undefined;
  const needs: Dataset["needs"] = (endpoint) => {
    table ??= JSON.parse(text[0] as string) as PlannedNeeds;
    return table[endpoint] ?? { required: [], optional: [] };
  };
  return () => Object.assign(openItems(settings), { needs });
}
