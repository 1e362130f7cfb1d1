/** Opens the sandbox's document store: in memory, and on disk when a directory is named. */
import { openDisk } from "./disk.ts";
import { type ChangeWriter, MemoryStore } from "./memory-store.ts";
import type { DocumentStore } from "./types.ts";

export interface StoreOptions {
  /** Absent: nothing outlives the process. */
  readonly directory?: string;
  /** Milliseconds since 1970, for `_lastModifiedDate`. */
  readonly now?: () => number;
}

const NOWHERE: ChangeWriter = {
  document() {},
  tracked() {},
  forgotten() {},
  counters() {},
  async flush() {},
  async close() {},
};

/** @throws LoadTestError when the directory cannot be used. */
export function openStore(options: StoreOptions = {}): DocumentStore {
  const now = options.now ?? Date.now;
  if (options.directory === undefined) return new MemoryStore(NOWHERE, now);
  const disk = openDisk(options.directory);
  const store = new MemoryStore(disk.writer, now);
  store.restore(disk.documents(), disk.changes(), disk.counters);
  return store;
}
