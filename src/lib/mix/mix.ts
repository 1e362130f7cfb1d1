/** A mix: which operations on which resources, in which shares. docs/mixes.md is for people who write one. Pure. */

export const MIX_KINDS = ["get", "query", "page", "changes", "create", "update", "delete"] as const;
export type MixKind = (typeof MIX_KINDS)[number];

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

/** How an operation is done; each kind reads its own. */
export interface OperationOptions {
  /** query: `key`, or a query field such as `schoolId`. page: `offset` or `cursor`. */
  readonly by?: string;
  /** page: sizes, taken in turn, walk by walk. */
  readonly limits?: readonly number[];
  /** page: asks for the total with every page (by offset only). */
  readonly totalCount?: boolean;
  /** page: pages of one walk; 0 walks to the end. */
  readonly pages?: number;
  /** changes: asks for deleted items, and for changed keys, too. */
  readonly deletes?: boolean;
  readonly keyChanges?: boolean;
  /** update: `property` changes one property; `counter` counts in it, so that a lost update shows. */
  readonly change?: "property" | "counter";
}

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
