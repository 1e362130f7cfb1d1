/**
 * The store's file: LMDB, written in batches. A batch is one transaction over everything that changed
 * since the last, so whatever is found after a crash is a state that once was: no referrer without its target.
 */
import { mkdirSync } from "node:fs";
import { open } from "lmdb";
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

  let dirty = new Map<number, StoredDocument | undefined>();
  let tracked: TrackedChange[] = [];
  const counters: Counters = { seq: meta.get("seq") ?? 0, version: meta.get("version") ?? 0 };
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | undefined;
  let delay = FLUSH_MS;

  function schedule(): void {
    if (timer !== undefined || running !== undefined) return;
    // A failed batch is kept, tried again, and reported by the next flush or close.
    timer = setTimeout(() => write().catch(() => {}), delay);
  }

  function write(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    running ??= writeBatch().finally(() => {
      running = undefined;
      if (dirty.size > 0 || tracked.length > 0) schedule();
    });
    return running;
  }

  async function writeBatch(): Promise<void> {
    const batch = dirty;
    const changeBatch = tracked;
    dirty = new Map();
    tracked = [];
    try {
      await root.batch(() => {
        for (const [seq, document] of batch) {
          if (document === undefined) documents.remove(seq);
          else documents.put(seq, toRow(document));
        }
        for (const change of changeBatch) changes.put(change.version, change);
        meta.put("format", FORMAT);
        meta.put("seq", counters.seq);
        meta.put("version", counters.version);
      });
      delay = FLUSH_MS;
    } catch (cause) {
      dirty = new Map([...batch, ...dirty]);
      tracked = [...changeBatch, ...tracked];
      delay = RETRY_MS;
      throw new LoadTestError("results", `The sandbox store ${directory} cannot be written.`, {
        hint: "Check free space and permissions.",
        cause,
      });
    }
  }

  async function flush(): Promise<void> {
    if (running !== undefined) await running;
    if (dirty.size > 0 || tracked.length > 0) await write();
    await root.flushed;
  }

  return {
    counters,
    *documents() {
      for (const { key, value } of documents.getRange()) yield fromRow(key, value);
    },
    *changes() {
      for (const { value } of changes.getRange()) yield value;
    },
    writer: {
      document(seq, document) {
        dirty.set(seq, document);
        schedule();
      },
      tracked(change) {
        tracked.push(change);
        schedule();
      },
      counters({ seq, version }) {
        counters.seq = seq;
        counters.version = version;
      },
      flush,
      async close() {
        await flush();
        await root.close();
      },
    },
  };
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
