/**
 * Encrypts the token that `setup()` returns in a direct `k6 run`, because k6 shows the return value in summaries and in
 * its REST API. The token is XORed with a key stream derived from the client secret, which every VU has anyway.
 */

import crypto from "k6/crypto";

function bytesOf(hex: string): number[] {
  return (hex.match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16));
}

function keyStream(secret: string, salt: string, bytes: number): number[] {
  const stream: number[] = [];
  for (let block = 0; stream.length < bytes; block++)
    stream.push(...bytesOf(crypto.hmac("sha256", secret, `${salt}:${block}`, "hex")));
  return stream;
}

/** @returns lower-case hex; tokens are ASCII (RFC 6750). */
export function seal(token: string, secret: string, salt: string): string {
  const stream = keyStream(secret, salt, token.length);
  const hexOf = (sign: string, at: number): string =>
    (sign.charCodeAt(0) ^ (stream[at] ?? 0)).toString(16).padStart(2, "0");
  return Array.from(token, hexOf).join("");
}

export function unseal(sealed: string, secret: string, salt: string): string {
  const bytes = bytesOf(sealed);
  const stream = keyStream(secret, salt, bytes.length);
  return bytes.map((byte, at) => String.fromCharCode(byte ^ (stream[at] ?? 0))).join("");
}
