/** The shape of one setting. Every table of settings in `fields/` is made of these. */

export type FieldKind = "text" | "url" | "path" | "integer" | "number" | "percent" | "duration" | "boolean" | "choice";

export interface Field {
  /** Name in the resolved configuration. */
  readonly key: string;
  /** Environment variable, and name in profile files. */
  readonly env: string;
  /** Long command-line flag without dashes. Secrets have none: the process list would show them. */
  readonly flag?: string;
  readonly kind: FieldKind;
  /** As text, exactly as a user would write it. Empty means "not set". */
  readonly default: string;
  /** Bounds in the unit of the parsed value: durations in milliseconds. */
  readonly min?: number;
  readonly max?: number;
  readonly choices?: readonly string[];
  readonly unit?: string;
  readonly secret?: true;
  /** One line for help and docs. */
  readonly text: string;
}

type Parsed<Kind extends FieldKind> = Kind extends "integer" | "number" | "percent" | "duration"
  ? number
  : Kind extends "boolean"
    ? boolean
    : string;

/** The typed configuration that a table of fields resolves to; durations are milliseconds, percents 0 to 1. */
export type ConfigOf<Table extends readonly Field[]> = {
  readonly [F in Table[number] as F["key"]]: Parsed<F["kind"]>;
};
