/** How values are changed to fit the target's definition of a property. Pure. */

import type { ReferenceKeyField, ScalarProperty } from "../api-model/types.ts";
import type { Scalar } from "../lib/data/dataset.ts";
import type { Step } from "../lib/target-data/target-data.ts";
import { MOST_VALUES, type Shape } from "./adapt-samples.ts";
import { expressionOf } from "./pattern-texts.ts";

type WithoutPath<T> = T extends { readonly path: unknown } ? Omit<T, "path"> : never;
/** A step that changes a value where it is. */
export type ValueChange = WithoutPath<Extract<Step, { readonly do: "shorten" | "clamp" | "convert" }>>;

/** What a property allows. */
export type Limits = Pick<
  ScalarProperty | ReferenceKeyField,
  "minLength" | "maxLength" | "minimum" | "maximum" | "bits"
> &
  Pick<ScalarProperty, "pattern" | "values" | "multipleOf"> & {
    readonly type: ReferenceKeyField["type"];
  };

const GREATEST = { 32: 2_147_483_647, 64: Number.MAX_SAFE_INTEGER };
const DATES = { date: /^\d{4}-\d\d-\d\d$/, "date-time": /^\d{4}-\d\d-\d\dT/, time: /^\d\d:\d\d/ };

/**
 * Undefined: no change makes the values fit.
 * @param values for texts that become numbers; absent: those that were seen, while they are few
 */
export function changesFor(shape: Shape, limits: Limits, values?: readonly string[]): ValueChange[] | undefined {
  const changes = changesOfKind(shape, limits, values);
  const isLimited = [limits.pattern, limits.values, limits.multipleOf].some((limit) => limit !== undefined);
  return isLimited && (changes?.length !== 0 || ![...shape.values].every((value) => takes(value, limits)))
    ? undefined
    : changes;
}

/** Mismatches that no change can fix. */
function takes(value: Scalar, { pattern, values, multipleOf }: Limits): boolean {
  if (values?.includes(value) === false) return false;
  if (pattern !== undefined && expressionOf(pattern)?.test(String(value)) === false) return false;
  return multipleOf === undefined || isMultiple(Number(value) / multipleOf);
}

function isMultiple(quotient: number): boolean {
  return Math.abs(quotient - Math.round(quotient)) < 1e-9;
}

function changesOfKind(shape: Shape, limits: Limits, values?: readonly string[]): ValueChange[] | undefined {
  const { type } = limits;
  const all = [...shape.values];
  if (shape.members.size > 0 || shape.isList || all.length === 0) return undefined;
  if (type === "boolean") return all.every((each) => typeof each === "boolean") ? [] : undefined;
  if (all.some((each) => typeof each === "boolean")) return undefined;
  if (type === "integer" || type === "number") return numberChanges(shape, limits, values);
  if (type !== "string" && type !== "descriptor") {
    return all.every((each) => DATES[type].test(String(each))) ? [] : undefined;
  }
  return textChanges(shape, limits);
}

function textChanges(shape: Shape, { minLength = 0, maxLength }: Limits): ValueChange[] | undefined {
  const numbers = [...shape.values].flatMap((each) => (typeof each === "number" ? [String(each).length] : []));
  const longest = Math.max(shape.longest, ...numbers);
  if (Math.min(shape.shortest, ...numbers) < minLength) return undefined;
  return [
    ...(numbers.length > 0 ? [{ do: "convert", to: "text" } as const] : []),
    ...(maxLength !== undefined && longest > maxLength ? [{ do: "shorten", max: maxLength } as const] : []),
  ];
}

function numberChanges(shape: Shape, limits: Limits, values?: readonly string[]): ValueChange[] | undefined {
  const { type, minimum, bits } = limits;
  const all = [...shape.values];
  const isNumber = all.every((each) => typeof each === "number");
  if (isNumber && type === "integer" && !all.every(Number.isInteger)) return undefined;
  if (!isNumber && type === "number") return undefined;
  const places = isNumber ? [] : placesFor(all, values);
  if (places === undefined) return undefined;
  const maximum = limits.maximum ?? (bits === undefined ? undefined : GREATEST[bits]);
  const least = isNumber ? shape.least : places.length > 0 ? 1 : Math.min(...all.map(Number));
  const most = isNumber ? shape.most : places.length > 0 ? places.length : Math.max(...all.map(Number));
  const isOutside = least < (minimum ?? least) || most > (maximum ?? most);
  return [
    ...(isNumber ? [] : [{ do: "convert", to: "integer", ...(places.length > 0 ? { values: places } : {}) } as const]),
    ...(isOutside
      ? [{ do: "clamp", min: minimum ?? -Number.MAX_SAFE_INTEGER, max: maximum ?? Number.MAX_SAFE_INTEGER } as const]
      : []),
  ];
}

/** Texts whose places are their numbers; none where all of them are numbers already. */
function placesFor(all: readonly Scalar[], values?: readonly string[]): readonly string[] | undefined {
  if (values !== undefined) return values;
  if (all.every((each) => each !== "" && Number.isInteger(Number(each)))) return [];
  return all.length > MOST_VALUES ? undefined : all.map(String);
}

/** For people: ` (number)`, ` (at most 30 characters)`; empty where a value stays. */
export function wordsFor(changes: readonly ValueChange[]): string {
  const words = changes.map((change) => {
    if (change.do === "shorten") return `at most ${change.max} characters`;
    if (change.do === "convert") return change.to === "text" ? "text" : "number";
    if (change.min === -Number.MAX_SAFE_INTEGER) return `at most ${change.max}`;
    return change.max === Number.MAX_SAFE_INTEGER ? `at least ${change.min}` : `${change.min} to ${change.max}`;
  });
  return words.length === 0 ? "" : ` (${words.join(", ")})`;
}
