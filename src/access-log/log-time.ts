/** Times as access logs write them. Times without a zone are UTC. Pure. */

const MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";
const MINUTE_MS = 60_000;
const COMMON = /^(\d\d)\/([A-Z][a-z]{2})\/(\d{4}):(\d\d):(\d\d):(\d\d) ([+-])(\d\d)(\d\d)$/;
const ISO = /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d):(\d\d)(?:[.,](\d{1,3})\d*)?\s*(?:Z|([+-])(\d\d):?(\d\d))?$/i;

/** Epoch milliseconds of `20/Nov/2026:06:00:00 +0100`; undefined for anything else. */
export function commonTime(text: string): number | undefined {
  const match = COMMON.exec(text);
  if (match === null) return undefined;
  const [, day, month = "", year, hour, minute, second, sign, zoneHours, zoneMinutes] = match;
  const at = MONTHS.indexOf(month);
  if (at % 3 !== 0) return undefined;
  return moment([year, 1 + at / 3, day, hour, minute, second], 0, [sign, zoneHours, zoneMinutes]);
}

/** Epoch milliseconds of `2026-11-20T06:00:00.123Z` and its variants; undefined for anything else. */
export function isoTime(text: string): number | undefined {
  const match = ISO.exec(text);
  if (match === null) return undefined;
  const [, year, month, day, hour, minute, second, fraction = "0", ...zone] = match;
  return moment([year, month, day, hour, minute, second], Number(fraction.padEnd(3, "0")), zone);
}

type Parts = readonly (string | number | undefined)[];
/** Largest hour, minute and second; a leap second is the 60th. */
const LARGEST = [23, 59, 60];

/**
 * @param parts year, month, day, hour, minute, second
 * @param zone sign, hours and minutes
 * @returns undefined for what no calendar or clock shows, such as 30 February
 */
function moment(parts: Parts, milliseconds: number, zone: Parts): number | undefined {
  const [year = 0, month = 0, day = 0, ...time] = parts.map(Number);
  const [sign, ...offset] = zone;
  const [zoneHours = 0, zoneMinutes = 0] = offset.map((part) => Number(part ?? 0));
  const midnight = new Date(Date.UTC(year, month - 1, day));
  const isDay = midnight.getUTCMonth() === month - 1 && midnight.getUTCDate() === day;
  const areTimes = [time, [zoneHours, zoneMinutes]].every((all) => all.every((part, at) => part <= (LARGEST[at] ?? 0)));
  if (!isDay || !areTimes) return undefined;
  const [hour = 0, minute = 0, second = 0] = time;
  const zoneMs = (sign === "-" ? -1 : 1) * (60 * zoneHours + zoneMinutes) * MINUTE_MS;
  return midnight.getTime() + 1000 * (60 * (60 * hour + minute) + second) + milliseconds - zoneMs;
}

/** From seconds to milliseconds, from these to microseconds, and so on. */
const FINER = 1000;
/** Seconds of the year 5138: what is larger has a finer unit. */
const LARGEST_SECONDS = 1e11;

/** Epoch milliseconds of a number of seconds, milliseconds, microseconds or nanoseconds; the size tells which. */
function epochTime(value: number): number | undefined {
  if (!(value > 0 && Number.isFinite(value))) return undefined;
  let seconds = value;
  while (seconds >= LARGEST_SECONDS) seconds /= FINER;
  return 1000 * seconds;
}

/** Any of these forms. */
export function anyTime(value: unknown): number | undefined {
  if (typeof value === "number") return epochTime(value);
  if (typeof value !== "string") return undefined;
  return isoTime(value) ?? commonTime(value) ?? (/^\d+(\.\d+)?$/.test(value) ? epochTime(Number(value)) : undefined);
}
