/** Dates with the name of the month, as .NET reads them: `28 Sep 2021`, `Tuesday, September 28, 2021`. */

const MONTHS = "january february march april may june july august september october november december".split(" ");
const WEEKDAYS = "sunday monday tuesday wednesday thursday friday saturday".split(" ");

const WEEKDAY_BEFORE = /^([a-z]+),?\s+(?=\S+[\s-])/;
const DAY_FIRST = /^(\d{1,2})[\s-]+([a-z]+),?[\s-]+(\d{4}|\d{2})$/;
const MONTH_FIRST = /^([a-z]+)\s+(\d{1,2}),?\s+(\d{4}|\d{2})$/;

export interface WordedDate {
  readonly year: string;
  /** From 1. */
  readonly month: number;
  readonly day: string;
  /** From 0, Sunday; absent where the text names none. */
  readonly weekday?: number;
}

/** Undefined for any other text. The day may be none of the month's, or none of that weekday. */
export function wordedDate(text: string): WordedDate | undefined {
  const words = text.toLowerCase();
  const weekday = indexOfName(WEEKDAYS, WEEKDAY_BEFORE.exec(words)?.[1] ?? "");
  const rest = weekday < 0 ? words : words.replace(WEEKDAY_BEFORE, "");
  const [, dayBefore, monthAfter] = DAY_FIRST.exec(rest) ?? [];
  const [, monthBefore, dayAfter] = MONTH_FIRST.exec(rest) ?? [];
  const month = indexOfName(MONTHS, monthAfter ?? monthBefore ?? "") + 1;
  const day = dayBefore ?? dayAfter;
  if (month === 0 || day === undefined) return undefined;
  return { year: /\d+$/.exec(rest)?.[0] as string, month, day, ...(weekday < 0 ? {} : { weekday }) };
}

/** In full or its first three letters. */
function indexOfName(names: readonly string[], word: string): number {
  return names.findIndex((name) => name === word || name.slice(0, 3) === word);
}
