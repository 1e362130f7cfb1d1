/** School days of one school year, in days since 1970-01-01; no Date and no time zone. */

/** Days since 1970-01-01 of a day of the Gregorian calendar; months 1 to 12. */
export function epochDay(year: number, month: number, day: number): number {
  const early = month < 3 ? 1 : 0; // years counted from March, so that a leap day is the last
  const y = year - early;
  const m = month + 12 * early - 3;
  return 365 * y + (y >> 2) - ((y / 100) | 0) + ((y / 400) | 0) + (((153 * m + 2) / 5) | 0) + day - 719469;
}

/** `2025-08-18` of a day since 1970-01-01; any day of the Gregorian calendar. Years are counted from March here, too. */
export function isoDate(day: number): string {
  const all = day + 719468; // since 0000-03-01
  const century = ((4 * all + 3) / 146097) | 0;
  const rest = all - ((146097 * century) >> 2);
  const year = ((4 * rest + 3) / 1461) | 0;
  const n = rest - ((1461 * year) >> 2);
  const m = ((5 * n + 2) / 153) | 0;
  const date = n - (((153 * m + 2) / 5) | 0) + 1;
  const month = m < 10 ? m + 3 : m - 9;
  return `${100 * century + year + ((m / 10) | 0)}-${month < 10 ? "0" : ""}${month}-${date < 10 ? "0" : ""}${date}`;
}

/** The nth weekday (0 is Sunday) of a month. */
function nthWeekday(year: number, month: number, weekday: number, n: number): number {
  const first = epochDay(year, month, 1);
  return first + ((weekday - first - 4 + 700007) % 7) + 7 * (n - 1); // 1970-01-01 was a Thursday, number 4
}

export interface SchoolYear {
  /** Weekdays of both terms, holidays too, five to a week; days since 1970-01-01. */
  readonly dates: readonly number[];
  /** Beside dates: 0 instructional, 1 holiday, 2 teachers only. */
  readonly kinds: readonly number[];
  /** How many days are instructional, and the date of one of them. */
  readonly length: number;
  day(index: number): string;
  /** Index of the first day of each of the four grading periods, then the length; 2 starts spring. */
  readonly periods: readonly number[];
  /** How many weeks fall has. */
  readonly fallWeeks: number;
}

const FALL_WEEKS = 18;
const SPRING_WEEKS = 21;

/** Fall from the third Monday of August, two weeks of winter break, spring to the end of May: about 180 school days. */
export function createSchoolYear(year: number): SchoolYear {
  const start = nthWeekday(year - 1, 8, 1, 3);
  const springBreak = nthWeekday(year, 3, 1, 3);
  const thanksgiving = nthWeekday(year - 1, 11, 4, 4);
  const off = [
    nthWeekday(year - 1, 9, 1, 1),
    thanksgiving - 1,
    thanksgiving,
    thanksgiving + 1,
    nthWeekday(year, 1, 1, 3),
    nthWeekday(year, 4, 5, 1),
    nthWeekday(year, 6, 1, 1) - 7,
  ];
  for (let i = 0; i < 5; i++) off.push(springBreak + i);
  const training = [nthWeekday(year - 1, 10, 1, 2), nthWeekday(year, 2, 1, 3)];
  const dates: number[] = [];
  const kinds: number[] = [];
  const days: number[] = [];
  let fall = 0;
  for (let week = 0; week < FALL_WEEKS + SPRING_WEEKS; week++) {
    if (week === FALL_WEEKS) fall = days.length;
    const monday = start + 7 * (week < FALL_WEEKS ? week : week + 2);
    for (let day = monday; day < monday + 5; day++) {
      const kind = off.includes(day) ? 1 : training.includes(day) ? 2 : 0;
      dates.push(day);
      kinds.push(kind);
      if (kind === 0) days.push(day);
    }
  }
  const spring = days.length - fall;
  const texts: string[] = []; // of the days asked for so far
  return {
    dates,
    kinds,
    length: days.length,
    day(index) {
      texts[index] ??= isoDate(days[index] as number);
      return texts[index];
    },
    periods: [0, (fall + 1) >> 1, fall, fall + ((spring + 1) >> 1), days.length],
    fallWeeks: FALL_WEEKS,
  };
}
