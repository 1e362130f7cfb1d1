/** Parses the text of one setting, or describes what was expected instead. */

import type { Field } from "./field.ts";

export type Value = string | number | boolean;
export type ParseResult =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly expected: string };

const MILLISECONDS = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;
const DURATION = /^(?:\d+(?:\.\d+)?(?:ms|s|m|h|d))+$/;
const DURATION_PART = /(\d+(?:\.\d+)?)(ms|s|m|h|d)/g;

/** Milliseconds of `90s`, `1m30s`, `250ms`, `30d`; undefined for anything else, a bare number included. */
export function parseDuration(text: string): number | undefined {
  if (!DURATION.test(text)) return undefined;
  let total = 0;
  for (const part of text.matchAll(DURATION_PART)) {
    total += Number(part[1]) * MILLISECONDS[part[2] as keyof typeof MILLISECONDS];
  }
  return total;
}

/** `90000` -> `1m30s`; the shortest text that parseDuration reads back. */
export function formatDuration(milliseconds: number): string {
  let rest = Math.round(milliseconds);
  let text = "";
  for (const unit of ["h", "m", "s", "ms"] as const) {
    const amount = Math.floor(rest / MILLISECONDS[unit]);
    if (amount > 0) text += `${amount}${unit}`;
    rest -= amount * MILLISECONDS[unit];
  }
  return text === "" ? "0s" : text;
}

/** `40`, `40/s`, `2400/m`. @returns operations per second; NaN for anything else */
export function parseRate(text: string): number {
  const [, count, unit = "s"] = /^(\d+\.?\d*|\.\d+)(?:\/([smh]))?$/.exec(text) ?? [];
  return (1000 * Number(count)) / MILLISECONDS[unit as "s" | "m" | "h"];
}

/** What a field accepts, for messages, help and docs. */
export function describeRange(field: Field): string {
  const { min, max } = field;
  const show = (bound: number): string => {
    if (field.kind === "duration") return formatDuration(bound);
    if (field.kind === "percent") return `${bound * 100}%`;
    return String(bound);
  };
  if (field.choices !== undefined) return `one of ${field.choices.join(", ")}`;
  const noun = NOUNS[field.kind];
  if (min === undefined) return noun;
  return max === undefined ? `${noun} of at least ${show(min)}` : `${noun} from ${show(min)} to ${show(max)}`;
}

const NOUNS: Readonly<Record<Field["kind"], string>> = {
  text: "text",
  url: "a URL starting with http:// or https://",
  path: "a path",
  paths: "paths, separated by commas",
  file: "a name, or the path of a file",
  integer: "an integer",
  number: "a number",
  rate: "a rate such as 40/s or 40",
  percent: "a percentage such as 5%",
  duration: "a duration such as 30s or 5m",
  boolean: "true or false",
  choice: "one of a list",
};

/** The paths in a setting that holds several. */
export function splitPaths(text: string): string[] {
  return text.split(",").filter((path) => path !== "");
}

/** Empty text parses only where it is the field's default: it means "not set". */
export function parseValue(field: Field, raw: string): ParseResult {
  const text = raw.trim();
  const value = text === "" && field.default === "" ? "" : read(field, text);
  const inRange = typeof value !== "number" || ((field.min ?? -Infinity) <= value && value <= (field.max ?? Infinity));
  return value === undefined || !inRange ? { ok: false, expected: describeRange(field) } : { ok: true, value };
}

function read(field: Field, text: string): Value | undefined {
  switch (field.kind) {
    case "integer":
      return /^[+-]?\d+$/.test(text) && Number.isSafeInteger(Number(text)) ? Number(text) : undefined;
    case "number":
      return /^[+-]?(\d+\.?\d*|\.\d+)$/.test(text) ? Number(text) : undefined;
    case "rate":
      return parseRate(text);
    case "percent":
      return /^\d+(\.\d+)?%$/.test(text) ? Number(text.slice(0, -1)) / 100 : undefined;
    case "duration":
      return parseDuration(text);
    case "boolean":
      return /^(true|1|yes)$/i.test(text) || (/^(false|0|no)$/i.test(text) ? false : undefined);
    case "url":
      return /^https?:\/\/[^\s/?#@]+(\/[^\s?#]*)?$/i.test(text) ? text.replace(/\/+$/, "") : undefined;
    case "choice":
      return field.choices?.includes(text) === true ? text : undefined;
    default:
      return text === "" ? undefined : text;
  }
}
