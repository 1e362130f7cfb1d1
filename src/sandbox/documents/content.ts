/** A checked body and what it refers to -> what the store keeps. */
import type { DocumentContent, StoredDocument } from "../store/types.ts";
import type { JsonObject } from "./json-paths.ts";
import { descriptorLabel } from "./natural-key.ts";
import { aliasOf, type ResourcePlan, tableKey } from "./resource-plan.ts";

export function contentOf(plan: ResourcePlan, body: JsonObject, refs: readonly number[]): DocumentContent {
  return {
    key: tableKey(plan, body),
    alias: aliasOf(plan, body),
    label: plan.model.isDescriptor ? descriptorLabel(body) : undefined,
    text: JSON.stringify(body),
    refs,
  };
}

/** Body without id, etag and links; the caller owns it. */
export function bodyOf(document: StoredDocument): JsonObject {
  return JSON.parse(document.text) as JsonObject;
}

/** Same content: an update with it would be no change. */
export function isUnchanged(stored: StoredDocument, content: DocumentContent): boolean {
  return stored.text === content.text && stored.key === content.key;
}

/** A descriptor keeps the letter case it was created with, in which others hold it. */
export function keepSpelling(plan: ResourcePlan, stored: StoredDocument, body: JsonObject): void {
  if (!plan.model.isDescriptor) return;
  const { namespace, codeValue } = bodyOf(stored);
  if (body.namespace !== undefined) body.namespace = namespace;
  if (body.codeValue !== undefined) body.codeValue = codeValue;
}
