/** What limits a target, for people. Pure. */

import type { Finding } from "./rule.ts";

/** `limit    likely: ...`, a line for each finding and one for what to do about the first. */
export function findingLines(findings: readonly Finding[]): string[] {
  const lines = findings.map(({ confidence, text }) => `limit    ${confidence}: ${text}`);
  const [first] = findings;
  return first === undefined ? [] : [...lines, `next     ${first.advice}`];
}
