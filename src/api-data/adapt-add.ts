/** Recipes of what the target requires and the dataset does not have. Pure. */

import type { Property, ReferenceProperty } from "../api-model/types.ts";
import { isoDate } from "../lib/data/calendar.ts";
import type { Scalar } from "../lib/data/dataset.ts";
import type { Member, ValueRecipe } from "../lib/target-data/target-data.ts";
import type { AdaptContext } from "./adapt-draft.ts";
import { scalarRecipe } from "./value-recipes.ts";

/** Values of a descriptor type that bodies choose from. */
const MOST_CHOICES = 8;

/** Places of the root that have a value, by name: a reference that repeats them agrees with them. */
export type Places = ReadonlyMap<string, string>;

/** Of what a body itself describes, as in the dataset. */
const NAMESPACE = "uri://ed-fi.org";

/** A recipe, or why there is none. */
export type Added = { readonly recipe: ValueRecipe } | { readonly reason: string };

export function addedValue(property: Property, places: Places, context: AdaptContext): Added {
  switch (property.kind) {
    case "scalar": {
      const recipe = scalarRecipe(property, NAMESPACE, context.dataset.settings);
      if (recipe === undefined) return { reason: `no text is known that matches the pattern of ${property.name}` };
      // Part of a key: the same in all items, so that references can repeat it.
      return { recipe: property.identity ? { is: "one-of", values: [firstOf(recipe)] } : recipe };
    }
    case "descriptor": {
      const values = context.valuesOf(property.descriptor).slice(0, property.identity ? 1 : MOST_CHOICES);
      if (values.length > 0) return { recipe: { is: "one-of", values } };
      return { reason: `it requires ${property.name}, and no ${property.descriptor} is known` };
    }
    case "reference":
      return addedReference(property, places, context);
    default: {
      const members: Member[] = [];
      for (const inner of insideOf(property)) {
        const added = addedValue(inner, places, context);
        if ("reason" in added) return added;
        members.push([inner.name, added.recipe]);
      }
      return {
        recipe:
          property.kind === "object"
            ? { is: "object", members }
            : { is: "list", count: property.minItems ?? 1, members },
      };
    }
  }
}

/** What is required; where nothing is, the first value, so that the whole is not empty. */
function insideOf(property: Extract<Property, { readonly properties: readonly Property[] }>): readonly Property[] {
  const required = property.properties.filter((each) => each.required || hasRequired(each, property.name));
  if (required.length > 0) return required;
  return property.properties.filter(({ kind }) => kind === "scalar" || kind === "descriptor").slice(0, 1);
}

/** A part of an extension (`_ext.tx`) that requires something: servers of Ed-Fi look for it in any body. */
export function hasRequired(property: Property, parent: string): boolean {
  if (property.kind !== "object" || (parent !== EXTENSIONS && property.name !== EXTENSIONS)) return false;
  return property.properties.some((each) => (parent === EXTENSIONS ? each.required : hasRequired(each, property.name)));
}

const EXTENSIONS = "_ext";

function firstOf(recipe: ValueRecipe): Scalar {
  switch (recipe.is) {
    case "one-of":
      return recipe.values[0] as Scalar;
    case "text":
      return "1".padStart(recipe.min, "0");
    case "integer":
      return recipe.min;
    case "number":
      return (recipe.min * recipe.step) / recipe.unit;
    case "date":
      return isoDate(recipe.first);
    case "date-time":
      return `${isoDate(recipe.first)}T00:00:00Z`;
    case "time":
      return "08:00:00";
    default:
      return true;
  }
}

/** What agrees with the rest of the body; otherwise the first item of the resource, where nothing contradicts it. */
function addedReference({ name, target, keys }: ReferenceProperty, places: Places, context: AdaptContext): Added {
  const unknown = { reason: `it requires ${name}, which the dataset does not have` };
  const { schoolYear } = context.dataset.settings;
  if (target === "SchoolYearType")
    return { recipe: objectOf(keys.map((key) => [key.name, { is: "one-of", values: [schoolYear] }])) };
  const [only] = keys;
  const place = only === undefined || keys.length > 1 ? undefined : places.get(only.name);
  if (only !== undefined && place !== undefined)
    return { recipe: objectOf([[only.name, { is: "same", path: place }]]) };
  const first = context.firstKey(target);
  if (first === undefined || keys.some((key) => places.has(key.name) && key.name !== "schoolYear")) return unknown;
  const members = keys.map((key): Member => [key.name, { is: "one-of", values: [first[key.name] as Scalar] }]);
  return keys.every((key) => first[key.name] !== undefined) ? { recipe: objectOf(members) } : unknown;
}

function objectOf(members: readonly Member[]): ValueRecipe {
  return { is: "object", members };
}
