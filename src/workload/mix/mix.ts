/** A mix: which operations on which resources, in which shares. See docs/mixes.md. */

import type { MixKind, OperationOptions } from "../../lib/mix/mix.ts";

/** Weights by endpoint; only their relation counts. */
export type Weights = Readonly<Record<string, number>>;

export interface MixOperation extends OperationOptions {
  readonly kind: MixKind;
  readonly weight: number;
  /** Default: those of the mix. */
  readonly resources?: Weights;
}

export interface Limits {
  /** Milliseconds. */
  readonly p95?: number;
  /** 0 to 1. */
  readonly failures?: number;
}

export interface Mix {
  readonly text: string;
  readonly resources: Weights;
  readonly operations: readonly MixOperation[];
  readonly thresholds: Readonly<Partial<Record<MixKind, Limits>>>;
}
