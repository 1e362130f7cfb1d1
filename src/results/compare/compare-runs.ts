/**
 * Compares two runs, operation by operation, by figures of all requests and with the certainty of each change.
 * docs/comparison.md describes the methods. Pure, and reproducible by seed.
 */

import { type Block, cutBlocks } from "../stats/blocks.ts";
import type { Measures } from "../stats/bootstrap.ts";
import { createRandom } from "../stats/random.ts";
import { differencesOf, doubtsOf } from "./comparability.ts";
import { type CapacityChange, compareCapacity } from "./compare-capacity.ts";
import { compareFailures } from "./compare-failures.ts";
import { changeOf, isLongEnough, MEASURES, type Sample, sampleOf } from "./compare-operation.ts";
import type { Comparison, OperationComparison } from "./comparison.ts";
import { findEpisodes } from "./episodes.ts";
import { ALPHA, decide } from "./findings.ts";
import { floorOf, type Limits } from "./limits.ts";
import { reasonsOf } from "./reasons.ts";
import { type OperationSeries, operationName, type RunData } from "./run-data.ts";

export const LEAST_DRAWS = 2000;

type Pair = readonly [base: OperationSeries, run: OperationSeries];

/** @param seed of the bootstrap */
export function compareRuns(base: RunData, run: RunData, limits: Limits, seed: number): Comparison {
  const capacity = compareCapacity(base.summary.capacity, run.summary.capacity);
  const compared = {
    base: base.name,
    run: run.name,
    differences: differencesOf(base, run),
    doubts: [...doubtsOf(base), ...doubtsOf(run)],
  };
  return { ...compared, ...(capacity === undefined ? compareRequests(base, run, limits, seed) : byKnee(capacity)) };
}

type Outcome = Omit<Comparison, "base" | "run" | "differences" | "doubts">;

/** The steps of two searches differ, so figures over all of them are not compared. */
function byKnee(capacity: CapacityChange): Outcome {
  const { text, isRegression, isConclusive } = capacity;
  const nothing = { operations: [], failures: [], episodes: [], onlyInBase: [], onlyInRun: [] };
  return { isRegression, isConclusive, reasons: isRegression ? [text] : [], capacity, ...nothing };
}

function compareRequests(base: RunData, run: RunData, limits: Limits, seed: number): Outcome {
  const pairs = pairOperations(base, run);
  const rows = compareAll([[base.total, run.total], ...pairs], seed, limits, (index, name) =>
    // In a closed system one slow operation lowers the rate of all others: only the whole rate is judged.
    (index === 0) === (name === "rate") ? limitFor(limits, name) : undefined,
  );
  const [total, ...operations] = decide(rows) as [OperationComparison, ...OperationComparison[]];
  const failures = compareFailures(base.summary, run.summary, limits.maxFailures);
  const { maxSpell } = limits;
  const episodes = maxSpell === undefined ? [] : pairs.flatMap(([a, b]) => findEpisodes(a, b, maxSpell, limits));
  const reasons = reasonsOf({ total, operations, failures, episodes, limits });
  return {
    isRegression: reasons.length > 0,
    isConclusive: operations.some(({ changes }) => changes.some(({ finding }) => finding !== "too-few")),
    reasons,
    limits,
    total,
    operations,
    failures,
    episodes,
    onlyInBase: namesWithout(base, run),
    onlyInRun: namesWithout(run, base),
  };
}

function compareAll(
  pairs: readonly Pair[],
  seed: number,
  limits: Limits,
  limitAt: (index: number, name: keyof Measures) => number | undefined,
): OperationComparison[] {
  const cut = pairs.map((pair) => pair.map(({ seconds }) => cutBlocks(seconds)));
  const judged = cut.filter((blocks) => blocks.every(isLongEnough)).length;
  // The smallest p-value that so many resamples can give must survive the correction for multiple tests.
  const draws = Math.max(LEAST_DRAWS, Math.ceil((2 * 3 * judged) / ALPHA));
  const sampleFrom = (blocks: readonly Block[] = [], stream: number): Sample =>
    sampleOf(blocks, createRandom(seed * 1_000_003 + stream), draws);
  return pairs.map(([, after], index) => {
    const a = sampleFrom(cut[index]?.[0], 2 * index);
    const b = sampleFrom(cut[index]?.[1], 2 * index + 1);
    return {
      resource: after.resource,
      op: after.op,
      seconds: [a.seconds, b.seconds],
      requests: [a.requests, b.requests],
      changes: MEASURES.map((name) => changeOf(a, b, name, limitAt(index, name), floorOf(limits, name))),
    };
  });
}

function limitFor(limits: Limits, name: keyof Measures): number | undefined {
  return { rate: limits.minRate, p50: limits.maxP50, p95: limits.maxP95, p99: limits.maxP99 }[name];
}

function pairOperations(base: RunData, run: RunData): Pair[] {
  const before = new Map(base.operations.map((series) => [operationName(series), series]));
  const pairs: Pair[] = [];
  for (const series of run.operations) {
    const own = before.get(operationName(series));
    if (own !== undefined) pairs.push([own, series]);
  }
  return pairs.sort(([, a], [, b]) => (operationName(a) < operationName(b) ? -1 : 1));
}

/** By the summaries, which name operations without a request too. */
function namesWithout(some: RunData, other: RunData): string[] {
  const known = new Set(other.summary.operations.map(operationName));
  return some.summary.operations
    .map(operationName)
    .filter((name) => !known.has(name))
    .sort();
}
