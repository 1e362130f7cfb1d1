/**
 * How a VU makes new items of a resource: from templates in the plan, so that it needs no dataset. A template is one
 * text:
 *
 *     <body> <key>      JSON, with a tab in between; MARK stands in the body where the new part of its key belongs. The
 *                       text of the key begins after its new members: with a comma, or with its closing brace
 *
 * Pure.
 */

import type { Scalar } from "../data/dataset.ts";

export type Key = Readonly<Record<string, Scalar>>;

export interface Recipe {
  /** Endpoint of what a new item belongs to; empty where it stands on its own. */
  readonly parent: string;
  /** Ties a person to a school. */
  readonly isTie: boolean;
  /** Members of the key that are new, with commas in between; those of a child are its parent's. */
  readonly members: string;
  /**
   * What the member of an item without parent is: `rw-<serial>`, the serial in base 36, the serial, or the sum of this and the
   * serial as text.
   */
  readonly value: "name" | "short-name" | "serial" | number;
  /** Templates for each item of the parent; 0: one for each item of the resource. */
  readonly perParent: number;
  /** Place of its first template. */
  readonly first: number;
}

export interface Recipes {
  /** By endpoint, of all that the mix may create. */
  readonly recipes: Readonly<Record<string, Recipe>>;
  readonly templates: readonly string[];
}

export interface NewItem {
  /** Both are JSON. */
  readonly body: string;
  readonly key: string;
}

/** A character that JSON does not escape, and that no text of a dataset contains. */
export const MARK = "\u007f";
export const SEPARATOR = "\t";

/** An item that stands on its own. @param serial above 10^9, below 2^52, never used before at this target */
export function makeRoot(template: string, { members, value }: Recipe, serial: number): NewItem {
  const made = typeof value === "number" ? `${value + serial}` : value === "serial" ? serial : newName(serial, value);
  return fill(template, `{"${members}":${typeof made === "string" ? `"${made}"` : made}}`, `${made}`);
}

/** Characters of the longest names, and of the longest short ones and IDs of people: a serial is below 2^52. */
export const NAME_CHARACTERS = 19;
export const SHORT_CHARACTERS = 11;
export const ID_CHARACTERS = 16;

/** Free text in the key of a new item. */
function newName(serial: number, kind: "name" | "short-name"): string {
  return kind === "name" ? `rw-${serial}` : serial.toString(36);
}

/**
 * An item that belongs to one that this run has made. Unique as long as the caller takes no two templates with the same
 * key for one parent.
 */
export function makeChild(template: string, { members }: Recipe, parentKey: Key): NewItem {
  const own: Record<string, Scalar> = {};
  const names = members.split(",");
  // No iterator: a VU's first takes 6 kB.
  for (let at = 0; at < names.length; at++) {
    const name = names[at] as string;
    own[name] = parentKey[name] as Scalar;
  }
  const text = JSON.stringify(own);
  return fill(template, text, text);
}

/** @param own JSON of the new members of the key */
function fill(template: string, own: string, text: string): NewItem {
  const end = template.indexOf(SEPARATOR);
  return { body: template.slice(0, end).split(MARK).join(text), key: own.slice(0, -1) + template.slice(end + 1) };
}

/** ID of the school, or else of the agency, that an item belongs to. Identifiers of gradebook entries begin with it. */
export function organizationOf(key: Key): number {
  return Number.parseInt(String(key.schoolId ?? key.educationOrganizationId ?? key.gradebookEntryIdentifier), 10);
}
