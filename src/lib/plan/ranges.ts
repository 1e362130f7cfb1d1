/** Sets of item numbers as sorted, disjoint ranges: what is left to do. Pure. */

/** From the first number on, so many; ranges of a list neither overlap nor touch. */
export type Range = readonly [first: number, count: number];

export function totalOf(ranges: readonly Range[]): number {
  return ranges.reduce((sum, [, count]) => sum + count, 0);
}

/** Numbers 0 to `items - 1` that are not done. `done` is read once per number, in order. */
export function rangesLeft(items: number, isDone: (item: number) => boolean): Range[] {
  const ranges: [number, number][] = [];
  let open: [number, number] | undefined;
  for (let item = 0; item < items; item++) {
    if (isDone(item)) open = undefined;
    else if (open === undefined) {
      open = [item, 1];
      ranges.push(open);
    } else open[1]++;
  }
  return ranges;
}

/** A range with the number of work items before it, so that a position can be found by halving. */
export type Placed = readonly [first: number, count: number, before: number];

export function placeRanges(ranges: readonly Range[]): Placed[] {
  let before = 0;
  return ranges.map(([first, count]) => {
    const placed: Placed = [first, count, before];
    before += count;
    return placed;
  });
}

/** The item number at a position of the work: 0 is the first that is left. Undefined past the end. */
export function itemAt(
  ranges: { readonly length: number; readonly [index: number]: Placed | undefined },
  position: number,
): number | undefined {
  const range = ranges[lastUpTo(position, ranges.length, (at) => (ranges[at] as Placed)[2])];
  const offset = position - (range?.[2] ?? 0);
  return range !== undefined && offset < range[1] ? range[0] + offset : undefined;
}

/** Index of the last of `length` ascending numbers that is not above `most`; 0 where there is none. */
export function lastUpTo(most: number, length: number, numberAt: (index: number) => number): number {
  let low = 0;
  let high = length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (numberAt(middle) <= most) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** One bit per item number. */
export class ItemSet {
  readonly #bits: Uint8Array;
  #size = 0;

  constructor(items: number) {
    this.#bits = new Uint8Array(Math.ceil(items / 8));
  }

  /** How many are in. */
  get size(): number {
    return this.#size;
  }

  has(item: number): boolean {
    return ((this.#bits[item >> 3] ?? 0) & (1 << (item & 7))) !== 0;
  }

  /** Numbers outside the plan are ignored. */
  add(item: number): void {
    const at = item >> 3;
    if (at >= this.#bits.length || this.has(item)) return;
    this.#bits[at] = (this.#bits[at] ?? 0) | (1 << (item & 7));
    this.#size++;
  }
}
