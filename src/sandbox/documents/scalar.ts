/** One scalar value: what DMS converts, what it refuses and in which words. */
import type { ScalarType } from "../../api-model/types.ts";
import { jsonType } from "./body-reader.ts";
import { coerceDate, coerceDateTime, isDate, isDateTime, isTime } from "./date-text.ts";

/** What properties and reference keys have in common. */
export interface ScalarRule {
  readonly name: string;
  readonly type: ScalarType | "descriptor";
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
}

/** `key`: not empty, no outer spaces; `filled`: not blank; `edges`: no outer spaces, not empty; `any`: no rule. */
export type BlankRule = "key" | "filled" | "edges" | "any";

/** As .NET reads text as `long`, as `double` where it has a point, and as `decimal`. */
const WHOLE = /^\s*[+-]?\d+\s*$/;
const POINTED = /^\s*[+-]?(\d[\d,]*\.\d*|\.\d+)([eE][+-]?\d+)?\s*$/;
const DECIMAL = /^\s*[+-]?(\d[\d,]*(\.\d*)?|\.\d+)\s*$/;
const LONG_LIMIT = 2n ** 63n;
const JSON_TYPE_OF: Readonly<Record<string, string>> = { integer: "integer", number: "number", boolean: "boolean" };

/** The value in the rule's type where DMS converts it; any other value unchanged. */
export function coerceScalar(type: ScalarRule["type"], value: unknown): unknown {
  if (type === "boolean") {
    if (value === 1) return true;
    if (value === 0) return false;
  }
  if (typeof value !== "string") return value;
  switch (type) {
    case "integer":
      return isLong(value) || POINTED.test(value) ? numberOf(value) : value;
    case "number":
      return DECIMAL.test(value) ? numberOf(value) : value;
    case "boolean":
      return coerceBoolean(value);
    case "date":
      return coerceDate(value);
    case "date-time":
      return coerceDateTime(value);
    default:
      return value;
  }
}

function isLong(text: string): boolean {
  if (!WHOLE.test(text)) return false;
  const value = BigInt(text.trim().replace("+", ""));
  return value >= -LONG_LIMIT && value < LONG_LIMIT;
}

function numberOf(text: string): number {
  return Number(text.replaceAll(",", ""));
}

function coerceBoolean(text: string): unknown {
  const word = text.trim().toLowerCase();
  if (word === "true" || text === "1") return true;
  return word === "false" || text === "0" ? false : text;
}

/** Reports everything that is wrong with a coerced value; texts begin with the field's name. */
export function checkScalar(rule: ScalarRule, blank: BlankRule, value: unknown, report: (text: string) => void): void {
  const expected = JSON_TYPE_OF[rule.type] ?? "string";
  const actual = jsonType(value);
  if (actual !== expected && !(expected === "number" && actual === "integer")) {
    report(`${rule.name} Value is "${actual}" but should be "${expected}"`);
    return;
  }
  if (typeof value === "string") checkText(rule, blank, value, report);
  else if (typeof value === "number") checkNumber(rule, value, report);
}

function checkText(rule: ScalarRule, blank: BlankRule, value: string, report: (text: string) => void): void {
  const { name, type } = rule;
  const minimum = rule.minLength ?? (blank === "edges" ? 1 : 0);
  if (type === "string" || type === "descriptor") {
    if (value.includes("\0")) report(`${name} cannot contain the character NUL.`);
    if (rule.maxLength !== undefined && value.length > rule.maxLength && length(value) > rule.maxLength)
      report(`${name} Value should be at most ${rule.maxLength} characters`);
    if (value.length < 2 * minimum && length(value) < minimum)
      report(`${name} Value should be at least ${minimum} characters`);
    if (blank !== "any" && !isFilled(value, blank)) {
      const text =
        value === "" ? "is required and should not be left empty." : "cannot contain leading or trailing spaces.";
      report(`${name} ${text}`);
    }
    return;
  }
  const valid = type === "date" ? isDate(value) : type === "date-time" ? isDateTime(value) : isTime(value);
  if (!valid) report(`${name} Value does not match format "${type}"`);
}

function isFilled(value: string, blank: BlankRule): boolean {
  if (blank === "filled") return /\S/.test(value);
  if (blank === "edges" && value === "") return true;
  return !/^\s/.test(value) && /\S$/.test(value);
}

/** Code points, as the schema library counts. */
function length(value: string): number {
  let count = 0;
  for (const _ of value) count += 1;
  return count;
}

function checkNumber(rule: ScalarRule, value: number, report: (text: string) => void): void {
  const { name, minimum, maximum } = rule;
  if (!Number.isFinite(value)) report(`${name} Value is outside the range of numbers`);
  else if (minimum !== undefined && value < minimum) report(`${name} ${value} should be at least ${minimum}`);
  else if (maximum !== undefined && value > maximum) report(`${name} ${value} should be at most ${maximum}`);
}
