/**
 * Which values of a body must be the same (Ed-Fi's key unification): those of fields with one name, and those that the
 * model names. Pure.
 */

import type {
  DescriptorProperty,
  Property,
  ReferenceProperty,
  ResourceModel,
  ScalarProperty,
} from "../api-model/types.ts";

export interface PlacedReference {
  /** `classPeriods.classPeriodReference` */
  readonly path: string;
  readonly property: ReferenceProperty;
}

/** One text for all places whose values must be the same. */
export type UnifiedName = (place: string) => string;

/**
 * @param byName also where the model does not say it: documents of a target do not. A reference with a role stands alone:
 * its school need not be that of the others.
 */
export function unifyFields(
  references: readonly PlacedReference[],
  { properties, equalities }: Pick<ResourceModel, "properties" | "equalities">,
  byName: boolean,
): UnifiedName {
  const unions = new Unions();
  for (const [left, right] of equalities) unions.unite(placeOf(left), placeOf(right));
  if (byName) {
    for (const { path, property } of references) {
      if (property.role !== undefined) continue;
      for (const { name } of property.keys) unions.unite(`=${name}`, `${path}.${name}`);
    }
    for (const { name } of properties.filter(isValue)) unions.unite(`=${name}`, name);
  }
  return (place) => unions.find(place);
}

export function isValue(property: Property): property is ScalarProperty | DescriptorProperty {
  return property.kind === "scalar" || property.kind === "descriptor";
}

/** `$.periods[*].classPeriodReference.schoolId` -> `periods.classPeriodReference.schoolId` */
function placeOf(path: string): string {
  return path.slice(2).replaceAll("[*]", "");
}

class Unions {
  readonly #above = new Map<string, string>();

  find(place: string): string {
    let found = place;
    for (let next = this.#above.get(found); next !== undefined; next = this.#above.get(found)) found = next;
    return found;
  }

  unite(one: string, other: string): void {
    const [a, b] = [this.find(one), this.find(other)];
    if (a !== b) this.#above.set(b, a);
  }
}
