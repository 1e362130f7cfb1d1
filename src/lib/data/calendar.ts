/** School days of one school year, in days since 1970-01-01; no Date and no time zone. */

const { floor } = Math;

/** Days since 1970-01-01 of a day of the Gregorian calendar; months 1 to 12. */
export function epochDay(year: number, month: number, day: number): number {
  const early = month < 3 ? 1 : 0; // years counted from March, so that a leap day is the last
  const y = year - early;
  const m = month + 12 * early - 3;
  return 365 * y + floor(y / 4) - floor(y / 100) + floor(y / 400) + floor((153 * m + 2) / 5) + day - 719469;
}

/** `2025-08-18` of a day since 1970-01-01. */
export function isoDate(day: number): string {
  let year = 1970 + floor(day / 365.2425) + 1;
  while (epochDay(year, 1, 1) > day) year--;
  let month = 1 + floor((day - epochDay(year, 1, 1)) / 29);
  if (month > 12) month = 12;
  while (epochDay(year, month, 1) > day) month--;
  const date = day - epochDay(year, month, 1) + 1;
  return `${year}-${month < 10 ? "0" : ""}${month}-${date < 10 ? "0" : ""}${date}`;
}

/** The nth weekday (0 is Sunday) of a month. */
function nthWeekday(year: number, month: number, weekday: number, n: number): number {
  const first = epochDay(year, month, 1);
  return first + ((weekday - first - 4 + 700007) % 7) + 7 * (n - 1); // 1970-01-01 was a Thursday, number 4
}

export interface SchoolWeek {
  readonly beginDate: string;
  readonly endDate: string;
  readonly totalInstructionalDays: number;
}

export interface SchoolYear {
  /** Weekdays of both terms, holidays too. */
  readonly dates: readonly string[];
  /** Beside dates: 0 instructional, 1 holiday, 2 teachers only. */
  readonly kinds: readonly number[];
  /** Instructional days only. */
  readonly days: readonly string[];
  /** Index in days of the first day of each of the four grading periods, then the length of days; 2 starts spring. */
  readonly periods: readonly number[];
  readonly weeks: readonly SchoolWeek[];
  /** How many of the weeks are in fall. */
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
  const dates: string[] = [];
  const kinds: number[] = [];
  const days: string[] = [];
  const weeks: SchoolWeek[] = [];
  let fallDays = 0;
  for (let week = 0; week < FALL_WEEKS + SPRING_WEEKS; week++) {
    if (week === FALL_WEEKS) fallDays = days.length;
    const monday = start + 7 * (week < FALL_WEEKS ? week : week + 2);
    const before = days.length;
    for (let day = monday; day < monday + 5; day++) {
      const kind = off.includes(day) ? 1 : training.includes(day) ? 2 : 0;
      const date = isoDate(day);
      dates.push(date);
      kinds.push(kind);
      if (kind === 0) days.push(date);
    }
    const length = dates.length;
    weeks.push({
      beginDate: dates[length - 5] as string,
      endDate: dates[length - 1] as string,
      totalInstructionalDays: days.length - before,
    });
  }
  const spring = days.length - fallDays;
  const periods = [0, (fallDays + 1) >> 1, fallDays, fallDays + ((spring + 1) >> 1), days.length];
  return { dates, kinds, days, periods, weeks, fallWeeks: FALL_WEEKS };
}
