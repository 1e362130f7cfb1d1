/** The Data Standard as DMS publishes it, where the checkout lies beside the shared data; for tests only. */
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";

interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly format?: string;
  readonly properties?: Record<string, Schema>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly minItems?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
}

interface ReferenceRule {
  readonly path: string;
  readonly targetEndpoint?: string;
  readonly target: string;
  readonly requiredFromRoot: boolean;
  readonly keys: readonly { readonly field: string; readonly targetPaths: readonly string[] }[];
}

export interface ResourceRule {
  readonly endpoint: string;
  readonly schema: string;
  readonly identity: readonly string[];
  readonly descriptors: readonly { path: string; endpoint: string; requiredFromRoot: boolean }[];
  readonly references: readonly ReferenceRule[];
  readonly collections: readonly { path: string; itemIdentity: readonly string[] }[];
  readonly scalars: readonly { path: string; decimal?: { precision: number; scale: number } }[];
  readonly equalityConstraints: readonly (readonly [string, string])[];
  readonly queryFieldsComputed: Readonly<Record<string, readonly string[]>>;
}

export interface DataStandard {
  readonly rules: ReadonlyMap<string, ResourceRule>;
  /** Lower-case `uri#code` -> endpoint and short description. */
  readonly descriptors: ReadonlyMap<string, { endpoint: string; uri: string; shortDescription: string }>;
  /** What is wrong with a body, by the OpenAPI document. */
  problems(endpoint: string, body: unknown): string[];
}

const FOLDER = fileURLToPath(new URL("../../shared/edfi/data/", import.meta.url));

export const DATA_STANDARD_ABSENT = `no Data Standard files in ${"../shared/edfi/data"}`;

function read(name: string): Buffer {
  return readFileSync(FOLDER + name);
}

/** Undefined where the files are not there. */
export function loadDataStandard(): DataStandard | undefined {
  if (!existsSync(`${FOLDER}resource-catalog-ds52.json`)) return undefined;
  const catalog = JSON.parse(read("resource-catalog-ds52.json").toString()) as {
    resources: Record<string, ResourceRule>;
  };
  const openapi = JSON.parse(gunzipSync(read("openapi-resources-ds52.json.gz")).toString()) as {
    components: { schemas: Record<string, Schema> };
  };
  const types = JSON.parse(read("descriptors-ds52.json").toString()) as {
    descriptors: Record<
      string,
      { endpoint: string; namespace: string; values: { codeValue: string; shortDescription: string }[] }
    >;
  };
  const rules = new Map(Object.values(catalog.resources).map((rule) => [rule.endpoint, rule]));
  const descriptors = new Map<string, { endpoint: string; uri: string; shortDescription: string }>();
  for (const { endpoint, namespace, values } of Object.values(types.descriptors)) {
    for (const { codeValue, shortDescription } of values) {
      const uri = `${namespace}#${codeValue}`;
      descriptors.set(uri.toLowerCase(), { endpoint, uri, shortDescription });
    }
  }
  const { schemas } = openapi.components;
  return {
    rules,
    descriptors,
    problems(endpoint, body) {
      if (endpoint === "schoolYearTypes") return []; // the document knows one of its three fields only
      const found: string[] = [];
      check(schemas[rules.get(endpoint)?.schema ?? ""] as Schema, body, "$", found);
      return found;
    },
  };

  function check(given: Schema, value: unknown, path: string, found: string[]): void {
    const schema = given.$ref === undefined ? given : (schemas[given.$ref.split("/").pop() ?? ""] as Schema);
    if (schema.type === "array") {
      if (!Array.isArray(value)) return void found.push(`${path} is no array`);
      if (value.length < (schema.minItems ?? 1)) found.push(`${path} has no items`);
      for (const [i, item] of value.entries()) check(schema.items as Schema, item, `${path}[${i}]`, found);
    } else if (schema.properties !== undefined) checkObject(schema, value, path, found);
    else checkScalar(schema, value, path, found);
  }

  function checkObject(schema: Schema, value: unknown, path: string, found: string[]): void {
    if (typeof value !== "object" || value === null || Array.isArray(value))
      return void found.push(`${path} is no object`);
    for (const name of schema.required ?? []) if (!(name in value)) found.push(`${path}.${name} is missing`);
    for (const [name, part] of Object.entries(value)) {
      const known = schema.properties?.[name];
      if (known === undefined) found.push(`${path}.${name} is unknown`);
      else check(known, part, `${path}.${name}`, found);
    }
  }
}

const FORMATS: Record<string, RegExp> = {
  date: /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/,
  "date-time": /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/,
  time: /^([01]\d|2[0-3]):[0-5]\d:[0-5]\d$/,
};

function checkScalar(schema: Schema, value: unknown, path: string, found: string[]): void {
  const expected = schema.type === "integer" ? "number" : schema.type;
  if (typeof value !== expected) return void found.push(`${path} is ${typeof value}, not ${expected}`);
  if (schema.type === "integer" && !Number.isInteger(value)) found.push(`${path} is no whole number`);
  if (typeof value === "number") {
    if (!Number.isFinite(value)) found.push(`${path} is ${value}`);
    if (value < (schema.minimum ?? -Infinity) || value > (schema.maximum ?? Infinity))
      found.push(`${path} out of range`);
  }
  if (typeof value !== "string") return;
  if (value.length > (schema.maxLength ?? Infinity) || value.length < (schema.minLength ?? 1)) {
    found.push(`${path} has ${value.length} characters`);
  }
  if (value !== value.trim() || value.includes("undefined") || value.includes("NaN"))
    found.push(`${path} is "${value}"`);
  const format = FORMATS[schema.format ?? ""];
  if (format !== undefined && !format.test(value)) found.push(`${path} is "${value}", no ${schema.format}`);
}

/** Values at a path such as `$.classPeriods[*].classPeriodReference.schoolId`. */
export function valuesAt(body: unknown, path: string): unknown[] {
  let values: unknown[] = [body];
  for (const step of path.replace(/^\$\.?/, "").split(".")) {
    if (step === "") continue;
    const many = step.endsWith("[*]");
    const name = many ? step.slice(0, -3) : step;
    values = values.flatMap((value) => {
      const part = (value as Record<string, unknown> | undefined)?.[name];
      if (part === undefined) return [];
      return many ? (part as unknown[]) : [part];
    });
  }
  return values;
}
