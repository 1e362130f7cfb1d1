/**
 * The store's file: LMDB, written in batches. A batch is one transaction over everything that changed
 * since the last, so the file after a crash holds a state that existed: no referrer without its target.
 */
import { mkdirSync } from "node:fs";
import { open, type RootDatabase } from "lmdb";
import { LoadTestError } from "../../base/errors.ts";
import type { ChangeWriter, Counters } from "./memory-store.ts";
import type { StoredDocument, TrackedChange } from "./types.ts";

/** What a crash can lose at most, besides the batch under way. */
const FLUSH_MS = 25;
const RETRY_MS = 1000;
/** Of the layout below; another number is refused. */
const FORMAT = 1;

type Row = [
  id: string,
  table: string,
  key: string,
  alias: string | null,
  label: string | null,
  text: string,
  version: number,
  modified: number,
  refs: readonly number[],
];

export interface Disk {
  readonly writer: ChangeWriter;
  documents(): Iterable<StoredDocument>;
  changes(): Iterable<TrackedChange>;
  readonly counters: Counters;
}

/** @throws LoadTestError when the directory cannot be used or holds another format. */
export function openDisk(directory: string): Disk {
  const root = openRoot(directory);
  const documents = root.openDB<Row, number>({ name: "documents" });
  const changes = root.openDB<TrackedChange, number>({ name: "changes" });
  const meta = root.openDB<number, string>({ name: "meta" });
  const format = meta.get("format") ?? FORMAT;
  if (format !== FORMAT) {
    throw new LoadTestError("results", `The sandbox store ${directory} has format ${format}; expected ${FORMAT}.`, {
      hint: "Start with --fresh, or name another directory.",
    });
  }

  const counters: Counters = { seq: meta.get("seq") ?? 0, version: meta.get("version") ?? 0 };
  const batches = new BatchWriter(directory, root, (changed, tracked) => {
    for (const [seq, document] of changed) {
      if (document === undefined) documents.remove(seq);
      else documents.put(seq, toRow(document));
    }
    for (const [version, change] of tracked) {
      if (change === undefined) changes.remove(version);
      else changes.put(version, change);
    }
    meta.put("format", FORMAT);
    meta.put("seq", counters.seq);
    meta.put("version", counters.version);
  });
  return {
    counters,
    *documents() {
      for (const { key, value } of documents.getRange()) yield fromRow(key, value);
    },
    *changes() {
      for (const { value } of changes.getRange()) yield value;
    },
    writer: {
      document: (seq, document) => batches.document(seq, document),
      tracked: (change) => batches.tracked(change.version, change),
      forgotten: (version) => batches.tracked(version, undefined),
      counters: (now) => Object.assign(counters, now),
      flush: () => batches.flush(),
      async close() {
        await batches.flush();
        await root.close();
      },
    },
  };
}

/** Changes by version; what is undefined is removed. */
type Put = (
  documents: ReadonlyMap<number, StoredDocument | undefined>,
  changes: ReadonlyMap<number, TrackedChange | undefined>,
) => void;

/** Collects what changed and writes it after a moment, one batch at a time. */
class BatchWriter {
  readonly #directory: string;
  readonly #root: RootDatabase;
  readonly #put: Put;
  #dirty = new Map<number, StoredDocument | undefined>();
  #tracked = new Map<number, TrackedChange | undefined>();
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> | undefined;
  #delay = FLUSH_MS;

  constructor(directory: string, root: RootDatabase, put: Put) {
    this.#directory = directory;
    this.#root = root;
    this.#put = put;
  }

  document(seq: number, document: StoredDocument | undefined): void {
    this.#dirty.set(seq, document);
    this.#schedule();
  }

  tracked(version: number, change: TrackedChange | undefined): void {
    this.#tracked.set(version, change);
    this.#schedule();
  }

  async flush(): Promise<void> {
    if (this.#running !== undefined) await this.#running;
    if (this.#isDirty()) await this.#write();
    await this.#root.flushed;
  }

  #isDirty(): boolean {
    return this.#dirty.size > 0 || this.#tracked.size > 0;
  }

  #schedule(): void {
    if (this.#timer !== undefined || this.#running !== undefined) return;
    // A failed batch is kept, tried again, and reported by the next flush or close.
    this.#timer = setTimeout(() => this.#write().catch(() => {}), this.#delay);
  }

  #write(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#running ??= this.#writeBatch().finally(() => {
      this.#running = undefined;
      if (this.#isDirty()) this.#schedule();
    });
    return this.#running;
  }

  async #writeBatch(): Promise<void> {
    const dirty = this.#dirty;
    const tracked = this.#tracked;
    this.#dirty = new Map();
    this.#tracked = new Map();
    try {
      await this.#root.batch(() => this.#put(dirty, tracked));
      this.#delay = FLUSH_MS;
    } catch (cause) {
      this.#dirty = new Map([...dirty, ...this.#dirty]);
      this.#tracked = new Map([...tracked, ...this.#tracked]);
      this.#delay = RETRY_MS;
      throw new LoadTestError("results", `The sandbox store ${this.#directory} cannot be written.`, {
        hint: "Check free space and permissions.",
        cause,
      });
    }
  }
}

function openRoot(directory: string) {
  try {
    mkdirSync(directory, { recursive: true });
    return open({ path: directory, maxDbs: 4 });
  } catch (cause) {
    throw new LoadTestError("results", `The sandbox store ${directory} cannot be opened.`, {
      hint: "Check that the directory is writable, or start with --fresh.",
      cause,
    });
  }
}

function toRow(document: StoredDocument): Row {
  const { id, table, key, alias, label, text, version, modified, refs } = document;
  return [id, table, key, alias ?? null, label ?? null, text, version, modified, refs];
}

function fromRow(seq: number, row: Row): StoredDocument {
  const [id, table, key, alias, label, text, version, modified, refs] = row;
  return { seq, id, table, key, alias: alias ?? undefined, label: label ?? undefined, text, version, modified, refs };
}
