/** What the document engine keeps and how it asks for it. No HTTP, no resource model. */

export interface StoredDocument {
  /** Order of insertion over all resources; never used twice. */
  readonly seq: number;
  readonly id: string;
  /** `ed-fi/students` */
  readonly table: string;
  /** Natural key as text, unique in the table. */
  readonly key: string;
  /** Key under which an abstract resource knows it (`EducationOrganization` + id), unique in the store. */
  readonly alias: string | undefined;
  /** Display form of the key: a descriptor's `namespace#codeValue` in its own spelling. */
  readonly label: string | undefined;
  /** JSON without id, etag and links. */
  readonly text: string;
  /** Change version of the last change. */
  readonly version: number;
  /** Seconds since 1970 of the last change. */
  readonly modified: number;
  /** `seq` of every document it refers to, each once. */
  readonly refs: readonly number[];
}

export type DocumentContent = Pick<StoredDocument, "key" | "alias" | "label" | "text" | "refs">;

export interface DocumentChange {
  readonly document: StoredDocument;
  readonly content: DocumentContent;
}

/** A delete or key change that `/deletes` and `/keyChanges` report. */
export interface TrackedChange {
  readonly kind: "delete" | "keyChange";
  readonly table: string;
  readonly id: string;
  readonly version: number;
  /** Natural key text after the change: shows whether a deleted item exists again. */
  readonly key: string;
  readonly oldKeyValues: Readonly<Record<string, unknown>>;
  /** Absent for deletes. */
  readonly newKeyValues?: Readonly<Record<string, unknown>>;
  /** The deleted item as JSON, where its key alone does not decide who may see the delete. */
  readonly text?: string;
}

export interface DocumentTable {
  readonly name: string;
  readonly size: number;
  byKey(key: string): StoredDocument | undefined;
  /** All documents in insertion order. Valid until the next write. */
  all(): readonly StoredDocument[];
  /** Documents whose value of `field` equals `value`, in insertion order; the index is built at the first use. */
  where(field: string, value: string, textOf: TextOf): readonly StoredDocument[];
  /** How many `where` would give, without collecting them. */
  count(field: string, value: string, textOf: TextOf): number;
}

/** The text under which a document is found by a field; undefined when it has none. */
export type TextOf = (document: StoredDocument) => string | undefined;

export interface DocumentStore {
  /** Highest change version given out; 1 in an empty store. */
  readonly changeVersion: number;
  /** Highest `seq` given out; 0 in an empty store. */
  readonly newestSeq: number;
  table(name: string): DocumentTable;
  byId(id: string): StoredDocument | undefined;
  bySeq(seq: number): StoredDocument | undefined;
  byAlias(alias: string): StoredDocument | undefined;
  insert(table: string, content: DocumentContent): StoredDocument;
  replace(document: StoredDocument, content: DocumentContent): StoredDocument;
  /** Several at one moment: all get the same time of change, each its own version. In the order given. */
  replaceAll(changes: readonly DocumentChange[]): StoredDocument[];
  /** @returns the change version of the delete. */
  remove(document: StoredDocument): number;
  referrers(document: StoredDocument): Iterable<StoredDocument>;
  isReferenced(document: StoredDocument): boolean;
  track(change: TrackedChange): void;
  /** In order of change version. */
  tracked(table: string): readonly TrackedChange[];
  tableNames(): readonly string[];
  /** Removes all documents and tracked changes; numbers go on from where they are. */
  clear(): void;
  /** Resolves when everything written so far is on disk. */
  flush(): Promise<void>;
  close(): Promise<void>;
}
