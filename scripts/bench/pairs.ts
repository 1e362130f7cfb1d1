/** Two scripts measured in turns, and the ratios between them. */

import { formatCount, formatNumber } from "../../src/base/figures.ts";
import { quantileOf } from "../../src/results/stats/percentile.ts";
import type { Figure } from "./figure.ts";
import type { Cost } from "./process-cost.ts";

/** One run of k6. */
export interface Sample extends Cost {
  /** To resources, by method, as the sandbox counted them. */
  readonly requests: Readonly<Record<string, number>>;
  /** Of them, those that were sent before the measured part. */
  readonly startRequests: number;
}

export type Pair = readonly [ours: Sample, plain: Sample];

type Run = () => Promise<Sample>;

/** The order alternates, against drift. */
export async function measurePairs(ours: Run, plain: Run, rounds: number): Promise<Pair[]> {
  const pairs: Pair[] = [];
  for (let round = 0; round < rounds; round++) {
    const first = round % 2 === 0 ? await ours() : undefined;
    const other = await plain();
    pairs.push([first ?? (await ours()), other]);
  }
  return pairs;
}

function requestsOf({ requests }: Sample): number {
  return Object.values(requests).reduce((sum, count) => sum + count, 0);
}

/** Microseconds of the k6 process for each request of the measured part. */
export function cpuPerRequest(sample: Sample): number {
  const { cpuSeconds, startSeconds, startRequests } = sample;
  return ((cpuSeconds - startSeconds) * 1e6) / (requestsOf(sample) - startRequests);
}

export function megabytes({ peakBytes }: Sample): number {
  return peakBytes / 1e6;
}

/** @param of what is compared, in `unit`. @param more appended to the note */
export function ratioFigure(
  name: string,
  pairs: readonly Pair[],
  of: (sample: Sample) => number,
  { unit, limit, more = "" }: { readonly unit: string; readonly limit?: number | undefined; readonly more?: string },
): Figure {
  const ratios = pairs.map(([ours, plain]) => of(ours) / of(plain));
  const middle = (side: 0 | 1): string => {
    const values = pairs.map((pair) => of(pair[side]));
    return `${formatCount(quantileOf(values, 0.5))} ${unit}`;
  };
  const spread = `${formatNumber(Math.min(...ratios))} to ${formatNumber(Math.max(...ratios))}`;
  return {
    name,
    value: quantileOf(ratios, 0.5),
    unit: "x",
    ...(limit === undefined ? {} : { limit }),
    note: `median of ${pairs.length} pairs (${spread}): ${middle(0)} and ${middle(1)}${more}`,
  };
}

/** `6,120 GET, 2,400 POST` of the last run of ours. */
export function describeRequests(pairs: readonly Pair[]): string {
  const requests = pairs.at(-1)?.[0].requests ?? {};
  return Object.entries(requests)
    .map(([method, count]) => `${formatCount(count)} ${method}`)
    .join(", ");
}
