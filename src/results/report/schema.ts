/**
 * The small part of JSON Schema (2020-12) that summary.json needs: as a type, as the TypeScript type it stands for, and as a
 * check of a value. Pure.
 */

export type Schema =
  | { readonly type: "string"; readonly description?: string }
  | { readonly type: "string"; readonly enum: readonly string[]; readonly description?: string }
  | NumberSchema
  | { readonly type: "boolean"; readonly description?: string }
  | { readonly const: number; readonly description?: string }
  | { readonly type: "array"; readonly items: Schema; readonly description?: string }
  | RecordSchema
  | ObjectSchema;

interface NumberSchema {
  readonly type: "number" | "integer";
  readonly minimum?: number;
  readonly description?: string;
}

interface RecordSchema {
  readonly type: "object";
  readonly additionalProperties: Schema;
  readonly propertyNames?: { readonly enum: readonly string[] };
  readonly description?: string;
}

interface ObjectSchema {
  readonly type: "object";
  readonly properties: Readonly<Record<string, Schema>>;
  readonly required: readonly string[];
  readonly description?: string;
}

/** The type of the values that a schema allows. */
export type FromSchema<S> = S extends { readonly const: infer Value }
  ? Value
  : S extends { readonly enum: readonly (infer Value)[] }
    ? Value
    : S extends { readonly type: "string" }
      ? string
      : S extends { readonly type: "number" | "integer" }
        ? number
        : S extends { readonly type: "boolean" }
          ? boolean
          : S extends { readonly items: infer Item }
            ? readonly FromSchema<Item>[]
            : S extends { readonly properties: infer Properties; readonly required: readonly (infer Required)[] }
              ? FromProperties<Properties, Required>
              : S extends {
                    readonly additionalProperties: infer Value;
                    readonly propertyNames: { readonly enum: readonly (infer Name extends string)[] };
                  }
                ? { readonly [Key in Name]?: FromSchema<Value> }
                : S extends { readonly additionalProperties: infer Value }
                  ? { readonly [name: string]: FromSchema<Value> }
                  : never;

type FromProperties<Properties, Required> = {
  readonly [Key in keyof Properties as Key extends Required ? Key : never]: FromSchema<Properties[Key]>;
} & {
  readonly [Key in keyof Properties as Key extends Required ? never : Key]?: FromSchema<Properties[Key]>;
};

/** What does not fit, as `path: expected ...`, at most `most`; members that the schema does not name are allowed. */
export function schemaProblems(schema: Schema, value: unknown, most = 5): string[] {
  return problemsOf(schema, value, "").slice(0, most);
}

function problemsOf(schema: Schema, value: unknown, path: string): string[] {
  const unless = (holds: boolean, expected: string): string[] =>
    holds ? [] : [`${path === "" ? "the document" : path}: expected ${expected}`];
  if ("const" in schema) return unless(value === schema.const, String(schema.const));
  switch (schema.type) {
    case "object":
      return isObject(value) ? memberProblems(schema, value, path) : unless(false, "an object");
    case "array":
      if (!Array.isArray(value)) return unless(false, "a list");
      return value.flatMap((item, index) => problemsOf(schema.items, item, `${path}[${index}]`));
    case "string": {
      const choices = "enum" in schema ? schema.enum : undefined;
      if (typeof value !== "string") return unless(false, "a text");
      return unless(choices?.includes(value) ?? true, `one of ${choices?.join(", ")}`);
    }
    case "boolean":
      return unless(typeof value === "boolean", "true or false");
    default: {
      if (typeof value !== "number" || !Number.isFinite(value)) return unless(false, "a number");
      const { type, minimum = Number.NEGATIVE_INFINITY } = schema;
      return [
        ...unless(type === "number" || Number.isInteger(value), "a whole number"),
        ...unless(value >= minimum, `at least ${minimum}`),
      ];
    }
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function memberProblems(
  schema: RecordSchema | ObjectSchema,
  value: Readonly<Record<string, unknown>>,
  path: string,
): string[] {
  const at = (name: string): string => (path === "" ? name : `${path}.${name}`);
  if ("properties" in schema) {
    const absent = schema.required.filter((name) => !Object.hasOwn(value, name));
    const present = Object.entries(schema.properties).filter(([name]) => Object.hasOwn(value, name));
    return [
      ...absent.map((name) => `${at(name)}: expected a value`),
      ...present.flatMap(([name, rule]) => problemsOf(rule, value[name], at(name))),
    ];
  }
  return Object.entries(value).flatMap(([name, member]) => [
    ...(schema.propertyNames?.enum.includes(name) === false ? [`${at(name)}: expected another name`] : []),
    ...problemsOf(schema.additionalProperties, member, at(name)),
  ]);
}
