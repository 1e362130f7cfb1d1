/** How the values of scalars and descriptors are made, within what the target allows. Pure. */

import type { DescriptorProperty, ScalarProperty } from "../api-model/types.ts";
import { epochDay } from "../lib/data/calendar.ts";
import type { DatasetSettings } from "../lib/data/dataset.ts";
import type { ValueRecipe } from "../lib/target-data/target-data.ts";
import type { Kind } from "./kinds.ts";
import { expressionOf, textsFor } from "./pattern-texts.ts";

const DAYS_OF_YEAR = 270;
const USUAL_LENGTH = 30;
const MOST_CHARACTERS = 60;
const INT_32 = 2_147_483_647;
/** Numbers that nothing bounds stay small: most are hours, days, scores or shares. */
const USUAL_NUMBERS = 100;
/** Documents do not say how many digits a decimal has: the shortest of Data Standard 5.2 has one before the point. */
const UNKNOWN_NUMBERS = 9;
/** Of a number in a key: enough for a million items, with room for the numbers of other datasets. */
const KEY_NUMBERS = 1_000_000;
/** Characters before the number in a text that is a key: see `making.ts`. */
const ID_CHARACTERS = 3;

export interface ValueContext {
  readonly settings: DatasetSettings;
  /** Values of a descriptor type, in full; empty where there are none. */
  readonly valuesOf: (descriptor: string) => readonly string[];
}

/** Values of a list that is written out, of those that a pattern allows. */
const USUAL_VALUES = 8;
const MOST_VALUES = 1000;
/** Texts of one pattern that belong to one dataset. */
const TEXTS_OF_DATASET = 10_000;

/**
 * Undefined where no value is known that the target takes.
 * @param namespace of the items of the resource, where one is asked for
 * @param wanted how many different values a key needs
 */
export function scalarRecipe(
  property: ScalarProperty,
  namespace: string,
  settings: DatasetSettings,
  wanted = USUAL_VALUES,
): ValueRecipe | undefined {
  const { name, type, values } = property;
  if (values !== undefined) return { is: "one-of", values };
  switch (type) {
    case "string":
      return /namespace$/i.test(name) && takesText(namespace, property)
        ? { is: "one-of", values: [namespace] }
        : textRecipe(property, settings, wanted);
    case "integer":
      return integerRecipe(property, settings);
    case "number":
      return numberRecipe(property);
    case "boolean":
      return { is: "flag" };
    case "time":
      return timeRecipe(property);
    default:
      return dateRecipe(property, type, settings);
  }
}

function textRecipe(property: ScalarProperty, { datasetId }: DatasetSettings, wanted: number): ValueRecipe | undefined {
  const { minLength = 1, maxLength, pattern, identity } = property;
  const most = Math.max(minLength, Math.min(maxLength ?? USUAL_LENGTH, MOST_CHARACTERS));
  const plain: ValueRecipe = { is: "text", min: minLength, max: most };
  if (
    pattern === undefined ||
    PLAIN_TEXTS.every((text) => expressionOf(pattern)?.test(text.padEnd(minLength, "0").slice(0, most)))
  )
    return plain;
  const size = Math.min(identity ? wanted : USUAL_VALUES, MOST_VALUES);
  const values = textsFor(pattern, { min: minLength, max: most }, size, identity ? datasetId * TEXTS_OF_DATASET : 0);
  return values.length === 0 ? undefined : { is: "one-of", values };
}

/** What a recipe without a list makes: see `making.ts`. A pattern that takes these says no more than what is usual. */
const PLAIN_TEXTS = ["1", "z", "00a1", "1z3abc9", "x0000000000000000000000000000"];

function takesText(text: string, { maxLength = text.length, pattern }: ScalarProperty): boolean {
  return text.length <= maxLength && (pattern === undefined || expressionOf(pattern)?.test(text) !== false);
}

function integerRecipe(property: ScalarProperty, { schoolYear }: DatasetSettings): ValueRecipe {
  const { name, minimum, maximum, identity, multipleOf } = property;
  const isYear = /schoolYear$/i.test(name);
  if (isYear && schoolYear >= (minimum ?? schoolYear) && schoolYear <= (maximum ?? schoolYear))
    return { is: "one-of", values: [schoolYear] };
  const min = minimum ?? Math.min(1, maximum ?? 1);
  const max = Math.min(maximum ?? (identity ? INT_32 : Math.max(min, USUAL_NUMBERS)), INT_32);
  if (multipleOf !== undefined && multipleOf !== 1) return multiplesOf(multipleOf, min, Math.max(min, max));
  return { is: "integer", min, max: Math.max(min, max) };
}

/** A precision of 5 and a scale of 2 allow -999.99 to 999.99. */
function numberRecipe({ minimum, maximum, precision, scale = 2, multipleOf }: ScalarProperty): ValueRecipe {
  const widest = precision === undefined ? UNKNOWN_NUMBERS : 10 ** (precision - scale) - 1;
  const most = Math.min(maximum ?? USUAL_NUMBERS, Math.max(widest, minimum ?? 0));
  const min = minimum ?? Math.min(1, most);
  return multiplesOf(multipleOf ?? 1 / 10 ** scale, min, Math.max(min, most));
}

/** All multiples from `min` to `max`; a step that is larger than the range has at least its own multiple above `min`. */
function multiplesOf(multiple: number, min: number, max: number): ValueRecipe {
  let unit = 1;
  while (!isWhole(multiple * unit) && unit < MOST_DECIMALS) unit *= 10;
  const step = Math.max(1, Math.round(multiple * unit));
  const least = Math.ceil((min * unit) / step);
  return { is: "number", min: least, max: Math.max(least, Math.floor((max * unit) / step)), step, unit };
}

const MOST_DECIMALS = 1_000_000_000;

function isWhole(value: number): boolean {
  return value >= 1 && Math.abs(value - Math.round(value)) < 1e-9;
}

const BEGINS = /begin|start|entry|issuance|effective/i;
const ENDS = /end(?!ar|anc|ed)|exit|expiration|due|completion/i;

/** What begins, begins in the first half of a school year, and ends in the second. */
function dateRecipe(
  { name, identity }: ScalarProperty,
  is: "date" | "date-time",
  { schoolYear }: DatasetSettings,
): ValueRecipe {
  const half = Math.floor(DAYS_OF_YEAR / 2);
  if (ENDS.test(name)) return { is, first: epochDay(schoolYear, 1, 10), days: half };
  if (BEGINS.test(name)) return { is, first: epochDay(schoolYear - 1, 8, 11), days: half };
  if (/birth/i.test(name) && !identity) return { is, first: epochDay(schoolYear - 40, 1, 1), days: 365 * 15 };
  return { is, first: epochDay(schoolYear - 1, 8, 11), days: DAYS_OF_YEAR };
}

/** In a key any time of the day, so that there are many. */
function timeRecipe({ name, identity }: ScalarProperty): ValueRecipe {
  if (identity) return { is: "time" };
  if (ENDS.test(name)) return { is: "one-of", values: ["12:30:00", "13:45:00", "15:00:00"] };
  return BEGINS.test(name) ? { is: "one-of", values: ["08:00:00", "09:15:00", "10:30:00"] } : { is: "time" };
}

/** Undefined when there is no value of its type. */
export function descriptorRecipe({ descriptor }: DescriptorProperty, context: ValueContext): ValueRecipe | undefined {
  const values = context.valuesOf(descriptor);
  return values.length === 0 ? undefined : { is: "one-of", values };
}

/**
 * How many different values a recipe can give when a digit decides: 1 for what has no digit.
 * @param wanted how many items there are to be
 */
export function varietyOf(recipe: ValueRecipe, wanted = KEY_NUMBERS): number {
  switch (recipe.is) {
    case "text":
      return 36 ** charactersOf(recipe.max);
    case "integer":
      return Math.min(recipe.max - recipe.min + 1, Math.max(KEY_NUMBERS, wanted));
    case "number":
      return recipe.max - recipe.min + 1;
    case "flag":
      return 2;
    case "time":
      return 86_400;
    case "date-time":
      return recipe.days * 86_400;
    case "date":
      return recipe.days;
    case "one-of":
      return recipe.values.length;
    default:
      return 1;
  }
}

/** A million items come first: a short text has no room left for the dataset's ID. */
function charactersOf(length: number): number {
  return Math.min(length, Math.max(4, Math.min(5, length - ID_CHARACTERS)));
}

/** Days between the beginning of July and the middle of August, in which no item of the dataset begins. */
const SUMMER_DAYS = 41;

/** A part of the key that takes no value which it takes in other kinds of the same abstract resource. */
export function ofKind(recipe: ValueRecipe, { place, of }: Kind, { schoolYear }: DatasetSettings): ValueRecipe {
  switch (recipe.is) {
    case "date":
    case "date-time": {
      const days = Math.max(1, Math.floor(SUMMER_DAYS / of));
      return { ...recipe, first: epochDay(schoolYear - 1, 7, 1) + place * days, days };
    }
    case "integer": {
      const share = Math.floor((recipe.max - recipe.min + 1) / of);
      const min = recipe.min + place * share;
      return share < 1 ? recipe : { ...recipe, min, max: min + share - 1 };
    }
    case "text":
      return { ...recipe, min: Math.min(recipe.max, Math.max(recipe.min, 9) + place) };
    default:
      return recipe;
  }
}
