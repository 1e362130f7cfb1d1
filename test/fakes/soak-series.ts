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

function poisson(mean: number, random: () => number): number {
  const end = Math.exp(-mean);
  let count = 0;
  for (let product = random(); product > end; product *= random()) count++;
  return count;
}
