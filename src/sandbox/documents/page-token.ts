/** Page tokens: base64url of an inclusive range of document numbers, opaque to clients. */

export interface PageRange {
  readonly first: number;
  readonly last: number;
}

/** Beyond every document number. */
export const LAST_POSSIBLE = Number.MAX_SAFE_INTEGER;

export function encodePageToken({ first, last }: PageRange): string {
  return Buffer.from(`${first},${last}`).toString("base64url");
}

export function decodePageToken(token: string): PageRange | undefined {
  const match = /^(\d{1,16}),(\d{1,16})$/.exec(Buffer.from(token, "base64url").toString("latin1"));
  if (match === null) return undefined;
  const range = { first: Number(match[1]), last: Number(match[2]) };
  return encodePageToken(range) === token.replace(/=+$/, "") ? range : undefined;
}
