/** The properties of an abstract resource, from its kinds: the model keeps only its key. */
import type { Model, Property } from "../../api-model/types.ts";

/** The properties that all kinds have, and the key fields that each of them calls otherwise. */
export function abstractProperties(name: string, model: Model): Property[] {
  const [first, ...others] = model.subclasses.get(name) ?? [];
  if (first === undefined) return [];
  const shared = first.properties.filter((property) =>
    others.every((other) => other.properties.some((each) => each.name === property.name || sameItems(each, property))),
  );
  const renamed = (model.abstracts?.get(name) ?? []).flatMap((field): Property[] => {
    const path = first.abstractKeys?.get(field.name);
    const own = first.properties.find((property) => `$.${property.name}` === path);
    return own?.kind !== "scalar" || shared.includes(own) ? [] : [{ ...own, name: field.name }];
  });
  return [...renamed, ...shared];
}

/** A kind may call a collection otherwise: of the organizations, only School says `educationOrganizationCategories`. */
function sameItems(a: Property, b: Property): boolean {
  return a.kind === "collection" && b.kind === "collection" && a.schema === b.schema;
}
