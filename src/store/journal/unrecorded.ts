/** Whether an item that was "there already" is the run's own after all. */

import type { ItemLine } from "../../lib/contracts/journal/item-line.ts";
import { type LoadPlan, locateItem } from "../../lib/plan/load-plan.ts";
import { ItemSet } from "../../lib/plan/ranges.ts";
import { isShared } from "../../lib/plan/shared-values.ts";

/** What is known about the target before the run; nothing where it is absent. */
export type PlanBefore = Pick<LoadPlan, "segments" | "items"> & {
  /** Items of each resource; absent where they could not be counted. */
  readonly countsBefore?: Readonly<Record<string, number>> | undefined;
  /** Descriptors and school years of the plan that were there. */
  readonly presentItems?: readonly number[];
};

type ItemRule = (line: ItemLine, fileIndex: number) => boolean;

/**
 * An answer can be lost when a connection breaks, and a journal line when k6 is killed: what they created answers
 * "there already" the next time. It is the run's own where the item was sent before and the target cannot have had it:
 * nothing of its resource was there, or the list of its values that was read before the run lacks it. Cleaning up and
 * counting both go by this.
 */
export function unrecordedRule(plan: PlanBefore): ItemRule {
  const wasAbsent = absenceRule(plan);
  return (line, fileIndex) => line.result === "present" && wasSentBefore(line, fileIndex) && wasAbsent(line.item);
}

/** An item that is answered "there already", although it was never sent before and the target cannot have had it. */
export function unexpectedRule(plan: PlanBefore): ItemRule {
  const wasAbsent = absenceRule(plan);
  return (line, fileIndex) => line.result === "present" && !wasSentBefore(line, fileIndex) && wasAbsent(line.item);
}

function wasSentBefore({ repeats }: ItemLine, fileIndex: number): boolean {
  return repeats > 0 || fileIndex > 0;
}

function absenceRule(plan: PlanBefore): (item: number) => boolean {
  const before = new ItemSet(plan.items);
  for (const item of plan.presentItems ?? []) before.add(item);
  return (item) => {
    const { endpoint } = locateItem(plan.segments, item).segment;
    const count = plan.countsBefore?.[endpoint];
    return count === 0 || (count !== undefined && isShared(endpoint) && !before.has(item));
  };
}
