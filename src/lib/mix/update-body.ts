/** The body of a PUT in the readwrite phase: the item as it was read, with one property changed. Pure. */

import { changeableProperty, changedBody } from "../data/change.ts";
import type { Body } from "../data/dataset.ts";

const SERVER_FIELDS = ["_etag", "_lastModifiedDate", "_lineage", "link"];

/** Texts of 20 characters are the shortest. */
export const LARGEST_VERSION = 1e12;

/**
 * A real change in any case: texts get the serial, numbers go up by one from an even value and down from an odd one, flags turn.
 * Undefined where the resource has nothing to change but its key.
 */
export function updateBody(endpoint: string, read: Body, serial: number, counting: boolean): Body | undefined {
  const changeable = changeableProperty(endpoint);
  if (changeable === undefined) return undefined;
  const { property, kind } = changeable;
  const body = withoutServerFields(read) as Body;
  if (counting) return kind === "text" ? { ...body, [property]: countText(countOf(read[property]) + 1) } : undefined;
  const current = read[property];
  if (kind === "integer") return changedBody(endpoint, body, typeof current === "number" && current % 2 !== 0 ? -1 : 1);
  return changedBody(endpoint, body, kind === "flag" ? 1 : serial % LARGEST_VERSION);
}

function countText(count: number): string {
  return `Count ${count}`;
}

/** 0 for any other text. */
function countOf(value: unknown): number {
  return Number(/^Count (\d+)$/.exec(String(value))?.[1] ?? 0);
}

/** `link` stands inside references. */
function withoutServerFields(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutServerFields);
  if (typeof value !== "object" || value === null) return value;
  const kept: Record<string, unknown> = {};
  for (const name in value) {
    if (!SERVER_FIELDS.includes(name)) kept[name] = withoutServerFields((value as Record<string, unknown>)[name]);
  }
  return kept;
}
