/** A store as something else would show it: passes everything on; views override what they show or do differently. */
import type { DocumentChange, DocumentContent, DocumentStore, StoredDocument, TrackedChange } from "./types.ts";

export class StoreView implements DocumentStore {
  protected readonly base: DocumentStore;

  constructor(base: DocumentStore) {
    this.base = base;
  }

  get changeVersion(): number {
    return this.base.changeVersion;
  }

  get newestSeq(): number {
    return this.base.newestSeq;
  }

  table(name: string): ReturnType<DocumentStore["table"]> {
    return this.base.table(name);
  }

  byId(id: string): StoredDocument | undefined {
    return this.base.byId(id);
  }

  bySeq(seq: number): StoredDocument | undefined {
    return this.base.bySeq(seq);
  }

  byAlias(alias: string): StoredDocument | undefined {
    return this.base.byAlias(alias);
  }

  insert(table: string, content: DocumentContent): StoredDocument {
    return this.base.insert(table, content);
  }

  replace(document: StoredDocument, content: DocumentContent): StoredDocument {
    return this.base.replace(document, content);
  }

  replaceAll(changes: readonly DocumentChange[]): StoredDocument[] {
    return this.base.replaceAll(changes);
  }

  remove(document: StoredDocument): number {
    return this.base.remove(document);
  }

  referrers(document: StoredDocument): Iterable<StoredDocument> {
    return this.base.referrers(document);
  }

  isReferenced(document: StoredDocument): boolean {
    return this.base.isReferenced(document);
  }

  track(change: TrackedChange): void {
    this.base.track(change);
  }

  tracked(table: string): readonly TrackedChange[] {
    return this.base.tracked(table);
  }

  tableNames(): readonly string[] {
    return this.base.tableNames();
  }

  clear(): void {
    this.base.clear();
  }

  flush(): Promise<void> {
    return this.base.flush();
  }

  close(): Promise<void> {
    return this.base.close();
  }
}
