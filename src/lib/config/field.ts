/**
 * The shape of a setting. Each file in `fields/` defines a group of settings in two tables: one for parsing, one with the
 * texts for help and docs. k6 bundles import only the first, so that no VU holds texts that k6 never prints.
 */

/**
 * `rate`: a number of operations per second, or `40/s`. `file`: a name of something in the project, or the path of a file.
 * `paths`: several, separated by commas.
 */
export type FieldKind =
  | "text"
  | "url"
  | "path"
  | "paths"
  | "file"
  | "integer"
  | "number"
  | "rate"
  | "percent"
  | "duration"
  | "boolean"
  | "choice";

export interface Field {
  /** Name in the resolved configuration. */
  readonly key: string;
  /** Environment variable, and name in profile files. */
  readonly env: string;
  readonly kind: FieldKind;
  /** As text, exactly as a user would write it. Empty means "not set". */
  readonly default: string;
  /** Bounds in the unit of the parsed value: durations in milliseconds. */
  readonly min?: number;
  readonly max?: number;
  readonly choices?: readonly string[];
  readonly secret?: true;
}

export interface Words {
  /** Long command-line flag without dashes. Secrets have none: the process list would show them. */
  readonly flag?: string;
  readonly unit?: string;
  /** One line for help and docs. */
  readonly text: string;
}

/** The words for every field of a table, by key. */
export type WordsOf<Table extends readonly Field[]> = { readonly [Key in Table[number]["key"]]: Words };

/** A setting as the command line, help and docs need it. */
export type Setting = Field & Words;

type Parsed<Kind extends FieldKind> = Kind extends "integer" | "number" | "rate" | "percent" | "duration"
  ? number
  : Kind extends "boolean"
    ? boolean
    : string;

/** The typed configuration that a table of fields resolves to; durations are milliseconds, percents 0 to 1. */
export type ConfigOf<Table extends readonly Field[]> = {
  readonly [F in Table[number] as F["key"]]: Parsed<F["kind"]>;
};
