/**
 * The only source of chance in a dataset: a counter-based hash. The value of item i of a stream needs no other item,
 * so any VU, process or machine finds the same one. 32-bit integers throughout: the same bits in Node and in k6.
 */

const { imul } = Math;

/** One stream of evenly spread whole numbers from 0 to 2^32-1, by item index. */
export type Stream = (index: number) => number;

/** Spreads a change of any bit of x over all 32 bits (xor-shift and multiply, twice). */
export function mix(x: number): number {
  x = imul(x ^ (x >>> 16), 0x21f0aaad);
  x = imul(x ^ (x >>> 15), 0x735a2d97);
  return (x ^ (x >>> 15)) >>> 0;
}

/** Streams of one seed, distinguished by `id`. */
export function createStreams(seed: number): (id: number) => Stream {
  return (id) => {
    const base = mix(mix(seed) + imul(id, 0x632be5ab));
    return (index) => mix(base + imul(index, 0x9e3779b1));
  };
}

/** One element of a list that is not empty. */
export function pick<T>(list: readonly T[], h: number): T {
  return list[h % list.length] as T;
}
