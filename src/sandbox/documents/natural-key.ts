/** Natural keys as text: equal text means the same item. Built from a body or from a reference to it. */
import type { CollectionProperty, Property, ReferenceKeyField, ResourceModel } from "../../api-model/types.ts";
import { fieldOf, type JsonObject, type PathStep, pathSteps, valueAt } from "./json-paths.ts";

/** Unit separator: no key value of a school has it. */
const SEPARATOR = "\u001f";

interface KeyPart {
  readonly name: string;
  /** `$.schoolReference.schoolId` */
  readonly path: string;
  readonly steps: readonly PathStep[];
  readonly isDescriptor: boolean;
}

export interface NaturalKey {
  readonly parts: readonly KeyPart[];
}

/** The key of a resource: the fields by which others refer to it. */
export function naturalKey(model: ResourceModel): NaturalKey {
  if (model.isDescriptor) return { parts: ["namespace", "codeValue"].map((name) => part(name, `$.${name}`, false)) };
  return { parts: model.referenceKeys.map((field) => part(field.name, ownPath(field), field.type === "descriptor")) };
}

/** The key under which the abstract resource knows a subclass; undefined for other resources. */
export function abstractKey(model: ResourceModel): NaturalKey | undefined {
  if (model.abstractKeys === undefined) return undefined;
  const names = [...model.abstractKeys.keys()].toSorted();
  const paths = model.abstractKeys;
  return {
    parts: names.map((name) => part(name, paths.get(name) as string, name.endsWith("Descriptor"))),
  };
}

export function keyOfBody(key: NaturalKey, body: JsonObject): string {
  let text = "";
  for (const { steps, isDescriptor } of key.parts) text += SEPARATOR + valueText(valueAt(body, steps), isDescriptor);
  return text.slice(1);
}

/** @param keys fields of the reference, sorted by name as in the target's own key */
export function keyOfReference(keys: readonly ReferenceKeyField[], value: JsonObject): string {
  let text = "";
  for (const { name, type } of keys) text += SEPARATOR + valueText(value[name], type === "descriptor");
  return text.slice(1);
}

/** Key values by field name, as change queries and messages show them. */
export function keyValues(key: NaturalKey, body: JsonObject): Record<string, unknown> {
  return Object.fromEntries(key.parts.map(({ name, steps }) => [name, valueAt(body, steps)]));
}

/** `namespace#codeValue` in its own spelling. */
export function descriptorLabel(body: JsonObject): string {
  return `${body.namespace}#${body.codeValue}`;
}

/** The key of the items of a list. */
export function itemKey({ itemIdentity, properties }: CollectionProperty): NaturalKey {
  return { parts: itemIdentity.map((path) => part(fieldOf(path), path, isDescriptorAt(properties, pathSteps(path)))) };
}

/** Whether the values at a path are those of a descriptor. */
export function isDescriptorAt(members: readonly Property[], [step, ...rest]: readonly PathStep[]): boolean {
  const property = members.find(({ name }) => name === step?.name);
  if (property === undefined) return false;
  if (property.kind === "reference")
    return property.keys.some(({ name, type }) => name === rest[0]?.name && type === "descriptor");
  return "properties" in property ? isDescriptorAt(property.properties, rest) : property.kind === "descriptor";
}

/** Descriptor values in different letter case are the same value. */
export function valueText(value: unknown, isDescriptor: boolean): string {
  return isDescriptor ? String(value).toLowerCase() : String(value);
}

function part(name: string, path: string, isDescriptor: boolean): KeyPart {
  return { name, path, steps: pathSteps(path), isDescriptor };
}

function ownPath(field: ReferenceKeyField): string {
  const path = field.targetPaths[0];
  if (path === undefined) throw new Error(`Resource model: key field ${field.name} has no path.`);
  return path;
}
