/**
 * The journal: what became of each work item, one line each, written by k6 as it happens. Pure.
 *
 *     i <item> <code> <repeats> <id>     the id only where the server gave one
 *     f {json}                           one failure with the server's message; bounded in number
 */

export const ITEM_CODES = { created: "c", present: "p", failed: "x", blocked: "b" } as const;

/** `present`: it was at the target already. `blocked`: not sent, because something it refers to is missing. */
export type ItemResult = keyof typeof ITEM_CODES;

export interface ItemLine {
  readonly item: number;
  readonly result: ItemResult;
  readonly repeats: number;
  /** Empty when there is none. */
  readonly id: string;
}

export function writeItemLine(item: number, result: ItemResult, repeats: number, id: string): string {
  return `i ${item} ${ITEM_CODES[result]} ${repeats} ${id}`;
}

const RESULTS: Readonly<Record<string, ItemResult>> = { c: "created", p: "present", x: "failed", b: "blocked" };
const LINE = /^i (\d{1,15}) ([cpxb]) (\d{1,6}) ([\w-]{0,64})$/;

/** Undefined for any other line, and for one that was cut off: it costs that item a repeat, nothing else. */
export function readItemLine(line: string): ItemLine | undefined {
  const match = LINE.exec(line);
  if (match === null) return undefined;
  const [, item = "", code = "", repeats = "", id = ""] = match;
  const result = RESULTS[code] as ItemResult;
  if ((result === "created" || result === "present") && id === "") return undefined;
  return { item: Number(item), result, repeats: Number(repeats), id };
}

/** One failed item, as it stands in an `f` line. */
export interface ItemFailure {
  readonly item: number;
  readonly resource: string;
  readonly operation: string;
  /** Natural key as JSON. */
  readonly key: string;
  readonly outcome: string;
  /** 0 when there was no answer. */
  readonly status: number;
  /** Body of the answer, or k6's error: cut to a bounded length. */
  readonly body: string;
}

export function readFailureLine(line: string): ItemFailure | undefined {
  if (!line.startsWith("f {")) return undefined;
  try {
    const failure = JSON.parse(line.slice(2)) as Partial<ItemFailure>;
    return typeof failure.resource === "string" && typeof failure.status === "number"
      ? (failure as ItemFailure)
      : undefined;
  } catch {
    return undefined;
  }
}
