/**
 * Where a series is best cut in two: at the greatest energy distance between the values before and after. It sees any
 * change of the distribution and, as it rests on distances and not on their squares, few outliers mislead it.
 * G. J. Székely and M. L. Rizzo, Energy Statistics, Journal of Statistical Planning and Inference 143 (2013). Pure.
 */

/** Places of a series from `from` (included) to `to` (excluded). */
export interface Segment {
  readonly from: number;
  readonly to: number;
}

export interface Cut {
  /** First place after it. */
  readonly at: number;
  /** Energy distance of both sides, times the product of their lengths over the sum of them; 0 or more. */
  readonly score: number;
}

export interface BestCuts {
  /** Of a whole segment: finds a step. */
  readonly whole: Cut;
  /** Of the beginning of a segment, however long that is: also finds a step that is taken back later. */
  readonly start: Cut;
}

const NONE: Cut = { at: -1, score: Number.NEGATIVE_INFINITY };

export class EnergyCuts {
  readonly #count: number;
  readonly #fewest: number;
  readonly #segments: readonly Segment[];
  readonly #distances: Float64Array;
  /** Sum of the distances among the values from each place on. */
  readonly #after: Float64Array;
  /** The same before each place. */
  readonly #before: Float64Array;

  /**
   * @param segments are cut, each by itself
   * @param fewest values on each side of a cut
   */
  constructor(values: readonly number[], segments: readonly Segment[], fewest: number) {
    this.#count = values.length;
    this.#fewest = fewest;
    this.#segments = segments.filter(({ from, to }) => to - from >= 2 * fewest);
    this.#distances = Float64Array.from({ length: this.#count ** 2 }, (_, index) =>
      Math.abs((values[Math.floor(index / this.#count)] as number) - (values[index % this.#count] as number)),
    );
    this.#after = new Float64Array(this.#count + 1);
    this.#before = new Float64Array(this.#count + 1);
  }

  /**
   * The best cuts of any segment; undefined where all are too short.
   * @param order which value stands at each place: those of a segment stay in it
   */
  best(order: Int32Array): BestCuts | undefined {
    if (this.#segments.length === 0) return undefined;
    let best: BestCuts = { whole: NONE, start: NONE };
    for (const { from, to } of this.#segments) {
      this.#after.fill(0, from, to);
      let start = NONE;
      let whole = NONE;
      for (let end = from + 1; end <= to; end++) {
        this.#takeNext(from, end, order);
        whole = this.#bestBefore(from, end);
        if (whole.score > start.score) start = whole;
      }
      best = { whole: better(best.whole, whole), start: better(best.start, start) };
    }
    return best;
  }

  /** The value before `end` joins those from `from` on. */
  #takeNext(from: number, end: number, order: Int32Array): void {
    const [distances, after] = [this.#distances, this.#after];
    const row = (order[end - 1] as number) * this.#count;
    let added = 0;
    for (let place = end - 2; place >= from; place--) {
      added += distances[row + (order[place] as number)] as number;
      after[place] = (after[place] as number) + added;
    }
    this.#before[end] = after[from] as number;
  }

  #bestBefore(from: number, end: number): Cut {
    const [befores, afters, last] = [this.#before, this.#after, end - this.#fewest];
    const all = befores[end] as number;
    let best = -1;
    let score = 0;
    for (let at = from + this.#fewest; at <= last; at++) {
      const left = befores[at] as number;
      const right = afters[at] as number;
      const before = at - from;
      const after = end - at;
      const own = all - left - right - (left * after) / before - (right * before) / after;
      if (own > score || best < 0) {
        best = at;
        score = own;
      }
    }
    // Single precision: equal sides in another order are a tie.
    return best < 0 ? NONE : { at: best, score: Math.fround((2 * score) / (end - from)) };
  }
}

function better(one: Cut, other: Cut): Cut {
  return other.score > one.score ? other : one;
}
