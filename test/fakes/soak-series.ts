/** Figures of a soak, step by step, with noise as real ones have it. */

import type { DriftInput, DriftSeries } from "../../src/results/drift/find-drifts.ts";
import { createRandom } from "../../src/results/stats/random.ts";

export interface SimulatedSoak {
  readonly seconds: number;
  readonly seed: number;
  /** How many series of latencies; 8. */
  readonly latencies?: number;
  /** Standard deviation of latencies relative to their level; 2 to 8 %, each its own. */
  readonly noise?: number;
  /** Share of a disturbance that is left one step later; up to 0.7, each series its own. */
  readonly memory?: number;
  /** Factors on series by name, each at a second of the run. */
  readonly factors?: Readonly<Record<string, (second: number) => number>>;
}

const STEP_SECONDS = 10;
export const LATENCY = "p95 of operation 1";
export const FAILURES = "failures";
export const MEMORY = "memory of the target";
export const SIZE = "size of the database";

/** Requests in a step, for the share of failures. */
const REQUESTS = 500;

export function simulatedSoak({ seconds, seed, latencies = 8, factors = {}, ...given }: SimulatedSoak): DriftInput {
  const random = createRandom(seed);
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  /** Student's t with 4 degrees of freedom, scaled to a standard deviation of 1. */
  const heavy = (): number => normal() / Math.sqrt(-Math.log((1 - random()) * (1 - random())));
  const steps = Array.from({ length: Math.floor(seconds / STEP_SECONDS) }, (_, step) => step * STEP_SECONDS);
  const noiseOfHours = steps.map(() => (seconds > 3600 ? 0.5 + 1.5 * random() : 1));
  const noisy = (name: string, level: number, noise: number): number[] => {
    const memory = given.memory ?? 0.7 * random();
    let disturbance = heavy();
    return steps.map((second) => {
      disturbance = memory * disturbance + Math.sqrt(1 - memory ** 2) * heavy();
      const outlier = random() < 0.005 ? 1 + 3 * random() : 1;
      const spread = noise * (noiseOfHours[Math.floor(second / 3600)] ?? 1);
      return level * (factors[name]?.(second) ?? 1) * outlier * Math.max(0.1, 1 + spread * disturbance);
    });
  };
  const failing = 0.002 * random();
  const failures = steps.map((second) => poisson(REQUESTS * failing * (factors[FAILURES]?.(second) ?? 1), random));
  const series: DriftSeries[] = [
    ...Array.from({ length: latencies }, (_, index): DriftSeries => {
      const name = `p95 of operation ${index + 1}`;
      return { name, unit: "ms", values: noisy(name, 5 + 10 * index, given.noise ?? 0.02 + 0.06 * random()) };
    }),
    { name: FAILURES, unit: "share", values: failures.map((count) => count / REQUESTS) },
    { name: MEMORY, unit: "bytes", values: noisy(MEMORY, 8e8, 0.015) },
    { name: SIZE, unit: "bytes", values: noisy(SIZE, 4e9, 0.002) },
  ];
  return { stepSeconds: STEP_SECONDS, series };
}

export interface CollectedMemory {
  readonly seed: number;
  readonly seconds?: number;
  /** How high garbage rises at most before it is collected, as a share of the level; 0.12. */
  readonly garbage?: number;
  /** What caches and code add to the level at most; 0.5. Each run has its own. */
  readonly warmUp?: number;
  readonly factor?: (second: number) => number;
}

const MEMORY_STEP_SECONDS = 5;

/**
 * Memory of a process whose garbage is collected: it rises and falls in teeth of 20 seconds to 5 minutes, gives back
 * most of them, and warms up towards its level. Series that were recorded of the sandbox look so.
 */
export function collectedMemory({ seed, seconds = 1200, garbage = 0.12, ...given }: CollectedMemory): DriftInput {
  const { warmUp = 0.5, factor = () => 1 } = given;
  const random = createRandom(seed);
  const period = 20 * 15 ** random();
  const tooth = 0.02 + (garbage - 0.02) * random();
  const constant = 30 + 370 * random();
  const warm = warmUp * random();
  const kept = 0.5 * random();
  const ownLimit = (): number => tooth * (0.85 + 0.3 * random());
  let limit = ownLimit();
  let height = limit * random();
  let left = 0;
  const values = Array.from({ length: seconds / MEMORY_STEP_SECONDS }, (_, step) => {
    const second = step * MEMORY_STEP_SECONDS;
    height += (2 * random() * tooth * MEMORY_STEP_SECONDS) / period;
    if (height > limit) {
      left = kept * Math.min(height, tooth);
      height = 0;
      limit = ownLimit();
    }
    const level = factor(second) + warm * (1 - Math.exp(-second / constant));
    return 8e7 * (level + Math.max(left, height) + 0.005 * (random() - 0.5));
  });
  return { stepSeconds: MEMORY_STEP_SECONDS, series: [{ name: MEMORY, unit: "bytes", values }] };
}

function poisson(mean: number, random: () => number): number {
  const end = Math.exp(-mean);
  let count = 0;
  for (let product = random(); product > end; product *= random()) count++;
  return count;
}
