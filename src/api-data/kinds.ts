/**
 * Kinds of an abstract resource share one range of natural keys: no two items of `EducationOrganization` have the same ID,
 * whatever they are. Documents of a target do not name kinds; they have the fields of its key. Pure.
 */

import type { Model, Property, ReferenceKeyField, ReferenceProperty, ResourceModel } from "../api-model/types.ts";

const ORGANIZATION_ID = "educationOrganizationId";
const NAME = "nameOfInstitution";

export function isOrganizationReference(keys: readonly ReferenceKeyField[]): boolean {
  return keys.length === 1 && keys[0]?.name === ORGANIZATION_ID;
}

export function isOrganization({ properties, subclassOf }: ResourceModel): boolean {
  if (subclassOf !== undefined) return subclassOf === "EducationOrganization";
  const [only, second] = properties.filter(({ identity }) => identity);
  const isId = only?.kind === "scalar" && only.type === "integer" && second === undefined;
  return isId && properties.some(({ name }) => name === NAME);
}

/** The kinds of a resource that the model does not have itself. */
export function kindsOf(target: string, keys: readonly ReferenceKeyField[], model: Model): readonly ResourceModel[] {
  const known = model.subclasses.get(target);
  if (known !== undefined) return known;
  if (isOrganizationReference(keys)) return model.resources.filter(isOrganization);
  const wanted = namesOf(keys);
  return model.resources.filter(({ referenceKeys }) => referenceKeys.length > 1 && namesOf(referenceKeys) === wanted);
}

function namesOf(keys: readonly ReferenceKeyField[]): string {
  return keys
    .map(({ name }) => name)
    .sort()
    .join();
}

/** Which of several kinds a resource is. */
export interface Kind {
  readonly place: number;
  readonly of: number;
}

/** Of all abstract resources but education organizations. */
export function placeKinds(model: Model): ReadonlyMap<ResourceModel, Kind> {
  const abstract = new Map<string, ReferenceProperty>();
  const visit = (properties: readonly Property[]): void => {
    for (const property of properties) {
      if ("properties" in property) visit(property.properties);
      else if (property.kind === "reference" && !model.byName.has(property.target))
        abstract.set(property.target, property);
    }
  };
  for (const { properties } of model.resources) visit(properties);
  const places = new Map<ResourceModel, Kind>();
  for (const { target, keys } of abstract.values()) {
    if (isOrganizationReference(keys)) continue;
    const kinds = kindsOf(target, keys, model);
    for (const [place, kind] of kinds.entries()) places.set(kind, { place, of: kinds.length });
  }
  return places;
}
