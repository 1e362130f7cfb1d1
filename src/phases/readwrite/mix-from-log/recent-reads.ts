/** Items that were read by id and not updated since: the update of a mix reads its item itself. Pure. */

/** Older reads are forgotten. */
const MOST_READS = 100_000;

export class RecentReads {
  /** Epoch milliseconds by item, oldest first. */
  readonly #reads = new Map<number, number>();

  add(item: number, ms: number): void {
    this.#reads.delete(item);
    this.#reads.set(item, ms);
    const [oldest] = this.#reads.size > MOST_READS ? this.#reads.keys() : [];
    if (oldest !== undefined) this.#reads.delete(oldest);
  }

  /** When the item was read, once for each read. Undefined: it was not. */
  take(item: number): number | undefined {
    const ms = this.#reads.get(item);
    this.#reads.delete(item);
    return ms;
  }
}
