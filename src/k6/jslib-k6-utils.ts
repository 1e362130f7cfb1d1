// Stands in for https://jslib.k6.io/k6-utils/1.6.0/index.js where that file is not available at build time.
// Same names, arguments and results as there, for the functions that a load test uses; written from its documentation.
// Randomness here is not for datasets: those come from src/lib/data and depend on the seed alone.

/** A global of k6 that `@types/k6` does not declare. */
declare const crypto: { randomUUID(): string };

const MS_PER_UNIT: Readonly<Record<string, number>> = { d: 86_400_000, h: 3_600_000, m: 60_000, s: 1_000, ms: 1 };

/** Random version 4 UUID (RFC 9562). `secure` takes the bytes from the system's random source. */
export function uuidv4(secure = false): string {
  return secure ? crypto.randomUUID() : "xxxxxxxx-xxxx-4xxx-yxxx-xxxxxxxxxxxx".replace(/[xy]/g, uuidDigit);
}

function uuidDigit(place: string): string {
  const digit = Math.floor(Math.random() * 16);
  return (place === "x" ? digit : (digit % 4) + 8).toString(16);
}

/** Whole number from `min` to `max`, both included. */
export function randomIntBetween(min: number, max: number): number {
  return Math.floor(Math.random() * (max - min + 1)) + min;
}

/** One element of a list that is not empty. */
export function randomItem<T>(items: readonly T[]): T {
  return items[Math.floor(Math.random() * items.length)] as T;
}

/** `length` characters out of `charset`. */
export function randomString(length: number, charset = "abcdefghijklmnopqrstuvwxyz"): string {
  let text = "";
  for (let i = 0; i < length; i++) text += charset.charAt(Math.floor(Math.random() * charset.length));
  return text;
}

/** Milliseconds in a duration such as `1h30m`, `1.5s` or `250ms`, or in a bare number. Throws on anything else. */
export function parseDuration(text: string): number {
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text);
  if (!/^(\d+(\.\d+)?(ms|[dhms]))+$/.test(text)) throw new Error(`"${text}" is not a duration`);
  let total = 0;
  for (const [, amount, unit] of text.matchAll(/(\d+(?:\.\d+)?)(ms|[dhms])/g)) {
    total += Number(amount) * (MS_PER_UNIT[unit ?? ""] ?? 0);
  }
  return total;
}
