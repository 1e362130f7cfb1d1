/** Page tokens: base64url of an inclusive range of document numbers, opaque to clients. */

export interface PageRange {
  readonly first: number;
  readonly last: number;
}

/** Beyond every document number. */
export const LAST_POSSIBLE = 2 ** 63;
/** How DMS writes that bound. */
const OPEN_END = "9223372036854775807";

export function encodePageToken({ first, last }: PageRange): string {
  return Buffer.from(`${first},${last >= LAST_POSSIBLE ? OPEN_END : last}`).toString("base64url");
}

/**
 * Reads what DMS reads: the right padding or none, no characters of the other base64 alphabet, signs, and an empty
 * last bound for no bound.
 */
export function decodePageToken(token: string): PageRange | undefined {
  const [, digits = "", padding = ""] = /^([\w-]+)(=*)$/.exec(token) ?? [];
  const missing = (4 - (digits.length % 4)) % 4;
  if (digits === "" || missing === 3 || (padding !== "" && padding.length !== missing)) return undefined;
  const match = /^(-?\d+),(-?\d+)?$/.exec(Buffer.from(digits, "base64url").toString("latin1"));
  if (match === null) return undefined;
  const range = { first: Number(match[1]), last: match[2] === undefined ? LAST_POSSIBLE : Number(match[2]) };
  return Math.abs(range.first) <= LAST_POSSIBLE && Math.abs(range.last) <= LAST_POSSIBLE ? range : undefined;
}
