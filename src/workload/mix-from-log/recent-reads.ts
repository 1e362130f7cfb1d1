/** Items that were read by id and not updated since: the update of a mix reads its item itself. Pure. */

/** At least so many reads are remembered, and at most twice as many. */
const LEAST_READS = 100_000;

export class RecentReads {
  /** Epoch milliseconds by item. Deleting the oldest entry of a large map, again and again, would be slow. */
  #newer = new Map<number, number>();
  #older = new Map<number, number>();

  add(item: number, ms: number): void {
    if (this.#newer.size >= LEAST_READS) {
      this.#older = this.#newer;
      this.#newer = new Map();
    }
    this.#newer.set(item, ms);
  }

  /** When the item was read, once for each read. Undefined: it was not. */
  take(item: number): number | undefined {
    const ms = this.#newer.get(item) ?? this.#older.get(item);
    this.#newer.delete(item);
    this.#older.delete(item);
    return ms;
  }
}
