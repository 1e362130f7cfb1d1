/** Which documents stand under a key: one number, a few in an array, many in a set. Compact for millions of keys. */

type Entry = number | number[] | Set<number>;

/** Beyond this an array is slower to delete from than a set. */
const ARRAY_LIMIT = 32;

export class Postings<K> {
  readonly #entries = new Map<K, Entry>();

  add(key: K, seq: number): void {
    const entry = this.#entries.get(key);
    if (entry === undefined) this.#entries.set(key, seq);
    else if (typeof entry === "number") {
      if (entry !== seq) this.#entries.set(key, [entry, seq]);
    } else if (Array.isArray(entry)) {
      if (entry.includes(seq)) return;
      entry.push(seq);
      if (entry.length > ARRAY_LIMIT) this.#entries.set(key, new Set(entry));
    } else entry.add(seq);
  }

  remove(key: K, seq: number): void {
    const entry = this.#entries.get(key);
    if (entry === undefined) return;
    if (typeof entry === "number") {
      if (entry === seq) this.#entries.delete(key);
      return;
    }
    if (Array.isArray(entry)) {
      const at = entry.indexOf(seq);
      if (at >= 0) entry.splice(at, 1);
      if (entry.length === 0) this.#entries.delete(key);
      return;
    }
    entry.delete(seq);
    if (entry.size === 0) this.#entries.delete(key);
  }

  size(key: K): number {
    const entry = this.#entries.get(key);
    if (entry === undefined) return 0;
    if (typeof entry === "number") return 1;
    return Array.isArray(entry) ? entry.length : entry.size;
  }

  /** A live view: do not change the postings while walking it. */
  get(key: K): Iterable<number> {
    const entry = this.#entries.get(key);
    if (entry === undefined) return [];
    return typeof entry === "number" ? [entry] : entry;
  }

  /** Ascending, in an array of its own. */
  sorted(key: K): number[] {
    const found = [...this.get(key)];
    const ascending = found.every((seq, index) => index === 0 || (found[index - 1] as number) < seq);
    return ascending ? found : found.sort((a, b) => a - b);
  }
}
