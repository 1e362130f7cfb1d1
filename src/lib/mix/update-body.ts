/** The body of a PUT in the readwrite phase: the item as it was read, with one property changed. Pure. */

import { changedValue, type Kind } from "../data/change.ts";
import type { Body } from "../data/dataset.ts";
import { asRecord, type JsonRecord, parseJson } from "../edfi/json.ts";
import type { Changeable } from "../target-data/target-data.ts";

/** Texts of 20 characters are the shortest. */
export const LARGEST_VERSION = 1e12;

/** An item without the links of its references. Undefined where the text is not an item. */
export function readWithoutLinks(text: string): JsonRecord | undefined {
  const item = asRecord(parseJson(text));
  // Not with a regular expression: a VU's first takes 9 kB.
  return item !== undefined && text.includes('"link"') ? (withoutLinks(item) as JsonRecord) : item;
}

function withoutLinks(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutLinks);
  if (typeof value !== "object" || value === null) return value;
  const kept: Record<string, unknown> = {};
  for (const name in value) if (name !== "link") kept[name] = withoutLinks((value as JsonRecord)[name]);
  return kept;
}

/**
 * Always a real change: texts get the serial, even numbers are incremented and odd ones decremented, flags are inverted.
 * Undefined if the resource has nothing but its key.
 * @param changeable of the resource
 * @param read without links
 */
export function updateBody(
  changeable: Changeable | undefined,
  read: Body,
  serial: number,
  counting: boolean,
): Body | undefined {
  if (changeable === undefined) return undefined;
  const { property, kind } = changeable;
  const body: Record<string, unknown> = { ...read };
  delete body._etag;
  delete body._lastModifiedDate;
  delete body._lineage;
  const current = body[property];
  if (counting && kind !== "text") return undefined;
  body[property] = counting ? countText(countOf(current) + 1) : newValue(kind, current, serial);
  return body;
}

/** What takes the place of a value, where updates are not counted. */
export function newValue(kind: Kind, current: unknown, serial: number): string | number | boolean {
  return changedValue(kind, current, stepOf(kind, current, serial));
}

function stepOf(kind: Kind, current: unknown, serial: number): number {
  if (kind === "integer") return typeof current === "number" && current % 2 !== 0 ? -1 : 1;
  return kind === "flag" ? 1 : serial % LARGEST_VERSION;
}

function countText(count: number): string {
  return `Count ${count}`;
}

/** 0 for any other text. */
function countOf(value: unknown): number {
  return Number(/^Count (\d+)$/.exec(String(value))?.[1] ?? 0);
}
