/** Progress of a load: from its journal, which is exact and current, regardless of the period of the record. */

import { locateItem, type PlanSegment } from "../../lib/plan/load-plan.ts";
import { itemAt, placeRanges, type Range, totalOf } from "../../lib/plan/ranges.ts";
import type { Progress } from "../../results/live/live-state.ts";
import type { JournalTail } from "./journal-tail.ts";

export function loadProgress(
  tail: JournalTail,
  segments: readonly PlanSegment[],
  ranges: readonly Range[],
): () => Progress {
  const total = totalOf(ranges);
  const placed = placeRanges(ranges);
  const levels = Math.max(...segments.map(({ level }) => level));
  const resources = segments
    .map(({ endpoint, first, count }) => ({ resource: endpoint, done: 0, planned: overlap(ranges, first, count) }))
    .filter(({ planned }) => planned > 0);
  return () => {
    const { finished, level } = tail.counts;
    const next = itemAt(placed, Math.min(finished, total - 1));
    return {
      done: finished,
      total,
      unit: "items",
      level: { now: level, of: levels },
      ...(next === undefined ? {} : { resource: locateItem(segments, next).segment.endpoint }),
      resources,
    };
  };
}

function overlap(ranges: readonly Range[], first: number, count: number): number {
  return ranges.reduce(
    (sum, [start, size]) => sum + Math.max(0, Math.min(first + count, start + size) - Math.max(first, start)),
    0,
  );
}
