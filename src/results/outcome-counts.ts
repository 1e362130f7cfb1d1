/** Sums over final outcomes. Pure. */

import { formatCount } from "../base/figures.ts";
import { isFailure, isSuccess, type Outcome } from "../lib/http/outcome.ts";
import type { OutcomeCounts } from "./run-summary.ts";

export function failuresIn(outcomes: OutcomeCounts): number {
  return sumOf(outcomes, isFailure);
}

export function successesIn(outcomes: OutcomeCounts): number {
  return sumOf(outcomes, isSuccess);
}

/** Finished items or calls, with any outcome. */
export function itemsIn(outcomes: OutcomeCounts): number {
  return sumOf(outcomes, () => true);
}

function sumOf(outcomes: OutcomeCounts, counts: (outcome: Outcome) => boolean): number {
  let sum = 0;
  for (const [outcome, count] of entriesOf(outcomes)) if (counts(outcome)) sum += count;
  return sum;
}

export function addOutcomes(all: readonly OutcomeCounts[]): OutcomeCounts {
  const total: Partial<Record<Outcome, number>> = {};
  for (const [outcome, count] of all.flatMap(entriesOf)) total[outcome] = (total[outcome] ?? 0) + count;
  return total;
}

/** `created 120, conflict 3`: successes first, then by number. @param wanted which of them; default all */
export function describeOutcomes(outcomes: OutcomeCounts, wanted: (outcome: Outcome) => boolean = () => true): string {
  return entriesOf(outcomes)
    .filter(([outcome, count]) => count > 0 && wanted(outcome))
    .sort(([a, countA], [b, countB]) => Number(isSuccess(b)) - Number(isSuccess(a)) || countB - countA)
    .map(([outcome, count]) => `${outcome} ${formatCount(count)}`)
    .join(", ");
}

function entriesOf(outcomes: OutcomeCounts): [Outcome, number][] {
  return Object.entries(outcomes) as [Outcome, number][];
}
