/**
 * Lines of a compacted journal that replace other lines. Pure.
 *
 *     g <w|u> <op> <outcome> <1|+> <lines> <requests>    operations of one kind; `+`: each took more than one request
 *     e <w|u|x> <first> <last>                           iterations that had a line; `x`: of operations that were missed
 *     h <w|u> <iteration>                                the highest iteration so far
 *     b <pieces>                                         pieces that were no whole line
 */

import type { Outcome } from "../../lib/http/outcome.ts";

/** Operations of one kind, of which only their number matters. */
export interface OperationSum {
  readonly warmingUp: boolean;
  readonly op: string;
  readonly outcome: Outcome;
  /** Each took more than one request. */
  readonly isRepeated: boolean;
  readonly lines: number;
  /** Of all of them together. */
  readonly requests: number;
}

/** `w`: of the measured part, `u`: of the warm-up, `x`: of the measured part, but missed. */
export type IterationMark = "w" | "u" | "x";

export interface IterationRange {
  readonly mark: IterationMark;
  readonly first: number;
  readonly last: number;
}

export interface Writer {
  readonly iteration: number;
  readonly warmingUp: boolean;
}

export function markOf(warmingUp: boolean): "w" | "u" {
  return warmingUp ? "u" : "w";
}

export function writeSumLine({ warmingUp, op, outcome, isRepeated, lines, requests }: OperationSum): string {
  return `g ${markOf(warmingUp)} ${op} ${outcome} ${isRepeated ? "+" : "1"} ${lines} ${requests}`;
}

/** Undefined for any other line. */
export function readSumLine(text: string): OperationSum | undefined {
  const match = /^g ([wu]) ([a-z-]{1,30}) ([a-z-]{1,30}) ([1+]) (\d{1,15}) (\d{1,15})$/.exec(text);
  if (match === null) return undefined;
  const [, mark, op = "", outcome, repeated, lines, requests] = match;
  return {
    warmingUp: mark === "u",
    op,
    outcome: outcome as Outcome,
    isRepeated: repeated === "+",
    lines: Number(lines),
    requests: Number(requests),
  };
}

export function writeRangeLine({ mark, first, last }: IterationRange): string {
  return `e ${mark} ${first} ${last}`;
}

/** Undefined for any other line. */
export function readRangeLine(text: string): IterationRange | undefined {
  const match = /^e ([wux]) (\d{1,15}) (\d{1,15})$/.exec(text);
  return match === null
    ? undefined
    : { mark: match[1] as IterationMark, first: Number(match[2]), last: Number(match[3]) };
}

export function writeHighestLine({ warmingUp, iteration }: Writer): string {
  return `h ${markOf(warmingUp)} ${iteration}`;
}

/** Undefined for any other line. */
export function readHighestLine(text: string): Writer | undefined {
  const match = /^h ([wu]) (\d{1,15})$/.exec(text);
  return match === null ? undefined : { warmingUp: match[1] === "u", iteration: Number(match[2]) };
}

export function writeDamageLine(pieces: number): string {
  return `b ${pieces}`;
}

/** Undefined for any other line. */
export function readDamageLine(text: string): number | undefined {
  const match = /^b (\d{1,15})$/.exec(text);
  return match === null ? undefined : Number(match[1]);
}
