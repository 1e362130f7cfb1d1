/**
 * The journal of a readwrite run: one line per finished operation.
 *
 *     w <iteration> <resource> <op> <outcome> <requests> <id>
 *
 * `u` instead of `w` while warming up. `op` is the tag of the requests, PREPARE or READ_BACK. The id stands where
 * something was created, changed or deleted.
 */

import type { Outcome } from "../../http/outcome.ts";

/** The read before an update: no operation of the mix, and apart from all figures. */
export const PREPARE = "prepare";

/** A read that proves a write, apart from the mix; its outcome is that of the write. */
export const READ_BACK = "readback";

export interface OperationLine {
  readonly warmingUp: boolean;
  readonly iteration: number;
  readonly resource: string;
  readonly op: string;
  readonly outcome: Outcome;
  /** HTTP requests that it took: more than one after repeats. */
  readonly requests: number;
  /** Empty when there is none. */
  readonly id: string;
}

export function writeOperationLine(line: OperationLine): string {
  const { warmingUp, iteration, resource, op, outcome, requests, id } = line;
  return `${warmingUp ? "u" : "w"} ${iteration} ${resource} ${op} ${outcome} ${requests} ${id}`;
}

const LINE = /^([wu]) (\d{1,15}) (\w{1,100}) ([a-z]{1,20}) ([a-z-]{1,30}) (\d{1,6}) ([\w-]{0,64})$/;

/** Whether a line begins like one, whole or not. */
export function isOperation(text: string): boolean {
  return /^[wu] /.test(text);
}

/** Undefined for any other line, and for one that was cut off. */
export function readOperationLine(text: string): OperationLine | undefined {
  const match = LINE.exec(text);
  if (match === null) return undefined;
  const [, mark, iteration, resource = "", op = "", outcome = "", requests, id = ""] = match;
  if (outcome === "created" && id === "") return undefined;
  return {
    warmingUp: mark === "u",
    iteration: Number(iteration),
    resource,
    op,
    outcome: outcome as Outcome,
    requests: Number(requests),
    id,
  };
}
