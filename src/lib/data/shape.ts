/** How a dataset of given sizes is spread over schools: levels, students, staff, sections. Arrays by school number. */

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

/** Items laid out school after school: which school an index belongs to. A class, since k6 pays 0.8 kB for a closure. */
export class Spread {
  readonly count: number;
  /** First index of each school, then the count. */
  readonly starts: Int32Array;
  /** Loads walk in index order: the school of the call before is nearly always right. */
  #last = 0;

  /** `size(school)` items at every school. */
  constructor(schools: number, size: (school: number) => number) {
    const starts = new Int32Array(schools + 1);
    let count = 0;
    for (let s = 0; s < schools; s++) {
      count += size(s);
      starts[s + 1] = count;
    }
    this.count = count;
    this.starts = starts;
  }

  /** Items of a school. */
  size(school: number): number {
    return (this.starts[school + 1] as number) - (this.starts[school] as number);
  }

  /** School of an item. */
  school(index: number): number {
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
  /** Sections of one course offering at each school. */
  readonly sectionsPerCourse: readonly number[];
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
  const spread = share(students);
  const perCourse = settings.sectionsPerCourse;
  const sectionsPerCourse = levels.map((_, s) => {
    const size = (spread.starts[s + 1] as number) - (spread.starts[s] as number);
    return students > 0 ? Math.max(1, Math.round((perCourse * size * schools) / students)) : perCourse;
  });
  return { levels, students: spread, staff: share(staff), sectionsPerCourse };
}
