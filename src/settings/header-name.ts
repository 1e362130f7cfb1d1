/** The name of a request header that the user may choose. */

/** Set by HTTP, by k6, or by the tool itself: another value would change what the request is. */
const TAKEN = [
  "accept",
  "authorization",
  "connection",
  "cookie",
  "date",
  "expect",
  "forwarded",
  "host",
  "keep-alive",
  "origin",
  "prefer",
  "range",
  "referer",
  "te",
  "tenant",
  "trailer",
  "transfer-encoding",
  "upgrade",
  "user-agent",
  "via",
];
const TAKEN_FAMILIES = /^(accept|content|if|proxy|sec|x-forwarded)-/;

/** Undefined for one that may be sent, and for none. */
export function headerProblem(name: string): string | undefined {
  if (name === "") return undefined;
  if (!/^[\w!#$%&'*+.^`|~-]{1,100}$/.test(name)) return `"${name}" is not the name of an HTTP header`;
  const lower = name.toLowerCase();
  return TAKEN.includes(lower) || TAKEN_FAMILIES.test(lower)
    ? `the header ${name} has a meaning of its own; use one such as correlationid`
    : undefined;
}
