/**
 * Change points of a history: the runs from which on a figure is another one than before. E-divisive (D. S. Matteson and
 * N. A. James, Journal of the American Statistical Association 109, 2014): the best cut of all segments is a change point
 * if chance rarely gives as good a one, which is tried on the runs in random order; then the parts are cut further.
 *
 * Two cuts are tried for each of several figures, and all of them depend on each other. So one random order is for all
 * of them, and a cut has to stand out among the best ones that anything has in it (P. H. Westfall and S. S. Young,
 * Resampling-Based Multiple Testing, 1993: min-P). The chance of any false alarm in a history is then the level, however
 * many figures it has, and figures that move together cost nothing. Pure.
 */

import { type Cut, EnergyCuts, type Segment } from "./energy-cuts.ts";
import { marginOf } from "./margin.ts";
import { createRandom } from "./random.ts";

export interface ChangePoint {
  /** First run after it, from 0. */
  readonly at: number;
  /** The chance of as good a cut, in any figure, without any change. */
  readonly pValue: number;
  /** In most cases the change is at most so many runs earlier or later. */
  readonly margin: number;
}

export interface ChangeOptions {
  /** Greatest p-value of a change point. */
  readonly level: number;
  readonly seed: number;
  /** Runs on each side of a change point; default 3: two disturbed runs are no change. */
  readonly fewest?: number;
  /** Random orders; default 999. */
  readonly orders?: number;
}

export const FEWEST = 3;
const ORDERS = 999;

/** @param figures one value per run, NaN where a run has none @returns for each figure, by run */
export function changePointsOf(figures: readonly (readonly number[])[], options: ChangeOptions): ChangePoint[][] {
  const { level, seed, fewest = FEWEST, orders = ORDERS } = options;
  const random = createRandom(seed);
  const runs = figures[0]?.length ?? 0;
  const series = figures.map((values) => new Series(values, fewest));
  let open = series.filter(({ isConstant }) => !isConstant);
  while (open.length > 0) {
    const searches = open.map((one) => new Search(one)).filter(({ isPossible }) => isPossible);
    for (let order = 0; order < orders && searches.some((search) => search.mayBe(level, orders)); order++) {
      const shuffled = shuffledRuns(runs, random);
      for (const search of searches) search.tryOrder(shuffled);
    }
    const pValues = minPValues(searches.flatMap(({ scores }) => scores));
    open = searches.flatMap((search, index) => {
      const [ofWhole = 1, ofStart = 1] = pValues.slice(2 * index);
      const pValue = Math.min(ofWhole, ofStart);
      if (pValue > level) return [];
      search.series.cut(ofWhole <= ofStart ? search.whole : search.start, pValue);
      return [search.series];
    });
  }
  return series.map((one) => one.changePoints(seed));
}

/** The values that a figure has, and where it is cut. */
class Series {
  readonly values: readonly number[];
  readonly isConstant: boolean;
  readonly fewest: number;
  segments: readonly Segment[];
  /** Place of each run among the values; -1 without one. */
  readonly placeOf: readonly number[];
  readonly #runs: readonly number[];
  readonly #pValues: number[] = [];
  #places: number[] = [];

  constructor(all: readonly number[], fewest: number) {
    this.#runs = all.flatMap((value, run) => (Number.isNaN(value) ? [] : [run]));
    this.values = this.#runs.map((run) => all[run] as number);
    this.placeOf = all.map((_, run) => this.#runs.indexOf(run));
    this.isConstant = this.values.every((value) => value === this.values[0]);
    this.fewest = fewest;
    this.segments = this.#cutAt([]);
  }

  cut(place: number, pValue: number): void {
    const index = this.#places.filter((each) => each < place).length;
    this.#places.splice(index, 0, place);
    this.#pValues.splice(index, 0, pValue);
    this.segments = this.#cutAt(this.#places);
  }

  /** Each at the best place between its neighbours: it was found when these were not known yet. */
  changePoints(seed: number): ChangePoint[] {
    for (const [index] of this.#places.entries()) {
      const best = new EnergyCuts(this.values, [this.#around(index)], this.fewest).best(this.order());
      this.#places[index] = best?.whole.at ?? (this.#places[index] as number);
    }
    return this.#places.map((place, index) => {
      const around = this.#around(index);
      const cuts = new EnergyCuts(this.values, [around], this.fewest);
      return {
        at: this.#runs[place] as number,
        pValue: this.#pValues[index] as number,
        margin: marginOf(cuts, this.order(), { ...around, at: place }, createRandom(seed)),
      };
    });
  }

  /** From the change point before one to that after it. */
  #around(index: number): Segment {
    return { from: this.#places[index - 1] ?? 0, to: this.#places[index + 1] ?? this.values.length };
  }

  order(): Int32Array {
    return Int32Array.from(this.values.keys());
  }

  #cutAt(places: readonly number[]): Segment[] {
    return [0, ...places].map((from, index) => ({ from, to: places[index] ?? this.values.length }));
  }
}

/** The search for the next cut of a figure: the best ones, and how good the best ones are in random orders. */
class Search {
  readonly series: Series;
  readonly isPossible: boolean;
  /** Places of the first value after the best cuts. */
  readonly whole: number;
  readonly start: number;
  /** Of both: first as they are, then in each random order. */
  readonly scores: readonly [whole: number[], start: number[]] = [[], []];
  /** How many of the scores are at least the first. */
  readonly #atLeast: number[] = [0, 0];
  readonly #cuts: EnergyCuts;
  readonly #segmentOf: Int32Array;
  readonly #order: Int32Array;

  constructor(series: Series) {
    this.series = series;
    this.#cuts = new EnergyCuts(series.values, series.segments, series.fewest);
    this.#order = series.order();
    this.#segmentOf = new Int32Array(series.values.length);
    for (const [index, { from, to }] of series.segments.entries()) this.#segmentOf.fill(index, from, to);
    const found = this.#tryThis();
    this.isPossible = found !== undefined;
    this.whole = found?.whole.at ?? -1;
    this.start = found?.start.at ?? -1;
  }

  /** The values of each segment in the order of these runs. */
  tryOrder(runs: Int32Array): void {
    const next = this.series.segments.map(({ from }) => from);
    for (const run of runs) {
      const place = this.series.placeOf[run] as number;
      if (place < 0) continue;
      const segment = this.#segmentOf[place] as number;
      this.#order[next[segment] as number] = place;
      next[segment] = (next[segment] as number) + 1;
    }
    this.#tryThis();
  }

  /** Whether a p-value can still be at most the level: the rest of the orders is not needed where none can. */
  mayBe(level: number, orders: number): boolean {
    return Math.min(...this.#atLeast) <= level * (orders + 1);
  }

  #tryThis(): { readonly whole: Cut; readonly start: Cut } | undefined {
    const best = this.#cuts.best(this.#order);
    if (best === undefined) return undefined;
    for (const [index, { score }] of [best.whole, best.start].entries()) {
      const scores = this.scores[index] as number[];
      scores.push(score);
      if (score >= (scores[0] as number)) this.#atLeast[index] = (this.#atLeast[index] as number) + 1;
    }
    return best;
  }
}

function shuffledRuns(count: number, random: () => number): Int32Array {
  const runs = Int32Array.from({ length: count }, (_, index) => index);
  for (let last = count - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    const moved = runs[last] as number;
    runs[last] = runs[other] as number;
    runs[other] = moved;
  }
  return runs;
}

/**
 * @param lists scores of each cut: first the one that was found, then those of the random orders
 * @returns for each the share of orders in which anything is as far out as it is
 */
function minPValues(lists: readonly (readonly number[])[]): number[] {
  const shares = lists.map(sharesAtLeast);
  const count = lists[0]?.length ?? 0;
  const least = Array.from({ length: count }, (_, order) => Math.min(...shares.map((own) => own[order] as number)));
  return shares.map((own) => least.filter((share) => share <= (own[0] as number)).length / count);
}

/** For each score the share of scores that are at least as high. */
function sharesAtLeast(scores: readonly number[]): number[] {
  const rising = Float64Array.from(scores).sort();
  return scores.map((score) => {
    let [low, high] = [0, rising.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((rising[middle] as number) < score) low = middle + 1;
      else high = middle;
    }
    return (rising.length - low) / rising.length;
  });
}
