/** How a dataset of given sizes is spread over schools: levels, students, staff. Arrays by school number. */

import type { DatasetSettings } from "./dataset.ts";
import { createStreams } from "./hash.ts";

/** 0 elementary (K-5), 1 middle (6-8), 2 high (9-12). */
export type Level = 0 | 1 | 2;

/** By level: first grade (0 is kindergarten), number of grades, courses a student takes in a term. */
export const FIRST_GRADE = [0, 6, 9] as const;
export const GRADES = [6, 3, 4] as const;
export const COURSE_LOAD = [3, 6, 7] as const;

/** Ten schools are six elementary, two middle, two high; the first three are one of each. */
const LEVELS = [0, 2, 1, 0, 0, 1, 0, 2, 0, 0] as const;
const LEVEL_WEIGHT = [10, 14, 22] as const;

/**
 * Items laid out part after part, such as schools, `size(part)` in each: which part an index belongs to. `starts` has the
 * first index of each part, then the count. Loads walk in index order: the part of the call before is nearly always right.
 * A class, since k6 pays 0.8 kB for a closure.
 */
export class Spread {
  readonly count: number;
  readonly starts: Int32Array;
  #last = 0;

  constructor(parts: number, size: (part: number) => number) {
    const starts = new Int32Array(parts + 1);
    let count = 0;
    for (let p = 0; p < parts; p++) {
      count += size(p);
      starts[p + 1] = count;
    }
    this.count = count;
    this.starts = starts;
  }

  size(part: number): number {
    return (this.starts[part + 1] as number) - (this.starts[part] as number);
  }

  part(index: number): number {
    const { starts } = this;
    let low = this.#last;
    if (index >= (starts[low] as number) && index < (starts[low + 1] as number)) return low;
    low = 0;
    let high = starts.length - 2;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] as number) <= index) low = middle;
      else high = middle - 1;
    }
    this.#last = low;
    return low;
  }
}

export interface Shape {
  readonly levels: readonly Level[];
  readonly students: Spread;
  readonly staff: Spread;
}

/** Everything follows from the settings; the sums of students and staff are exact. */
export function createShape(settings: DatasetSettings): Shape {
  const { schools, students, staff } = settings;
  const skew = createStreams(settings.seed)(1);
  const levels: Level[] = [];
  const cumulative = [0];
  let sum = 0;
  for (let s = 0; s < schools; s++) {
    const level = LEVELS[s % 10] as Level;
    levels.push(level);
    sum += LEVEL_WEIGHT[level] * (40 + (skew(s) % 100)); // sizes differ by up to 3.5 within a level
    cumulative.push(sum);
  }
  const share = (total: number): Spread => {
    const each = total < schools ? 0 : 1; // no school is empty if there are enough people
    const rest = total - each * schools;
    const start = (s: number) => s * each + Math.floor((rest * (cumulative[s] as number)) / sum);
    return new Spread(schools, (s) => start(s + 1) - start(s));
  };
  return { levels, students: share(students), staff: share(staff) };
}
