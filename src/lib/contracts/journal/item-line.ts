/**
 * The journal of a load: the result of each work item, one line each, written by k6 as it happens.
 *
 *     i <item> <code> <repeats>.<bin><outcome> <id>
 *
 * Bin (of the last answer's latency) and outcome (a letter) stand only where the item was sent, the id where the server gave
 * one.
 */

import { OUTCOME_LETTERS, type Outcome } from "../../http/outcome.ts";
import { outcomeOfLetter } from "./operation-line.ts";

/** How a line begins. */
export const ITEM_MARK = "i ";

/** `present`: it was at the target already. `blocked`: not sent, because something it refers to is missing. */
export type ItemResult = "created" | "present" | "failed" | "blocked";

const CODES: Readonly<Record<ItemResult, string>> = { created: "c", present: "p", failed: "x", blocked: "b" };
const RESULTS: Readonly<Record<string, ItemResult>> = { c: "created", p: "present", x: "failed", b: "blocked" };

export interface ItemLine {
  readonly item: number;
  readonly result: ItemResult;
  readonly repeats: number;
  /** Empty when there is none. */
  readonly id: string;
  /** Undefined for an item that was not sent. */
  readonly answer: { readonly bin: number; readonly outcome: Outcome } | undefined;
}

/** @param bin and `outcome` only for an item that was sent */
export function writeItemLine(
  item: number,
  result: ItemResult,
  repeats: number,
  id: string,
  bin?: number,
  outcome?: Outcome,
): string {
  const line = `${ITEM_MARK}${item} ${CODES[result]} ${repeats}`;
  return outcome === undefined ? `${line} ${id}` : `${line}.${bin}${OUTCOME_LETTERS[outcome]} ${id}`;
}

const LINE = /^i (\d{1,15}) ([cpxb]) (\d{1,6})(?:\.(\d{1,4})([a-z]))? ([\w-]{0,64})$/;

/** Undefined for any other line, and for one that was cut off: it costs that item a repeat, nothing else. */
export function readItemLine(line: string): ItemLine | undefined {
  const match = LINE.exec(line);
  if (match === null) return undefined;
  const [, item = "", code = "", repeats = "", bin, letter = "", id = ""] = match;
  const result = RESULTS[code] as ItemResult;
  const outcome = outcomeOfLetter(letter);
  const answer = bin === undefined || outcome === undefined ? undefined : { bin: Number(bin), outcome };
  if (isThere(result) && id === "") return undefined;
  return { item: Number(item), result, repeats: Number(repeats), id, answer };
}

/** Whether the item is at the target then. */
export function isThere(result: ItemResult): boolean {
  return result === "created" || result === "present";
}
