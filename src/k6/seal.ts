/**
 * Hides the token that `setup()` hands to the VUs of a direct `k6 run`. k6 shows what setup returns in summaries and in
 * its REST API, and every VU knows the client secret anyway: so the token travels XORed with a key stream made from
 * that secret.
 */

import crypto from "k6/crypto";

function keyStream(secret: string, salt: string, bytes: number): number[] {
  const stream: number[] = [];
  for (let block = 0; stream.length < bytes; block++) {
    const hex = crypto.hmac("sha256", secret, `${salt}:${block}`, "hex");
    for (let at = 0; at < hex.length; at += 2) stream.push(Number.parseInt(hex.slice(at, at + 2), 16));
  }
  return stream;
}

/** @returns lower-case hex; tokens are ASCII (RFC 6750). */
export function seal(token: string, secret: string, salt: string): string {
  const stream = keyStream(secret, salt, token.length);
  let sealed = "";
  for (let at = 0; at < token.length; at++) {
    sealed += (token.charCodeAt(at) ^ (stream[at] ?? 0)).toString(16).padStart(2, "0");
  }
  return sealed;
}

export function unseal(sealed: string, secret: string, salt: string): string {
  const stream = keyStream(secret, salt, sealed.length / 2);
  let token = "";
  for (let at = 0; at < sealed.length; at += 2) {
    token += String.fromCharCode(Number.parseInt(sealed.slice(at, at + 2), 16) ^ (stream[at / 2] ?? 0));
  }
  return token;
}
