/** By how much a run may be worse than its base. Pure. */

import { LoadTestError } from "../../base/errors.ts";
import type { Measure } from "../stats/bootstrap.ts";

/** Shares: 0.1 is 10 %. Undefined: not judged. */
export interface Limits {
  readonly maxP50: number | undefined;
  readonly maxP95: number | undefined;
  readonly maxP99: number | undefined;
  /** Negative: -0.1 allows a tenth less. */
  readonly minRate: number | undefined;
  /** Percentage points of the share of failures: 0.01 allows 3 % after 2 %. */
  readonly maxFailures: number | undefined;
  /** How far above the base's highest 10 s three windows in a row may lie. */
  readonly maxSpell: number | undefined;
  /** Milliseconds by which a median must grow too; see floorOf for the other percentiles. */
  readonly noiseFloorMs: number;
}

/**
 * Pauses of a busy machine hit the tail of a distribution. Between equal runs on two shared cores the median moved by
 * up to 0.3 ms, p95 by 16 ms and p99 by 160 ms (docs/comparison.md): the floor is as much higher there.
 */
export function floorOf({ noiseFloorMs }: Limits, measure: Measure): number {
  return { rate: 0, p50: 1, p95: 20, p99: 100 }[measure] * noiseFloorMs;
}

/** `+10%`, `-10%`, `10%`, or `off`. */
const CHANGE = /^([+-]?)(\d+(?:\.\d+)?) ?%$/;

/**
 * @param option as typed, for the message
 * @param sign which way is worse: a rate may fall, a latency may rise
 * @throws LoadTestError "config"
 */
export function parseChange(option: string, text: string, sign: "+" | "-"): number | undefined {
  if (text === "off") return undefined;
  const match = CHANGE.exec(text.trim());
  if (match === null || (match[1] !== "" && match[1] !== sign)) {
    throw new LoadTestError("config", `${option}: "${text}" is not a change such as ${sign}10%, and not "off"`);
  }
  const share = Number(match[2]) / 100;
  return sign === "-" ? -share : share;
}
