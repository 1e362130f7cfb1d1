/** One measured figure. */

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

export type Measure = (k6Path: string) => Promise<Figure[]>;
