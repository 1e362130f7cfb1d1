/** References and descriptor values -> the documents they name, or the refusal that DMS gives for missing ones. */

import type { ReferenceProperty } from "../../api-model/types.ts";
import type { SandboxResponse } from "../http.ts";
import { problem } from "../problem.ts";
import type { DocumentStore, StoredDocument } from "../store/types.ts";
import { ErrorList } from "./error-list.ts";
import type { JsonObject } from "./json-paths.ts";
import { keyOfReference } from "./natural-key.ts";
import { aliasText, type PlanIndex } from "./resource-plan.ts";
import type { ShapedBody } from "./shape.ts";

export interface Lookup {
  readonly plans: PlanIndex;
  readonly store: DocumentStore;
}

export type Resolution = { readonly refs: readonly number[]; readonly missing: ReadonlySet<string> } | Unresolved;

/** A missing descriptor makes the body invalid; a missing reference counts only when nothing else is wrong with a write. */
export interface Unresolved {
  readonly refusal: SandboxResponse;
  readonly isInvalid: boolean;
  /** Names of the references at the root of the body that name no item. */
  readonly missing: ReadonlySet<string>;
}

/** Where references to a moved document are found before the store knows its new key: by table and key. */
export type MovedDocuments = ReadonlyMap<string, StoredDocument>;

const NONE_MISSING: ReadonlySet<string> = new Set();

/** The document a reference names; for an abstract target any subclass. */
export function referencedDocument(
  { plans, store }: Lookup,
  property: ReferenceProperty,
  value: JsonObject,
  moved?: MovedDocuments,
): StoredDocument | undefined {
  const key = keyOfReference(property.keys, value);
  const plan = plans.byName.get(property.target);
  if (plan === undefined) return store.byAlias(aliasText(property.target, key));
  return moved?.get(movedKey(plan.table, key)) ?? store.table(plan.table).byKey(key);
}

export function movedKey(table: string, key: string): string {
  return `${table}:${key}`;
}

function descriptorDocument({ plans, store }: Lookup, type: string, value: string): StoredDocument | undefined {
  const plan = plans.byName.get(type);
  return plan === undefined ? undefined : store.table(plan.table).byKey(value.toLowerCase());
}

/**
 * Finds everything a body refers to. Descriptor values get the spelling of their descriptor.
 * A missing descriptor is 400, in the key of a reference too; a missing reference is 409; both together 400.
 */
export function resolveReferences(
  lookup: Lookup,
  shaped: ShapedBody,
  correlationId: string,
  moved?: MovedDocuments,
): Resolution {
  const errors = new ErrorList();
  const refs = new Set<number>();
  let missing = NONE_MISSING;
  let missingDescriptor = false;
  const missesDescriptor = (type: string, value: string, path: string): void => {
    missingDescriptor = true;
    errors.add(path, `${type} value '${value.toLowerCase()}' does not exist.`);
  };
  for (const { property, value, path } of shaped.references) {
    const target = referencedDocument(lookup, property, value, moved);
    if (target === undefined && !isServed(lookup, property)) continue;
    if (target === undefined) {
      errors.add(path, `The referenced ${property.target} item does not exist.`);
      if (path === `$.${property.name}`) missing = new Set([...missing, property.name]);
      for (const { type, name, text } of unknownDescriptors(lookup, property, value))
        missesDescriptor(type, text, `${path}.${name}`);
    } else {
      refs.add(target.seq);
      useDescriptorSpelling(lookup, property, value);
    }
  }
  for (const { property, holder, path } of shaped.descriptors) {
    const value = holder[property.name] as string;
    const target = descriptorDocument(lookup, property.descriptor, value);
    if (target === undefined) missesDescriptor(property.descriptor, value, path);
    else {
      refs.add(target.seq);
      holder[property.name] = target.label ?? value;
    }
  }
  if (errors.found === undefined) return { refs: [...refs], missing };
  const content = { correlationId, validationErrors: errors.found };
  if (!missingDescriptor) return { refusal: problem("unresolvedReference", content), isInvalid: false, missing };
  const detail = "Data validation failed. See 'validationErrors' for details.";
  return { refusal: problem("badRequest", { ...content, detail }), isInvalid: true, missing };
}

/** What the documents of a data standard refer to without describing it, such as its school years, counts as there. */
function isServed({ plans }: Lookup, { target }: ReferenceProperty): boolean {
  return plans.byName.has(target) || plans.abstracts.has(target);
}

/** Descriptor values inside the key of a reference that no descriptor has. */
function unknownDescriptors(lookup: Lookup, { keys }: ReferenceProperty, value: JsonObject) {
  return keys.flatMap(({ name, descriptor: type }) => {
    const text = String(value[name]);
    return type === undefined || descriptorDocument(lookup, type, text) !== undefined ? [] : [{ type, name, text }];
  });
}

/** Descriptor values inside a key: as the descriptor is spelled. */
function useDescriptorSpelling(lookup: Lookup, property: ReferenceProperty, value: JsonObject): void {
  for (const { name, descriptor } of property.keys) {
    if (descriptor === undefined) continue;
    const label = descriptorDocument(lookup, descriptor, String(value[name]))?.label;
    if (label !== undefined) value[name] = label;
  }
}
