/**
 * Words for schemas of JSON files (valibot), so that one schema gives the TypeScript type, the check of a file and the
 * published JSON Schema. Each problem of a file becomes one line: where, what was expected, what was found. Pure.
 */

import * as v from "valibot";
import { nearest, suggestion } from "./nearest.ts";
import { oneLine } from "./problem-details.ts";

export type Schema = v.GenericSchema<unknown, unknown>;
export type Reading<Value> = { readonly value: Value } | { readonly problems: readonly string[] };

/** With the description that the published schema shows. */
export const described = <S extends Schema>(schema: S, description: string) =>
  v.pipe(schema, v.description(description));

/** A member that may be absent. */
export const optional = <S extends Schema>(schema: S, description: string) =>
  v.exactOptional(described(schema, description));

/** Readonly at every depth. */
export type Immutable<T> = T extends object ? { readonly [Key in keyof T]: Immutable<T[Key]> } : T;

/**
 * The value as the schema gives it, or everything that does not fit, as `operations[0].weight: expected ...; found -1`.
 */
export function readValue<S extends Schema>(schema: S, value: unknown): Reading<v.InferOutput<S>> {
  // For valibot a list is a record, without members.
  if (Array.isArray(value) && schema.type === "record")
    return { problems: [`the document: ${expected("an object")({ input: value })}`] };
  const result = v.safeParse(schema, value);
  return result.success ? { value: result.output } : { problems: result.issues.map(lineOf) };
}

/** As `readValue`, of a file's content; editors on Windows begin it with a byte order mark. */
export function readJson<S extends Schema>(schema: S, content: string): Reading<v.InferOutput<S>> {
  try {
    return readValue(schema, JSON.parse(content.replace(/^\uFEFF/, "")));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return { problems: [`the document is not JSON: ${oneLine(error.message)}`] };
  }
}

function lineOf({ path, message }: v.BaseIssue<unknown>): string {
  const place = (path ?? []).map(({ key }) => (typeof key === "number" ? `[${key}]` : `.${key}`)).join("");
  return `${place.replace(/^\./, "") || "the document"}: ${message}`;
}

interface Seen {
  readonly input: unknown;
}

/** The message of a schema: what it accepts, in words, and what was there. */
export function expected(what: string) {
  return ({ input }: Seen): string => `expected ${what}; ${found(input)}`;
}

function found(input: unknown): string {
  return input === undefined ? "it is missing" : `found ${oneLine(JSON.stringify(input), 80)}`;
}

export const text = (what = "a string") => v.string(expected(what));
export const flag = () => v.boolean(expected("true or false"));

/** Bounds are included; without `most` any finite number will do. */
interface Range {
  readonly least?: number;
  readonly most?: number;
}

export function number(what = "a number of at least 0", range: Range = {}) {
  return numberIn(what, range, Number.isFinite, "number");
}

export function wholeNumber(what = "a whole number of at least 0", range: Range = {}) {
  return numberIn(what, range, Number.isSafeInteger, "integer");
}

function numberIn(what: string, range: Range, isKind: (value: number) => boolean, type: "number" | "integer") {
  const { least: minimum = 0, most: maximum } = range;
  const isGood = (value: number): boolean => isKind(value) && value >= minimum && value <= (maximum ?? value);
  const bounds = { type, minimum, ...(maximum === undefined ? {} : { maximum }) };
  return v.pipe(v.number(expected(what)), v.check(isGood, expected(what)), v.metadata(bounds));
}

export function oneOf<const Name extends string>(names: readonly Name[]) {
  return v.picklist(names, expectedOneOf(names));
}

export function expectedOneOf(names: readonly string[]) {
  return ({ input }: Seen): string => {
    const meant = typeof input === "string" ? nearest(input, names) : undefined;
    return expected(`one of ${names.join(", ")}`)({ input }) + (meant === undefined ? "" : ` (did you mean ${meant}?)`);
  };
}

/** Keys of `record`. */
export function knownName<const Name extends string>(names: readonly Name[]) {
  return v.picklist(names, ({ input }) => `unknown name${suggestion(String(input), names)}`);
}

export function list<Item extends Schema>(item: Item, what = "a list") {
  return v.array(item, expected(what));
}

export function record<Key extends v.GenericSchema<string, string>, Value extends Schema>(key: Key, value: Value) {
  return v.record(key, value, expected("an object"));
}

/** Members that it does not name are ignored. */
export function object<const Entries extends v.ObjectEntries>(entries: Entries) {
  return v.object(entries, memberMessage(entries));
}

/** Every member that it does not name is a problem; valibot's own strict object reports only the first. */
export function strictObject<const Entries extends v.ObjectEntries>(entries: Entries) {
  const schema = v.pipe(
    v.looseObject(entries, memberMessage(entries)),
    v.rawCheck(({ dataset: { value }, addIssue }) => {
      for (const [key, member] of Object.entries(value ?? {})) {
        if (Object.hasOwn(entries, key)) continue;
        const message = `unknown name${suggestion(key, Object.keys(entries))}`;
        addIssue({ message, path: [{ type: "object", origin: "key", input: {}, key, value: member }] });
      }
    }),
    v.metadata({ additionalProperties: false }),
  );
  return schema as unknown as v.StrictObjectSchema<Entries, undefined>;
}

/** Of an object, or of a member that is missing: that one's own message. */
function memberMessage(entries: v.ObjectEntries) {
  return ({ path, input }: Seen & { readonly path?: readonly { readonly key: unknown }[] | undefined }): string => {
    if (path === undefined) return expected("an object")({ input });
    const { message } = entries[String(path.at(-1)?.key)] as { message?: unknown };
    return typeof message === "function" ? message({ input: undefined }) : expected("a value")({ input: undefined });
  };
}
