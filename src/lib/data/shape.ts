/** How a dataset of given sizes is spread over schools: levels, grades, students, staff. Arrays by school number. */

import type { DatasetSettings } from "./dataset.ts";
import { createStreams } from "./hash.ts";

/** 0 elementary (K-5), 1 middle (6-8), 2 high (9-12). */
export type Level = 0 | 1 | 2;

/** Which grades a school has: those of its level, or 3 (K-2) and 4 (3-5) for elementary schools with few students. */
export type Span = Level | 3 | 4;

/** By span: first grade (0 is kindergarten), number of grades, courses a student takes in a term. */
export const FIRST_GRADE = [0, 6, 9, 0, 3] as const;
export const GRADES = [6, 3, 4, 3, 3] as const;
export const COURSE_LOAD = [3, 6, 7, 3, 3] as const;

/** An elementary school with fewer students does not have six grades: its classes would be too small. */
const LEAST_OF_SIX_GRADES = 108;

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
  readonly spans: readonly Span[];
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
  const enrolled = share(students);
  let small = 0;
  const spans = levels.map(
    (level, s): Span => (level > 0 || enrolled.size(s) >= LEAST_OF_SIX_GRADES ? level : small++ & 1 ? 4 : 3),
  );
  return { levels, spans, students: enrolled, staff: share(staff) };
}

const SHARE_OF_TEACHERS = 0.6;

/** How many teachers a school has; they come first among its staff. */
export const teachersAt = ({ staff }: Pick<Shape, "staff">, s: number): number =>
  Math.ceil(staff.size(s) * SHARE_OF_TEACHERS);
