/** Removes a secret from what a target says. Pure. */

/**
 * Found by its beginning, since a target may cut its message off, in any letter case, and with signs as JSON, a URL or
 * a web page has them.
 * @param secret a token, or what else consists of letters, digits and `-._~+/=`, with four of the former in a row near
 *   its beginning
 * @returns the text with `***` in its place
 */
export function withoutSecret(text: string, secret: string): string {
  const start = secret.slice(0, 16);
  // The same in every form. Nearly always it is not there, which is found out much faster.
  const plain = /\w{4}/.exec(start.toLowerCase());
  if (plain === null || !text.toLowerCase().includes(plain[0])) return text;
  return text.replace(
    RegExp(`${start.replace(/\W/g, "\\W+?\\w{0,5};?")}([\\w.~+/=%-]|\\\\+[u/]|&#\\w+;)*`, "gi"),
    "***",
  );
}
