/** The store as silent faults show it. */
import { randomUUID } from "node:crypto";
import { StoreView } from "../store/store-view.ts";
import type {
  DocumentChange,
  DocumentContent,
  DocumentStore,
  DocumentTable,
  StoredDocument,
  TextOf,
} from "../store/types.ts";
import type { SilentFault } from "./silent.ts";

/** Acknowledges every write and keeps none. */
class ForgetfulStore extends StoreView {
  override insert(table: string, content: DocumentContent): StoredDocument {
    const version = this.changeVersion + 1;
    return { seq: 0, id: randomUUID(), table, ...content, version, modified: Math.floor(Date.now() / 1000) };
  }

  override replace(document: StoredDocument, content: DocumentContent): StoredDocument {
    return { ...document, ...content, version: this.changeVersion + 1 };
  }

  override replaceAll(changes: readonly DocumentChange[]): StoredDocument[] {
    return changes.map(({ document, content }) => this.replace(document, content));
  }

  override remove(): number {
    return this.changeVersion + 1;
  }

  override track(): void {}
}

/** A new item takes the place of the newest one. */
class OverwritingStore extends StoreView {
  override insert(table: string, content: DocumentContent): StoredDocument {
    const newest = this.table(table).all().at(-1);
    return newest === undefined ? this.base.insert(table, content) : this.base.replace(newest, content);
  }
}

/** Every item has the content of its neighbour. */
class MixedUpStore extends StoreView {
  override byId(id: string): StoredDocument | undefined {
    const document = this.base.byId(id);
    if (document === undefined) return undefined;
    const all = this.table(document.table).all();
    const other = all[(all.indexOf(document) + 1) % all.length] as StoredDocument;
    return { ...other, id: document.id, seq: document.seq };
  }
}

interface Change {
  /** Absent: the change created the item. */
  readonly before: StoredDocument | undefined;
  readonly atMs: number;
}

/** Remembers how items were before their changes, as long as a view uses it. */
export class RecordingStore extends StoreView {
  readonly #isRecording: () => boolean;
  readonly #now: () => number;
  readonly #changes = new Map<string, Change[]>();

  constructor(base: DocumentStore, now: () => number, isRecording: () => boolean) {
    super(base);
    this.#now = now;
    this.#isRecording = isRecording;
  }

  /** The item as it was `lagMs` ago. @param present as it is now */
  asOf(id: string, present: StoredDocument | undefined, lagMs: number): StoredDocument | undefined {
    const sinceMs = this.#now() - lagMs;
    const change = this.#changes.get(id)?.find(({ atMs }) => atMs > sinceMs);
    return change === undefined ? present : change.before;
  }

  override insert(table: string, content: DocumentContent): StoredDocument {
    const document = this.base.insert(table, content);
    this.#record(document.id, undefined);
    return document;
  }

  override replace(document: StoredDocument, content: DocumentContent): StoredDocument {
    this.#record(document.id, document);
    return this.base.replace(document, content);
  }

  override replaceAll(changes: readonly DocumentChange[]): StoredDocument[] {
    for (const { document } of changes) this.#record(document.id, document);
    return this.base.replaceAll(changes);
  }

  override remove(document: StoredDocument): number {
    this.#record(document.id, document);
    return this.base.remove(document);
  }

  #record(id: string, before: StoredDocument | undefined): void {
    if (!this.#isRecording()) return void this.#changes.clear();
    const changes = this.#changes.get(id);
    if (changes === undefined) this.#changes.set(id, [{ before, atMs: this.#now() }]);
    else changes.push({ before, atMs: this.#now() });
  }
}

/** As a read replica shows it that lags behind. */
class StaleStore extends StoreView {
  readonly #recording: RecordingStore;
  readonly #lagMs: number;

  constructor(recording: RecordingStore, lagMs: number) {
    super(recording);
    this.#recording = recording;
    this.#lagMs = lagMs;
  }

  override byId(id: string): StoredDocument | undefined {
    return this.#recording.asOf(id, this.base.byId(id), this.#lagMs);
  }

  override table(name: string): DocumentTable {
    const table = this.base.table(name);
    const asOf = (document: StoredDocument): readonly StoredDocument[] => {
      const found = this.#recording.asOf(document.id, document, this.#lagMs);
      return found === undefined ? [] : [found];
    };
    const where = (field: string, value: string, textOf: TextOf): readonly StoredDocument[] =>
      table.where(field, value, textOf).flatMap(asOf);
    return {
      name,
      get size() {
        return table.all().flatMap(asOf).length;
      },
      all: () => table.all().flatMap(asOf),
      byKey: (key) => [table.byKey(key)].flatMap((document) => (document === undefined ? [] : asOf(document)))[0],
      where,
      count: (field, value, textOf) => where(field, value, textOf).length,
    };
  }
}

/** @param lagMs of `stale-read`; absent: forever */
export function silentView(store: RecordingStore, silent: SilentFault, lagMs?: number): DocumentStore {
  if (silent === "overwrite") return new OverwritingStore(store);
  if (silent === "wrong-document") return new MixedUpStore(store);
  if (silent === "stale-read") return new StaleStore(store, lagMs ?? Number.POSITIVE_INFINITY);
  return silent === "drop-write" || silent === "ignore-update" || silent === "drop-delete"
    ? new ForgetfulStore(store)
    : store;
}
