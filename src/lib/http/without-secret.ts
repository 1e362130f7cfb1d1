/** Removes a secret from a message of the target. Pure. */

/**
 * Finds the secret by its beginning, because a target may truncate its message, in any letter case, and escaped as in
 * JSON, a URL or HTML.
 * @param secret a token, or what else consists of letters, digits and `-._~+/=`, with four of the former in a row near
 *   its beginning
 * @returns the text with `***` in its place
 */
export function withoutSecret(text: string, secret: string): string {
  const start = secret.slice(0, 16);
  // Fast path: the message nearly never contains a secret, and this part looks the same in every escaping.
  const plain = /\w{4}/.exec(start.toLowerCase());
  if (plain === null || !text.toLowerCase().includes(plain[0])) return text;
  return text.replace(
    RegExp(`${start.replace(/\W/g, "\\W+?\\w{0,5};?")}([\\w.~+/=%-]|\\\\+[u/]|&#\\w+;)*`, "gi"),
    "***",
  );
}
