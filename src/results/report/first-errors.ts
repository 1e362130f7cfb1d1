/** The first failed answer of each kind, from errors.ndjson. Pure. */

import { asRecord, asText, parseJson } from "../../lib/edfi/json.ts";

export interface FirstError {
  readonly atMs: number;
  readonly resource: string;
  readonly operation: string;
  /** 0 without an answer. */
  readonly status: number;
  readonly outcome: string;
  /** What the server said. */
  readonly detail: string;
  /** Natural key of the item, as JSON; empty where it is not known. */
  readonly key: string;
}

export class FirstErrors {
  readonly #byKind = new Map<string, FirstError>();

  /** @param line a line that is no failure, or damaged, counts for nothing */
  add(line: string): void {
    const entry = asRecord(parseJson(line));
    const atMs = Date.parse(asText(entry?.time) ?? "");
    const { resource, operation, outcome } = { ...entry };
    if (entry === undefined || Number.isNaN(atMs) || typeof operation !== "string" || typeof outcome !== "string")
      return;
    const status = typeof entry.status === "number" ? entry.status : 0;
    const kind = kindOf({ operation, status, outcome });
    if ((this.#byKind.get(kind)?.atMs ?? Number.POSITIVE_INFINITY) <= atMs) return;
    const words = { detail: asText(entry.detail) ?? "", key: asText(entry.key) ?? "" };
    this.#byKind.set(kind, { atMs, resource: asText(resource) ?? "", operation, status, outcome, ...words });
  }

  result(): readonly FirstError[] {
    return [...this.#byKind.values()];
  }
}

/** Answers of one kind have the same text. */
export function kindOf({ operation, status, outcome }: Pick<FirstError, "operation" | "status" | "outcome">): string {
  return `${operation} ${status} ${outcome}`;
}
