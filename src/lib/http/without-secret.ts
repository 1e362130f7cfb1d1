/** Removes a secret from what a target says. Pure. */

/** Of the secret: a target may cut its message off. */
const BEGINNING = 16;

/**
 * @param secret a token, say; also found as JSON, a URL or a web page has it, and by its beginning
 * @returns the text with `***` in its place
 */
export function withoutSecret(text: string, secret: string): string {
  const start = secret.slice(0, 4);
  // Nearly always, and much faster. Signs that some text may have in another form are none that this one escapes.
  if (secret.length < 4 || (encodeURIComponent(start) === start && !text.includes(start))) return text;
  const [all, beginning] = [secret, secret.slice(0, BEGINNING)].map((part) =>
    part.replace(/\W/g, (sign) => `(?:\\\\*\\${sign}|(?:%\\w\\w|\\\\+u\\w{4}|&#?\\w+;)+)`),
  );
  return text.replace(new RegExp(`(?:${all}|${beginning})(?:[\\w.~+/=%-]|\\\\+[u/])*`, "g"), "***");
}
