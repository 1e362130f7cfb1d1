/** One operation in a mix file: docs/mixes.md. Types only. */

export type MixKind = "get" | "query" | "page" | "changes" | "create" | "update" | "delete";

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
