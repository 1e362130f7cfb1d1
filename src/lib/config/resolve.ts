/** Merges layers of settings into one configuration, remembering where each value came from. */

import type { ConfigOf, Field } from "./field.ts";
import { formatDuration, parseValue, type Value } from "./value.ts";

/** One source of settings. Values are texts by environment-variable name. */
export interface Layer {
  /** Name of the source in messages: `command line`, `environment`, `profiles/dev.env`. */
  readonly origin: string;
  readonly values: Readonly<Record<string, string | undefined>>;
  /** What the user wrote instead of the variable's name: `--vus`. */
  readonly writtenAs?: Readonly<Record<string, string>>;
}

export interface Problem {
  readonly env: string;
  /** One line: what is wrong, where it was set, what is allowed. */
  readonly message: string;
}

export interface Resolution<Table extends readonly Field[]> {
  readonly config: ConfigOf<Table>;
  /** Origin of each value by key; `default` when no layer set it. */
  readonly origins: Readonly<Record<string, string>>;
  readonly problems: readonly Problem[];
}

/**
 * @param layers highest precedence first. An empty text counts as not set, so that `X= npm run load` falls through.
 * A field with a problem gets its default in `config`; callers must not use the config when there are problems.
 */
export function resolveConfig<const Table extends readonly Field[]>(
  fields: Table,
  layers: readonly Layer[],
): Resolution<Table> {
  const config: Record<string, Value> = {};
  const origins: Record<string, string> = {};
  const problems: Problem[] = [];
  for (const field of fields) {
    const layer = layers.find((candidate) => (candidate.values[field.env] ?? "").trim() !== "");
    const text = layer?.values[field.env] ?? field.default;
    const result = parseValue(field, text);
    if (!result.ok) problems.push({ env: field.env, message: describeProblem(field, text, result.expected, layer) });
    config[field.key] = result.ok ? result.value : defaultValue(field);
    origins[field.key] = layer?.origin ?? "default";
  }
  return { config: config as ConfigOf<Table>, origins, problems };
}

function defaultValue(field: Field): Value {
  const parsed = parseValue(field, field.default);
  if (!parsed.ok) throw new Error(`the default of ${field.env} does not fit its own field`);
  return parsed.value;
}

function describeProblem(field: Field, text: string, expected: string, layer: Layer | undefined): string {
  const masked = text.replace(/\/\/.*@/, "//***@"); // a URL may hold a password
  const shown = field.secret === true ? "its value" : JSON.stringify(masked);
  const isQueried = field.kind === "url" && /[?#]/.test(text);
  const without = masked !== text ? ", without user and password" : isQueried ? ", without a query" : "";
  const written = layer?.writtenAs?.[field.env];
  const place = written === undefined ? `set in ${layer?.origin ?? "default"}` : `given as ${written}`;
  return `${field.env}: ${shown} is not ${expected}${without} (${place})`;
}

/** Text by environment-variable name, as resolveConfig reads it back: what a child process gets. */
export function configToEnvironment(
  fields: readonly Field[],
  config: Readonly<Record<string, unknown>>,
): Record<string, string> {
  const environment: Record<string, string> = {};
  for (const field of fields) environment[field.env] = textOf(field, config[field.key] as Value);
  return environment;
}

/** A value as a user would write it; secrets are not masked here. */
export function textOf(field: Field, value: Value): string {
  if (field.kind === "duration") return formatDuration(Number(value));
  if (field.kind === "percent") return `${Number((Number(value) * 100).toFixed(6))}%`;
  return String(value);
}
