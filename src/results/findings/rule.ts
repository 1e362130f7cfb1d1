/** What a rule is, and how it compares a figure of the step that was too much with the same one of the step that held. Pure. */

import { figureText } from "../figures/figure-unit.ts";
import type { CapacityResult } from "../run-summary.ts";
import type { Place, Situation } from "./situation.ts";
import { type Confidence, levelOf, RISE, type Threshold } from "./thresholds.ts";

/** A hypothesis on what limits the target, with the figures that it rests on. */
export type Finding = NonNullable<CapacityResult["findings"]>[number];

export interface Rule {
  readonly code: string;
  /** Figures without which it is silent. */
  readonly needs: string;
  readonly means: string;
  /** What to do. */
  readonly advice: string;
  find(situation: Situation): Found | undefined;
}

export interface Found {
  readonly text: string;
  readonly confidence: Confidence;
  readonly readings: readonly Reading[];
}

/** One figure in the step that was too much, and in the last one that held. */
export interface Reading {
  readonly figure: string;
  readonly value: number;
  readonly step: number;
  readonly before: { readonly value: number; readonly step: number } | undefined;
  /** Its value in the slowest step that held. */
  readonly calm: number | undefined;
}

/** @returns undefined where the figure of the step that was too much is unknown */
export function reading(
  { broken, held, calmest }: Situation,
  figure: string,
  valueIn: (place: Place) => number | undefined = ({ values }) => values[figure],
): Reading | undefined {
  const knownIn = (place: Place | undefined): number | undefined => {
    const value = place && valueIn(place);
    return value !== undefined && Number.isFinite(value) ? value : undefined;
  };
  const value = knownIn(broken);
  if (value === undefined) return undefined;
  const earlier = knownIn(held);
  const before = held === undefined || earlier === undefined ? undefined : { value: earlier, step: held.number };
  return { figure, value, step: broken.number, before, calm: knownIn(calmest) };
}

/** `96.0 % (48.0 % at step 5)` */
export function shown({ figure, value, before }: Reading): string {
  const earlier = before === undefined ? "" : ` (${figureText(figure, before.value)} at step ${before.step})`;
  return `${figureText(figure, value)}${earlier}`;
}

/**
 * It changed with the load. Where nothing held, nothing tells. Compared with the slowest step: the fastest one that held
 * may be so close to the limit that hardly anything changed.
 */
function rose({ value, calm }: Reading): boolean {
  return calm !== undefined && value >= RISE * calm;
}

/**
 * Likely only if the figure rose too: what was there under less load explains less.
 * @param signs of which one must have risen; others than the figure itself where that cannot rise above some value
 */
export function confidenceIn(
  found: Reading | undefined,
  threshold: Threshold,
  signs: readonly (Reading | undefined)[] = [found],
): Confidence | undefined {
  const level = levelOf(found?.value, threshold);
  return level !== "likely" || known(signs).some(rose) ? level : "possible";
}

/**
 * What a figure beyond its threshold says; undefined below it, or where it is unknown.
 * @param text of the figure as it is shown
 * @param signs see `confidenceIn`
 */
export function beyond(
  figure: Reading | undefined,
  threshold: Threshold,
  text: (shown: string) => string,
  others: readonly (Reading | undefined)[] = [],
  signs: readonly (Reading | undefined)[] = [figure],
): Found | undefined {
  const confidence = confidenceIn(figure, threshold, signs);
  if (figure === undefined || confidence === undefined) return undefined;
  return { text: text(shown(figure)), confidence, readings: known([figure, ...others]) };
}

/** The weaker of two; undefined if one is. */
export function both(first: Confidence | undefined, second: Confidence | undefined): Confidence | undefined {
  return first === undefined || second === undefined ? undefined : first === "likely" ? second : first;
}

/** Of the same rule for several things: the likely ones before the others, then that with the highest figure. */
export function strongest(found: readonly (Found | undefined)[]): Found | undefined {
  const weight = ({ confidence, readings }: Found): number =>
    (confidence === "likely" ? 1e9 : 0) + (readings[0]?.value ?? 0);
  return found.filter((one) => one !== undefined).sort((a, b) => weight(b) - weight(a))[0];
}

/** Those that are known. */
export function known(readings: readonly (Reading | undefined)[]): readonly Reading[] {
  return readings.filter((one) => one !== undefined);
}
