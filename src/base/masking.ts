/** Removes from any text what looks like a token or a secret. Pure. */

const PATTERNS: readonly RegExp[] = [
  /eyJ[\w-]{5,}(?:\.[\w-]*){0,2}/g,
  // Plain words follow it in a sentence: `the Bearer token is over`.
  /\b([Bb]earer|[Bb]asic)(?:\s|%20|\+)+(?=\w[a-z]*(?:[\dA-Z_~+/=%-]|\.\w)|\S{20})[\w.~+/=%-]{4,}/g,
  /("?(?:access_token|client_secret|refresh_token|password)"?\s*[:=]\s*"?)[^\s",&}]+/gi,
];

export function withoutSecrets(text: string): string {
  const [jwt, scheme, member] = PATTERNS as readonly [RegExp, RegExp, RegExp];
  return text.replace(member, "$1***").replace(scheme, "$1 ***").replace(jwt, "***");
}
