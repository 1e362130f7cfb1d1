/**
 * What a run left out, in a journal.
 *
 *     s {json}
 */

import { asRecord, asText, parseJson } from "../../edfi/json.ts";

/** How a line begins. */
const SKIP_MARK = "s {";

export interface Skipped {
  /** A resource, or a check or an operation on one: `GET staffs/{id}`. */
  readonly what: string;
  readonly reason: string;
}

export function writeSkipLine({ what, reason }: Skipped): string {
  return SKIP_MARK + JSON.stringify({ what, reason }).slice(1);
}

/** Undefined for any other line, and for one that was cut off. */
export function readSkipLine(line: string): Skipped | undefined {
  const record = line.startsWith(SKIP_MARK) ? asRecord(parseJson(line.slice(2))) : undefined;
  const [what, reason] = [asText(record?.what), asText(record?.reason)];
  return what === undefined || reason === undefined ? undefined : { what, reason };
}
