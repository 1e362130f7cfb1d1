/** What limits a target, for people. Pure. */

import { figureName } from "../figures/figure-name.ts";
import { figureText } from "../figures/figure-unit.ts";
import type { Finding } from "./rule.ts";

/** `limit    likely: ...`, a line for each finding and one for what to do about the first. */
export function findingLines(findings: readonly Finding[]): string[] {
  const lines = findings.map(({ confidence, text }) => `limit    ${confidence}: ${text}`);
  const [first] = findings;
  return first === undefined ? [] : [...lines, `next     ${first.advice}`];
}

/** `CPU of the machine: 48.0 % at step 5, 96.0 % at step 6`: a line for each figure that a finding rests on. */
export function evidenceLines({ evidence }: Finding): string[] {
  const names = [...new Set(evidence.map(({ figure }) => figure))];
  return names.map((name) => {
    const points = evidence.filter(({ figure }) => figure === name);
    return `${figureName(name)}: ${points.map(({ value, step }) => `${figureText(name, value)} at step ${step}`).join(", ")}`;
  });
}
