/** What is wrong with a profile, .env.load-test or the environment, but for values: one line for each problem. */

import { nearest, suggestion } from "../base/nearest.ts";
import { ALL_FIELDS, FIELD_GROUPS } from "../lib/config/fields.ts";
import type { Layer } from "../lib/config/resolve.ts";
import { CLIENT_FILE, type FileLayer } from "./profile.ts";
import { strayVariables } from "./stray-variables.ts";

/** @param environment undefined: the command passes its arguments on */
export function layerProblems(files: readonly FileLayer[], environment: Layer["values"] | undefined): string[] {
  const stray = environment === undefined ? [] : strayVariables(environment);
  return [...files.flatMap(malformedLines), ...files.flatMap(unknownKeys), ...stray];
}

/** What is in the line may be a secret, so it is not shown. */
function malformedLines({ origin, malformed }: FileLayer): string[] {
  return malformed.map((line) => `${origin}: line ${line} is not of the form NAME=value`);
}

/** Of a tenant or a client by its name. */
const OF_ONE_CLIENT = /^CLIENT_(ID|SECRET)_\w+$/;

const KNOWN_NAMES: readonly string[] = ALL_FIELDS.map((field) => field.env);

/** What to do when there are unknown settings: their names would fill a screen. */
export function hintOfUnknown(files: readonly FileLayer[]): string | undefined {
  return files.some((file) => unknownKeys(file).length > 0) ? "All settings are in docs/configuration.md." : undefined;
}

/** .env.load-test may contain other lines, so only near misses count there. */
function unknownKeys(layer: Layer): string[] {
  const isMistyped = (name: string): boolean => nearest(name, KNOWN_NAMES) !== undefined;
  return Object.keys(layer.values)
    .filter((name) => !KNOWN_NAMES.includes(name) && !OF_ONE_CLIENT.test(name))
    .filter((name) => layer.origin !== CLIENT_FILE || isMistyped(name))
    .map((name) => `${name}: unknown setting${meant(name)} (set in ${layer.origin})`);
}

/** A flag for a name, too: `STUDENTS` is STUDENT_COUNT, whose flag is --students. */
function meant(name: string): string {
  const flag = name.toLowerCase().replaceAll("_", "-");
  const fields = FIELD_GROUPS.flatMap((group) => group.fields).filter((field) => field.flag === flag);
  if (fields.length === 0) return suggestion(name, KNOWN_NAMES);
  return ` (did you mean ${[...new Set(fields.map(({ env }) => env))].join(" or ")}?)`;
}
