/** What limits a target: hypotheses, the most likely first, each with the figures that it rests on. Pure. */

import type { Evidence } from "./evidence.ts";
import type { Finding, Found, Reading, Rule } from "./rule.ts";
import { FINDING_RULES } from "./rules.ts";
import { situationOf } from "./situation.ts";

/** Likely ones first; among equals what explains others. Empty where no step was too much, or no figure tells. */
export function findingsOf(evidence: Evidence): Finding[] {
  const situation = situationOf(evidence);
  if (situation === undefined) return [];
  const all = FINDING_RULES.flatMap((rule) => {
    const found = rule.find(situation);
    return found === undefined ? [] : [findingOf(rule, found)];
  });
  return all.sort((a, b) => Number(b.confidence === "likely") - Number(a.confidence === "likely"));
}

function findingOf({ code, advice }: Rule, { text, confidence, readings }: Found): Finding {
  return { code, text, advice, confidence, evidence: readings.flatMap(pointsOf) };
}

function pointsOf({ figure, value, step, before }: Reading): Finding["evidence"] {
  return [...(before === undefined ? [] : [{ figure, ...before }]), { figure, value, step }];
}
