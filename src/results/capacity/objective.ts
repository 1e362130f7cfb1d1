/** What a user wants of latency: `p95<500ms`, or `create p95<800ms` for one operation. Pure. */

import { parseDuration } from "../../lib/config/value.ts";
import type { Limits, TargetFigures } from "./step.ts";

export interface Objective extends Omit<Limits, "p95Ms" | "timesUnloaded" | "unloadedStep" | "windowMs"> {
  /** Undefined: so many times the p95 of the unloaded target. */
  readonly p95Ms: number | undefined;
  readonly timesUnloaded: number;
}

export type Latencies = Pick<Objective, "p95Ms" | "p95ByOp">;

/** With `<=`, it is as results show it. */
const PART = /^(?:(create|read|query|page|update|delete|changes) )?p95\s*<=?\s*(\d[\d.]*\s?\w+)$/;

/**
 * @param text parts with commas in between; empty: none
 * @returns undefined when it cannot be read, or limits the same twice
 */
export function parseObjective(text: string): Latencies | undefined {
  const p95ByOp: Record<string, number> = {};
  let p95Ms: number | undefined;
  if (text.trim() === "") return { p95Ms, p95ByOp };
  for (const part of text.split(",")) {
    const [, op, limit = ""] = PART.exec(part.trim()) ?? [];
    const ms = parseDuration(limit.replace(" ", ""));
    const isTwice = (op === undefined ? p95Ms : p95ByOp[op]) !== undefined;
    if (ms === undefined || ms <= 0 || isTwice) return undefined;
    if (op === undefined) p95Ms = ms;
    else p95ByOp[op] = ms;
  }
  return { p95Ms, p95ByOp };
}

/** @param first step of the search, or one at a lower rate; undefined before it */
export function limitsFor(
  { p95Ms, p95ByOp, timesUnloaded, goodput, failures, rise }: Objective,
  first: TargetFigures | undefined,
): Limits {
  const rules = { goodput, failures, p95ByOp, ...(rise === undefined ? {} : { rise }) };
  if (p95Ms !== undefined) return { ...rules, p95Ms };
  return first === undefined || Number.isNaN(first.p95Ms)
    ? { ...rules, p95Ms: Number.POSITIVE_INFINITY }
    : { ...rules, p95Ms: timesUnloaded * first.p95Ms, timesUnloaded };
}
