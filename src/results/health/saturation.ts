/**
 * Why an open model did not reach its rate: is the target full, or were there too few VUs? Little's law
 * decides. At the unloaded duration of an operation a rate needs rate x duration VUs. With at least as many, or where
 * operations take at least three times as long as unloaded, it is the target that does not keep up. Pure.
 */

import { plural } from "../../base/figures.ts";
import { type Reason, reason } from "../reason.ts";

export interface OpenModelFacts {
  /** Operations per second over the measured part: what was asked for, and what was done. */
  readonly askedPerSecond: number;
  readonly donePerSecond: number;
  /** Highest rate of the run: that of the constant model, or the highest stage. */
  readonly peakPerSecond: number;
  /** Iterations that should have started, and those of them that did not. */
  readonly asked: number;
  readonly dropped: number;
  /** VUs at the end, and those of them that k6 added while running. */
  readonly vus: number;
  readonly addedVus: number;
  /** Mean duration of an operation in milliseconds: in the measured part, and at one VU before it. */
  readonly operationMs: number;
  readonly unloadedMs: number;
  /** Pauses that the target asked for (Retry-After). */
  readonly pauses: number;
}

/** From here on operations take clearly longer than unloaded. */
const SLOWED = 3;
/** Room for latency that VUs are allocated with: ten times the unloaded one, and a short pause of a fast target. */
const ROOM = 10;
const PAUSE_MS = 250;
const FEWEST_VUS = 10;
/** So many dropped iterations change no figure; they are reported all the same. */
const TOLERATED = 0.01;

/** VUs that reach a rate while operations take up to ten times as long as unloaded. */
export function vusFor(peakPerSecond: number, unloadedMs: number): number {
  return Math.max(FEWEST_VUS, Math.ceil((peakPerSecond * Math.max(unloadedMs * ROOM, PAUSE_MS)) / 1000));
}

/** Each VU that k6 adds while running costs one dropped iteration; so few change no figure. */
export function isRateReached({
  dropped,
  addedVus,
  asked,
}: Pick<OpenModelFacts, "dropped" | "addedVus" | "asked">): boolean {
  return dropped <= Math.max(addedVus, TOLERATED * asked);
}

/**
 * Empty when the rate was reached. Each VU that k6 adds while running costs one dropped iteration: not a problem.
 */
export function saturationReasons(facts: OpenModelFacts): Reason[] {
  const { dropped, vus, operationMs, unloadedMs, peakPerSecond, pauses } = facts;
  if (isRateReached(facts)) return [];
  const needed = Math.ceil((peakPerSecond * unloadedMs) / 1000);
  // A target that asks for pauses is the limit, however fast it answers in between.
  const isSlowed = pauses > 0 || operationMs >= SLOWED * unloadedMs;
  const figures = {
    askedPerSecond: round(facts.askedPerSecond),
    donePerSecond: round(facts.donePerSecond),
    dropped,
    vus,
    operationMs: round(operationMs),
    unloadedMs: round(unloadedMs),
  };
  if (vus < needed && !isSlowed) {
    const text =
      `${plural(vus, "VU")} ${vus === 1 ? "was" : "were"} too few for ${round(peakPerSecond)}/s: an operation took ` +
      `${round(operationMs)} ms; use --vus ${vusFor(peakPerSecond, operationMs)}`;
    return [reason("too-few-vus", text, figures)];
  }
  const limited = pauses > 0 ? `; it asked for ${plural(pauses, "pause")} (Retry-After)` : "";
  const text =
    `the target did ${round(facts.donePerSecond)}/s of the ${round(facts.askedPerSecond)}/s requested; ` +
    `an operation took ${round(operationMs)} ms, unloaded ${round(unloadedMs)} ms${limited}`;
  return [reason("target-saturated", text, figures)];
}

function round(value: number): number {
  return value >= 100 ? Math.round(value) : Number(value.toPrecision(3));
}
