/** Documents of one resource: by natural key, in insertion order, and by the fields that queries have asked for. */
import { Postings } from "./postings.ts";
import type { DocumentTable, StoredDocument, TextOf } from "./types.ts";

interface FieldIndex {
  readonly textOf: TextOf;
  readonly postings: Postings<string>;
}

export class MemoryTable implements DocumentTable {
  readonly name: string;
  /** Ascending by `seq`. */
  readonly #ordered: StoredDocument[] = [];
  readonly #byKey = new Map<string, StoredDocument>();
  readonly #indexes = new Map<string, FieldIndex>();

  constructor(name: string) {
    this.name = name;
  }

  get size(): number {
    return this.#ordered.length;
  }

  byKey(key: string): StoredDocument | undefined {
    return this.#byKey.get(key);
  }

  all(): readonly StoredDocument[] {
    return this.#ordered;
  }

  where(field: string, value: string, textOf: TextOf): readonly StoredDocument[] {
    const seqs = this.#index(field, textOf).postings.sorted(value);
    return seqs.map((seq) => this.#ordered[position(this.#ordered, seq)] as StoredDocument);
  }

  count(field: string, value: string, textOf: TextOf): number {
    return this.#index(field, textOf).postings.size(value);
  }

  /** @param document with a higher `seq` than all before */
  add(document: StoredDocument): void {
    this.#ordered.push(document);
    this.#byKey.set(document.key, document);
    for (const index of this.#indexes.values()) post(index, document);
  }

  /** Keeps the place in insertion order. */
  swap(old: StoredDocument, document: StoredDocument): void {
    for (const index of this.#indexes.values()) unpost(index, old);
    for (const index of this.#indexes.values()) post(index, document);
    this.#dropKey(old);
    this.#byKey.set(document.key, document);
    this.#ordered[position(this.#ordered, old.seq)] = document;
  }

  delete(document: StoredDocument): void {
    for (const index of this.#indexes.values()) unpost(index, document);
    this.#dropKey(document);
    this.#ordered.splice(position(this.#ordered, document.seq), 1);
  }

  #dropKey(document: StoredDocument): void {
    if (this.#byKey.get(document.key) === document) this.#byKey.delete(document.key);
  }

  #index(field: string, textOf: TextOf): FieldIndex {
    let index = this.#indexes.get(field);
    if (index === undefined) {
      index = { textOf, postings: new Postings() };
      for (const document of this.#ordered) post(index, document);
      this.#indexes.set(field, index);
    }
    return index;
  }
}

/** Index of the first document whose `seq` is not below the given one. */
export function position(ordered: readonly StoredDocument[], seq: number): number {
  let low = 0;
  let high = ordered.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ordered[middle] as StoredDocument).seq < seq) low = middle + 1;
    else high = middle;
  }
  return low;
}

function post(index: FieldIndex, document: StoredDocument): void {
  const value = index.textOf(document);
  if (value !== undefined) index.postings.add(value, document.seq);
}

function unpost(index: FieldIndex, document: StoredDocument): void {
  const value = index.textOf(document);
  if (value !== undefined) index.postings.remove(value, document.seq);
}
