/** Dates and times as clients write them -> as DMS stores them. Text that cannot be read is given back unchanged. */
import { wordedDate } from "./worded-date.ts";

/** The first year is 1. */
const ISO_DATE = /^(?!0000)(\d{4})-(\d{2})-(\d{2})$/;
const SLASH_DATE = /^(\d{1,2})\/(\d{1,2})\/(\d{4}|\d{2})$/;
const DATE_TIME =
  /^(\S.*?)(?:[T ]\s*(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*([AaPp][Mm])?\s*(Z|z|GMT|[+-]\d{2}:?\d{2})?)?$/;
const INSTANT = /^(.{10})T([01]\d|2[0-3]):[0-5]\d:[0-5]\dZ$/;
const TIME = /^([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?(Z|[+-]\d{2}:\d{2})?$/;

const YEAR_AND_MONTH = /^(?:(\d{4})[/-](\d{1,2})|(\d{1,2})[/-](\d{4}))$/;
const YEAR_FIRST_DATE = /^(\d{4})([/-])(\d{1,2})\2(\d{1,2})$/;

/** No date is longer. */
const LONGEST = 64;

/** `M/d/yyyy`, else `d/M/yyyy`, or `M/d/yy` -> `yyyy-MM-dd`. */
export function coerceDate(text: string): string {
  const slashed = SLASH_DATE.exec(text.trim());
  if (slashed === null) return text;
  const [, first = "", second = "", year = ""] = slashed;
  const monthFirst = isoDate(fullYear(year), first, second);
  if (isDate(monthFirst)) return monthFirst;
  if (year.length < 4) return text;
  const dayFirst = isoDate(year, second, first);
  return isDate(dayFirst) ? dayFirst : text;
}

/** `yyyy/M/d` or `yyyy-M-d` -> `yyyy-MM-dd`; a month without a day is its first. Undefined for any other text. */
function yearFirstDate(text: string): string | undefined {
  const [, year, , month = "", day = ""] = YEAR_FIRST_DATE.exec(text) ?? [];
  if (year !== undefined) return isoDate(year, month, day);
  const [, yearBefore, monthAfter, monthBefore, yearAfter] = YEAR_AND_MONTH.exec(text) ?? [];
  const [wholeYear, onlyMonth] = [yearBefore ?? yearAfter, monthAfter ?? monthBefore];
  return wholeYear === undefined || onlyMonth === undefined ? undefined : isoDate(wholeYear, onlyMonth, "1");
}

/** `28 Sep 2021` -> `2021-09-28`; undefined for any other text, and where the weekday that it names is wrong. */
function namedMonthDate(text: string): string | undefined {
  const named = wordedDate(text);
  if (named === undefined) return undefined;
  const date = isoDate(fullYear(named.year), String(named.month), named.day);
  const { weekday } = named;
  return weekday === undefined || weekday === new Date(date).getUTCDay() ? date : undefined;
}

/** Any usual date with or without time -> `yyyy-MM-ddTHH:mm:ssZ`; without a zone it is UTC, without a time midnight. */
export function coerceDateTime(text: string): string {
  if (text.length > LONGEST) return text;
  const match = DATE_TIME.exec(text.trim());
  if (match === null) return text;
  const [, date = "", hour = "0", minute = "0", second = "0", half, zone] = match;
  const day = yearFirstDate(date) ?? namedMonthDate(date) ?? coerceDate(date);
  const hours = clockHour(Number(hour), half);
  if (!isDate(day) || hours > 23 || Number(minute) > 59 || Number(second) > 59) return text;
  const local = Date.parse(`${day}T00:00:00Z`) + ((hours * 60 + Number(minute)) * 60 + Number(second)) * 1000;
  return `${new Date(local - zoneMinutes(zone) * 60_000).toISOString().slice(0, 19)}Z`;
}

/** A calendar day written `yyyy-MM-dd`. */
export function isDate(text: string): boolean {
  const match = ISO_DATE.exec(text);
  if (match === null) return false;
  const month = Number(match[2]);
  const day = Number(match[3]);
  if (month < 1 || month > 12 || day < 1) return false;
  return day <= 28 || day <= new Date(Date.UTC(Number(match[1]), month, 0)).getUTCDate();
}

/** The form that `coerceDateTime` makes. */
export function isDateTime(text: string): boolean {
  const date = INSTANT.exec(text)?.[1];
  return date !== undefined && isDate(date);
}

/** `HH:mm:ss`, a fraction and a zone allowed. */
export function isTime(text: string): boolean {
  return TIME.test(text);
}

/** As .NET reads two digits: 00 to 49 are after 2000, 50 to 99 before. */
function fullYear(year: string): string {
  if (year.length === 4) return year;
  return `${Number(year) < 50 ? 20 : 19}${year}`;
}

function isoDate(year: string, month: string, day: string): string {
  return `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
}

function clockHour(hour: number, half: string | undefined): number {
  if (half === undefined) return hour;
  if (hour < 1 || hour > 12) return Number.POSITIVE_INFINITY;
  return (hour % 12) + (half.toLowerCase() === "pm" ? 12 : 0);
}

function zoneMinutes(zone: string | undefined): number {
  if (zone === undefined || /^(z|GMT)$/i.test(zone)) return 0;
  const digits = zone.slice(1).replace(":", "");
  const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2));
  return zone.startsWith("-") ? -minutes : minutes;
}
