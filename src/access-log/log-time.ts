/** Times as access logs write them. Times without a zone are UTC. Pure. */

const MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";
const COMMON = /^(\d\d)\/([A-Z][a-z]{2})\/(\d{4}):(\d\d):(\d\d):(\d\d) ([+-])(\d\d)(\d\d)$/;
const ISO = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)(?:[.,](\d{1,3})\d*)?\s*(Z|[+-]\d\d:?\d\d)?$/i;

/** Epoch milliseconds of `20/Nov/2026:06:00:00 +0100`; undefined for anything else. */
export function commonTime(text: string): number | undefined {
  const match = COMMON.exec(text);
  if (match === null) return undefined;
  const [, day, month = "", year, hour, minute, second, sign, zoneHours, zoneMinutes] = match;
  const at = MONTHS.indexOf(month);
  if (at % 3 !== 0) return undefined;
  const zone = (sign === "-" ? -1 : 1) * (Number(zoneHours) * 60 + Number(zoneMinutes));
  return Date.UTC(Number(year), at / 3, Number(day), Number(hour), Number(minute) - zone, Number(second));
}

/** Epoch milliseconds of `2026-11-20T06:00:00.123Z` and its variants; undefined for anything else. */
export function isoTime(text: string): number | undefined {
  const [, date, time, fraction = "0", zone = "Z"] = ISO.exec(text) ?? [];
  if (date === undefined) return undefined;
  const ms = Date.parse(`${date}T${time}.${fraction.padEnd(3, "0")}${zone.replace(/(\d\d)(\d\d)$/, "$1:$2")}`);
  return Number.isNaN(ms) ? undefined : ms;
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
