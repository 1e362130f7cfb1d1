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

  /** Numbers below the highest that did not come, and the next few; none where nothing came at all. */
  gaps(few: number): number[] {
    const missing: number[] = [];
    let next = 0;
    for (const { first, last } of this.#ranges) {
      while (next < first) missing.push(next++);
      next = last + 1;
    }
    for (let more = 0; next > 0 && more < few; more++) missing.push(next++);
    return missing;
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
