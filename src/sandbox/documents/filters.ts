/** Field filters of a collection GET: known names, values that fit the field's type, in a form that can be compared. */
import type { QueryField } from "../../api-model/query-fields.ts";
import type { ValidationErrors } from "../problem.ts";
import { coerceDateTime, isDate, isDateTime, isTime } from "./date-text.ts";
import { ErrorList } from "./error-list.ts";
import { booleanText, CHANGE_VERSION_NAMES, PAGING_NAMES, type QueryParameters } from "./query-parameters.ts";
import { normalId } from "./route.ts";

export interface FieldFilter {
  readonly field: QueryField;
  /** As `comparable` makes it of a stored value. */
  readonly value: string;
}

export type FilterReading =
  | { readonly filters: readonly FieldFilter[] }
  | { readonly unknown: string }
  | { readonly errors: ValidationErrors };

/** @param ignored further names, in lower case, that are not filters */
export function readFilters(
  parameters: QueryParameters,
  fields: ReadonlyMap<string, QueryField>,
  ignored?: string,
): FilterReading {
  const filters: FieldFilter[] = [];
  const errors = new ErrorList();
  for (const [lowerName, { name, value }] of parameters) {
    if (PAGING_NAMES.has(lowerName) || CHANGE_VERSION_NAMES.has(lowerName) || lowerName === ignored) continue;
    const field = fields.get(lowerName);
    if (field === undefined) return { unknown: name };
    const wanted = wantedValue(field, value);
    if (wanted === undefined) errors.add(field.path, `The value '${value}' is not valid for ${name}.`);
    else filters.push({ field, value: wanted });
  }
  return errors.found === undefined ? { filters } : { errors: errors.found };
}

/** A stored value as text that filters compare with. */
export function comparable(field: QueryField, value: unknown): string {
  return field.type === "descriptor" ? String(value).toLowerCase() : String(value);
}

const DECIMAL = /^\s*[+-]?(\d[\d,]*(\.\d*)?|\.\d+)\s*$/;

function wantedValue(field: QueryField, text: string): string | undefined {
  if (field.path === "$.id") return normalId(text) ?? text;
  // DMS answers 500: its database refuses the character.
  if (text.includes("\0")) return undefined;
  switch (field.type) {
    case "boolean":
      return booleanText(text)?.toString();
    case "integer":
    case "number":
      return DECIMAL.test(text) ? String(Number(text.replaceAll(",", ""))) : undefined;
    case "date": {
      const day = coerceDateTime(text).slice(0, 10);
      return isDate(day) ? day : undefined;
    }
    case "date-time": {
      const instant = coerceDateTime(text);
      return isDateTime(instant) ? instant : undefined;
    }
    case "time":
      return isTime(text) && text.length === 8 ? text : undefined;
    case "descriptor":
      return text.toLowerCase();
    default:
      return text;
  }
}
