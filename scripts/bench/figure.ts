/** What a measure of `npm run bench` gives. */

export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** Absent for a figure without a limit. */
  readonly limit?: number;
  /** A limit from below: more is better. */
  readonly atLeast?: boolean;
  /** How it was measured, in a few words. */
  readonly note: string;
}

/** Each replaces the measure's own default. */
export interface BenchOptions {
  readonly vus?: readonly number[];
  /** Of one run of k6; in `long`, the most that the whole run may take. */
  readonly seconds?: number;
  /** Pairs of runs. */
  readonly rounds?: number;
  readonly requests?: number;
}

export interface Measured {
  readonly figures: readonly Figure[];
  /** Markdown that is printed, and written below the figures. */
  readonly text?: string;
}

export type Measure = (k6Path: string, options: BenchOptions) => Promise<Measured>;
