/** A mix: which operations on which resources, in which shares. docs/mixes.md is for people who write one. */

import type { MixKind, OperationOptions } from "../../../lib/mix/mix.ts";

export const MIX_KINDS = [
  "get",
  "query",
  "page",
  "changes",
  "create",
  "update",
  "delete",
] as const satisfies readonly MixKind[];

export const METHODS = ["GET", "POST", "PUT", "DELETE"] as const;
export type Method = (typeof METHODS)[number];

export const METHOD_OF: Readonly<Record<MixKind, Method>> = {
  get: "GET",
  query: "GET",
  page: "GET",
  changes: "GET",
  create: "POST",
  update: "PUT",
  delete: "DELETE",
};

/** Tag `op` of a kind's requests, in metrics, thresholds and the journal. */
export const OP_OF: Readonly<Record<MixKind, string>> = {
  get: "read",
  query: "query",
  page: "page",
  changes: "changes",
  create: "create",
  update: "update",
  delete: "delete",
};

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
