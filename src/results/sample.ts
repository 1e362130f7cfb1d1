/** A fair sample, independent of the order of the items: those whose numbers have the smallest hashes. Pure. */

import { mix } from "../lib/data/hash.ts";

/** Order of an item for a seed: 0 to 2^32-1. */
export function sampleRank(item: number, seed: number): number {
  return mix(mix(item) ^ mix(seed + 0x9e3779b9)) >>> 0;
}

/** A number for a text, such as an ID: its order in a sample. */
export function numberOf(text: string): number {
  let number = 0;
  for (let at = 0; at < text.length; at++) number = mix(number ^ text.charCodeAt(at));
  return number;
}

/** So many of a large number of items find with 99 % probability that 1 % of them are wrong: ln(0.01) / ln(0.99). */
export const SURE_SAMPLE = 459;

/** At most `most` of the items, the same ones for a seed, in their order. */
export function fairSample<T>(items: readonly T[], most: number, seed = 0): T[] {
  if (items.length <= most) return [...items];
  const sample = new ItemSample<T>(most, seed);
  for (const [at, item] of items.entries()) sample.add(at, item);
  return sample.entries().map(([, item]) => item);
}

interface Entry<T> {
  readonly rank: number;
  readonly item: number;
  readonly value: T;
}

/** Holds at most twice its size; adding an item again replaces its value. */
export class ItemSample<T> {
  readonly #size: number;
  readonly #seed: number;
  #kept = new Map<number, Entry<T>>();
  #bound = Number.POSITIVE_INFINITY;

  constructor(size: number, seed = 0) {
    this.#size = size;
    this.#seed = seed;
  }

  /** Whether `add` would keep it, so that a caller need not create a value in vain. */
  accepts(item: number): boolean {
    return sampleRank(item, this.#seed) <= this.#bound;
  }

  add(item: number, value: T): void {
    const rank = sampleRank(item, this.#seed);
    if (rank > this.#bound) return;
    this.#kept.set(item, { rank, item, value });
    if (this.#kept.size > 2 * this.#size) this.#prune();
  }

  /** Sorted by item number. */
  entries(): [item: number, value: T][] {
    this.#prune();
    return [...this.#kept.values()].sort((a, b) => a.item - b.item).map(({ item, value }) => [item, value]);
  }

  #prune(): void {
    if (this.#kept.size <= this.#size) return;
    const ranked = [...this.#kept.values()].sort((a, b) => a.rank - b.rank || a.item - b.item).slice(0, this.#size);
    this.#bound = ranked.at(-1)?.rank ?? 0;
    this.#kept = new Map(ranked.map((entry) => [entry.item, entry]));
  }
}
