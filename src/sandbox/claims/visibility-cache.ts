/**
 * Remembers which documents a client may see. Readers that walk a collection ask for the same documents again and
 * again; answers hold until the next write, which may change any relationship.
 */
import type { StoredDocument } from "../store/types.ts";
import type { Relations } from "./relations.ts";

export type IsVisible = (document: StoredDocument) => boolean;

/** Sets of answers; more are forgotten all at once. */
const KEPT = 50;

/** @returns the rule with a cache; equivalent rules have the same key */
export function visibilityCache(relations: Relations): (key: string, decide: IsVisible) => IsVisible {
  const answers = new Map<string, WeakMap<StoredDocument, boolean>>();
  let version = relations.version;
  return (key, decide) => {
    if (version !== relations.version || answers.size > KEPT) answers.clear();
    version = relations.version;
    const known = answers.get(key) ?? new WeakMap<StoredDocument, boolean>();
    answers.set(key, known);
    return (document) => {
      let visible = known.get(document);
      if (visible === undefined) {
        visible = decide(document);
        known.set(document, visible);
      }
      return visible;
    };
  };
}
