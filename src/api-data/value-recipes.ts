/** How the values of scalars and descriptors are made, within what the target allows. Pure. */

import type { DescriptorProperty, ScalarProperty } from "../api-model/types.ts";
import type { DatasetSettings } from "../lib/data/dataset.ts";
import type { ValueRecipe } from "../lib/target-data/target-data.ts";

const DAYS_OF_YEAR = 270;
const USUAL_LENGTH = 30;
const MOST_CHARACTERS = 60;
const INT_32 = 2_147_483_647;
/** Numbers that nothing bounds stay small: most are hours, days, scores or shares. */
const USUAL_NUMBERS = 100;

export interface ValueContext {
  readonly settings: DatasetSettings;
  /** Values of a descriptor type, in full; empty where there are none. */
  readonly valuesOf: (descriptor: string) => readonly string[];
}

export function scalarRecipe(property: ScalarProperty, { settings }: ValueContext): ValueRecipe {
  const { name, type } = property;
  switch (type) {
    case "string":
      return textRecipe(property);
    case "integer":
      return integerRecipe(property, settings);
    case "number":
      return numberRecipe(property);
    case "boolean":
      return { is: "flag" };
    case "time":
      return { is: "time" };
    default:
      return dateRecipe(name, type, settings);
  }
}

function textRecipe({ minLength = 1, maxLength = USUAL_LENGTH }: ScalarProperty): ValueRecipe {
  return { is: "text", min: Math.min(minLength, maxLength), max: Math.min(maxLength, MOST_CHARACTERS) };
}

function integerRecipe(property: ScalarProperty, { schoolYear }: DatasetSettings): ValueRecipe {
  const { name, minimum, maximum, identity } = property;
  if (/schoolYear$/i.test(name)) return { is: "one-of", values: [schoolYear] };
  const min = minimum ?? 1;
  const max = Math.min(maximum ?? (identity ? INT_32 : Math.max(min, USUAL_NUMBERS)), INT_32);
  return { is: "integer", min, max: Math.max(min, max) };
}

/** A precision of 5 and a scale of 2 allow -999.99 to 999.99. */
function numberRecipe({ minimum, maximum, precision, scale = 2 }: ScalarProperty): ValueRecipe {
  const widest = precision === undefined ? USUAL_NUMBERS : 10 ** (precision - scale) - 1;
  const min = minimum ?? Math.min(1, widest);
  return { is: "number", min, max: Math.max(min, Math.min(maximum ?? USUAL_NUMBERS, widest)), scale };
}

/** A school year from August on; what ends begins in its first half. */
function dateRecipe(name: string, is: "date" | "date-time", { schoolYear }: DatasetSettings): ValueRecipe {
  const half = Math.floor(DAYS_OF_YEAR / 2);
  if (/(end|exit|expiration|due|completion)/i.test(name)) return { is, first: `${schoolYear}-01-10`, days: half };
  if (/(begin|start|entry|issuance|effective)/i.test(name)) return { is, first: `${schoolYear - 1}-08-11`, days: half };
  if (/birth/i.test(name)) return { is, first: `${schoolYear - 40}-01-01`, days: 365 * 15 };
  return { is, first: `${schoolYear - 1}-08-11`, days: DAYS_OF_YEAR };
}

/** Undefined when there is no value of its type. */
export function descriptorRecipe({ descriptor }: DescriptorProperty, context: ValueContext): ValueRecipe | undefined {
  const values = context.valuesOf(descriptor);
  return values.length === 0 ? undefined : { is: "one-of", values };
}

/** How many different values a recipe can give when a digit decides: 1 for what has no digit. */
export function varietyOf(recipe: ValueRecipe): number {
  switch (recipe.is) {
    case "text":
      return Math.min(36 ** Math.min(recipe.max, 6), INT_32);
    case "integer":
      return recipe.max - recipe.min + 1;
    case "number":
      return Math.floor((recipe.max - recipe.min) * 10 ** recipe.scale) + 1;
    case "flag":
      return 2;
    case "time":
      return 86_400;
    case "date":
    case "date-time":
      return recipe.days;
    case "one-of":
      return recipe.values.length;
    default:
      return 1;
  }
}
