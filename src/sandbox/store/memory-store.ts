/** The store as the engine sees it: all in memory, every change handed to a writer that keeps it on disk. */
import { randomUUID } from "node:crypto";
import { Postings } from "./postings.ts";
import { MemoryTable } from "./table.ts";
import type {
  DocumentChange,
  DocumentContent,
  DocumentStore,
  DocumentTable,
  StoredDocument,
  TrackedChange,
} from "./types.ts";

/** Takes changes in order; `undefined` means that the document was deleted. */
export interface ChangeWriter {
  document(seq: number, document: StoredDocument | undefined): void;
  tracked(change: TrackedChange): void;
  /** @param version of a tracked change that is no longer kept */
  forgotten(version: number): void;
  counters(counters: Counters): void;
  flush(): Promise<void>;
  close(): Promise<void>;
}

/** What stays when a document is replaced. */
type Identity = Pick<StoredDocument, "seq" | "id" | "table">;

export interface Counters {
  /** Highest `seq` and change version given out so far. */
  seq: number;
  version: number;
}

/**
 * DMS draws more numbers than one for a write, so that the newest version is above what was written before it was
 * asked for: clients that take it as lower bound of the next round, though bounds are inclusive, see nothing twice.
 */
const NUMBERS_PER_WRITE = 2;

/** Before the first change a DMS database answers 1. */
const FIRST_VERSION = 1;

export class MemoryStore implements DocumentStore {
  readonly #writer: ChangeWriter;
  readonly #now: () => number;
  readonly #tables = new Map<string, MemoryTable>();
  readonly #bySeq = new Map<number, StoredDocument>();
  readonly #byId = new Map<string, StoredDocument>();
  readonly #byAlias = new Map<string, StoredDocument>();
  readonly #referrers = new Postings<number>();
  readonly #tracked = new Map<string, TrackedChange[]>();
  readonly #counters: Counters = { seq: 0, version: FIRST_VERSION };

  /** @param now milliseconds since 1970 */
  constructor(writer: ChangeWriter, now: () => number) {
    this.#writer = writer;
    this.#now = now;
  }

  get changeVersion(): number {
    return this.#counters.version;
  }

  get newestSeq(): number {
    return this.#counters.seq;
  }

  table(name: string): DocumentTable {
    return this.#table(name);
  }

  byId(id: string): StoredDocument | undefined {
    return this.#byId.get(id);
  }

  bySeq(seq: number): StoredDocument | undefined {
    return this.#bySeq.get(seq);
  }

  byAlias(alias: string): StoredDocument | undefined {
    return this.#byAlias.get(alias);
  }

  insert(table: string, content: DocumentContent): StoredDocument {
    this.#counters.seq += 1;
    const identity = { seq: this.#counters.seq, id: randomUUID(), table };
    const document = this.#stamp(identity, content, this.#seconds());
    this.#link(document);
    this.#table(table).add(document);
    this.#write(document.seq, document);
    return document;
  }

  replace(document: StoredDocument, content: DocumentContent): StoredDocument {
    return this.#replace({ document, content }, this.#seconds());
  }

  replaceAll(changes: readonly DocumentChange[]): StoredDocument[] {
    const modified = this.#seconds();
    return changes.map((change) => this.#replace(change, modified));
  }

  #replace({ document: old, content }: DocumentChange, modified: number): StoredDocument {
    const document = this.#stamp(old, content, modified);
    this.#unlink(old);
    this.#link(document);
    this.#table(old.table).swap(old, document);
    this.#write(document.seq, document);
    return document;
  }

  remove(document: StoredDocument): number {
    this.#counters.version += 1;
    this.#unlink(document);
    this.#bySeq.delete(document.seq);
    this.#byId.delete(document.id);
    this.#table(document.table).delete(document);
    this.#write(document.seq, undefined);
    return this.#counters.version;
  }

  *referrers(document: StoredDocument): Iterable<StoredDocument> {
    for (const seq of this.#referrers.get(document.seq)) yield this.#bySeq.get(seq) as StoredDocument;
  }

  isReferenced(document: StoredDocument): boolean {
    return this.#referrers.size(document.seq) > 0;
  }

  track(change: TrackedChange): void {
    this.#keepTracked(change);
    this.#writer.tracked(change);
  }

  tracked(table: string): readonly TrackedChange[] {
    return this.#tracked.get(table) ?? [];
  }

  tableNames(): readonly string[] {
    return [...this.#tables.keys()];
  }

  clear(): void {
    // From the end: a table keeps its documents in one array.
    for (const table of this.#tables.values()) for (const document of table.all().toReversed()) this.remove(document);
    for (const changes of this.#tracked.values()) for (const { version } of changes) this.#writer.forgotten(version);
    this.#tracked.clear();
  }

  flush(): Promise<void> {
    return this.#writer.flush();
  }

  close(): Promise<void> {
    return this.#writer.close();
  }

  /** Takes what a file holds, in order of `seq`, without writing it again. */
  restore(documents: Iterable<StoredDocument>, changes: Iterable<TrackedChange>, counters: Counters): void {
    for (const document of documents) {
      this.#link(document);
      this.#table(document.table).add(document);
    }
    for (const change of changes) this.#keepTracked(change);
    this.#counters.seq = Math.max(this.#counters.seq, counters.seq);
    this.#counters.version = Math.max(this.#counters.version, counters.version);
  }

  #table(name: string): MemoryTable {
    let table = this.#tables.get(name);
    if (table === undefined) {
      table = new MemoryTable(name);
      this.#tables.set(name, table);
    }
    return table;
  }

  #seconds(): number {
    return Math.floor(this.#now() / 1000);
  }

  #stamp({ seq, id, table }: Identity, content: DocumentContent, modified: number): StoredDocument {
    const version = this.#counters.version + 1;
    this.#counters.version += NUMBERS_PER_WRITE;
    const { key, alias, label, text, refs } = content;
    return { seq, id, table, key, alias, label, text, version, modified, refs };
  }

  #link(document: StoredDocument): void {
    this.#bySeq.set(document.seq, document);
    this.#byId.set(document.id, document);
    if (document.alias !== undefined) this.#byAlias.set(document.alias, document);
    for (const target of document.refs) this.#referrers.add(target, document.seq);
  }

  #unlink(document: StoredDocument): void {
    const { alias } = document;
    if (alias !== undefined && this.#byAlias.get(alias) === document) this.#byAlias.delete(alias);
    for (const target of document.refs) this.#referrers.remove(target, document.seq);
  }

  #keepTracked(change: TrackedChange): void {
    const changes = this.#tracked.get(change.table);
    if (changes === undefined) this.#tracked.set(change.table, [change]);
    else changes.push(change);
  }

  #write(seq: number, document: StoredDocument | undefined): void {
    this.#writer.document(seq, document);
    this.#writer.counters(this.#counters);
  }
}
