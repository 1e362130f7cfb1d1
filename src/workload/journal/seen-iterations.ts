/** Which iterations have a line in a journal. Memory follows from the gaps, not from the length of the run. Pure. */

interface Range {
  first: number;
  last: number;
}

export class SeenIterations {
  /** Rising; they neither overlap nor touch. */
  readonly #ranges: Range[] = [];

  /** @param last of several numbers in a row */
  add(first: number, last = first): void {
    const ranges = this.#ranges;
    const below = this.#countFrom(first);
    const start = below > 0 && (ranges[below - 1] as Range).last >= first - 1 ? below - 1 : below;
    let end = start;
    while (end < ranges.length && (ranges[end] as Range).first <= last + 1) end++;
    if (end === start) ranges.splice(start, 0, { first, last });
    else {
      const range = ranges[start] as Range;
      range.first = Math.min(range.first, first);
      range.last = Math.max((ranges[end - 1] as Range).last, last);
      if (end - start > 1) ranges.splice(start + 1, end - start - 1);
    }
  }

  ranges(): readonly Readonly<Range>[] {
    return this.#ranges;
  }

  /**
   * Numbers below the highest that did not come, and the next few; none where nothing came at all.
   * @param instances of k6 that took the numbers in turn, each at its own speed: each has a highest number of its own
   */
  gaps(few: number, instances = 1): number[] {
    const highest = this.#highest(instances);
    const last = Math.max(-1, ...highest);
    const missing: number[] = [];
    let next = 0;
    for (const range of [...this.#ranges, { first: last + 1 + few * instances, last: 0 }]) {
      for (; next < range.first && last >= 0; next++)
        if (next <= (highest[next % instances] as number) + few * instances) missing.push(next);
      next = range.last + 1;
    }
    return missing;
  }

  /** By instance; -1 where none of its numbers came. */
  #highest(instances: number): number[] {
    const highest = Array.from({ length: instances }, () => -1);
    for (const { first, last } of this.#ranges)
      for (let number = last; number >= Math.max(first, last - instances + 1); number--)
        highest[number % instances] = Math.max(highest[number % instances] as number, number);
    return highest;
  }

  /** How many ranges begin at this number or below it. */
  #countFrom(number: number): number {
    let [low, high] = [0, this.#ranges.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#ranges[middle] as Range).first <= number) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
