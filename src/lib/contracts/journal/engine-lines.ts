/**
 * Lines about k6 itself in a journal.
 *
 *     p <epoch milliseconds> <active VUs> <initialized VUs> <delay> <delay> …    about every second, of the probe
 *     l                                                                          an item of an open load began late
 *     o <milliseconds>                                                           an iteration of an open model ended
 *     x <iteration>                                                              an operation was not done: its step was over
 *     m <resource> <op> <d|x> <bin>                                              an answer to a request of a smoke run
 *     c <resource> <op> <outcome>                                                a call of a smoke run, whose answers came before
 *     k <0|1>                                                                    a check: failed or passed
 *     d                                                                          a VU of a smoke run did its round
 */

import { OUTCOMES, type Outcome } from "../../http/outcome.ts";

export const PROBE_MARK = "p ";
export const LATE_LINE = "l";
export const ROUND_LINE = "d";
export const ITERATION_MARK = "o ";
const ANSWER_MARK = "m ";
const CALL_MARK = "c ";
const MISSED_MARK = "x ";
export const CHECK_MARK = "k ";

export interface ProbeLine {
  readonly atMs: number;
  /** Without the probe itself. */
  readonly vus: number;
  readonly vusInitialized: number;
  /** By how many milliseconds each sleep was too long. */
  readonly delaysMs: readonly number[];
}

export function writeProbeLine({ atMs, vus, vusInitialized, delaysMs }: ProbeLine): string {
  return `${PROBE_MARK}${[atMs, vus, vusInitialized, ...delaysMs].join(" ")}`;
}

/** Undefined for any other line. */
export function readProbeLine(text: string): ProbeLine | undefined {
  const match = /^p (\d{13}) (\d{1,7}) (\d{1,7})((?: \d{1,7})*)$/.exec(text);
  if (match === null) return undefined;
  const [, atMs, vus, vusInitialized, delays = ""] = match;
  return {
    atMs: Number(atMs),
    vus: Number(vus),
    vusInitialized: Number(vusInitialized),
    delaysMs: delays === "" ? [] : delays.slice(1).split(" ").map(Number),
  };
}

export function writeIterationLine(ms: number): string {
  return ITERATION_MARK + ms;
}

/** Milliseconds; undefined for any other line. */
export function readIterationLine(text: string): number | undefined {
  const match = /^o (\d{1,9})$/.exec(text);
  return match === null ? undefined : Number(match[1]);
}

export function writeMissedLine(iteration: number): string {
  return MISSED_MARK + iteration;
}

/** Number of the iteration; undefined for any other line. */
export function readMissedLine(text: string): number | undefined {
  const match = /^x (\d{1,12})$/.exec(text);
  return match === null ? undefined : Number(match[1]);
}

export interface AnswerLine {
  readonly resource: string;
  readonly op: string;
  /** Whether it did the work. */
  readonly isDone: boolean;
  readonly bin: number;
}

export function writeAnswerLine({ resource, op, isDone, bin }: AnswerLine): string {
  return `${ANSWER_MARK}${resource} ${op} ${isDone ? "d" : "x"} ${bin}`;
}

/** Undefined for any other line. */
export function readAnswerLine(text: string): AnswerLine | undefined {
  const match = /^m ([\w/-]{1,100}) ([a-z-]{1,30}) ([dx]) (\d{1,4})$/.exec(text);
  if (match === null) return undefined;
  const [, resource = "", op = "", mark, bin] = match;
  return { resource, op, isDone: mark === "d", bin: Number(bin) };
}

export interface CallLine {
  readonly resource: string;
  readonly op: string;
  readonly outcome: Outcome;
}

export function writeCallLine({ resource, op, outcome }: CallLine): string {
  return `${CALL_MARK}${resource} ${op} ${outcome}`;
}

/** Undefined for any other line. */
export function readCallLine(text: string): CallLine | undefined {
  const [, resource = "", op = "", outcome = ""] = /^c ([\w/-]{1,100}) ([a-z-]{1,30}) ([a-z-]{1,30})$/.exec(text) ?? [];
  return OUTCOMES.includes(outcome as Outcome) ? { resource, op, outcome: outcome as Outcome } : undefined;
}

export function writeCheckLine(passed: boolean): string {
  return `${CHECK_MARK}${passed ? 1 : 0}`;
}

/** Undefined for any other line. */
export function readCheckLine(text: string): boolean | undefined {
  return /^k [01]$/.test(text) ? text.endsWith("1") : undefined;
}
