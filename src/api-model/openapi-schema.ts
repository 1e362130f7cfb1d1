/**
 * Brings the schemas of OpenAPI 3.0, OpenAPI 3.1 and Swagger 2 into one plain form: one type each, nothing composed, objects
 * inside objects under a name of their own. Names and meaning stay as they are.
 */
import { upperFirst } from "./names.ts";
import { isRecord } from "./record.ts";

export interface JsonSchema {
  readonly $ref?: string;
  readonly type?: string;
  readonly format?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly multipleOf?: number;
  readonly pattern?: string;
  readonly enum?: readonly unknown[];
  readonly items?: JsonSchema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly "x-Ed-Fi-isIdentity"?: boolean;
  readonly "x-Ed-Fi-isDeprecated"?: boolean;
  readonly "x-nullable"?: boolean;
}

type Raw = Readonly<Record<string, unknown>>;

/** @param raw the schemas of a document, by name */
export function plainSchemas(raw: Raw): ReadonlyMap<string, JsonSchema> {
  const reader = new SchemaReader(raw);
  for (const [name, schema] of Object.entries(raw)) reader.read(name, schema);
  return reader.schemas;
}

/** Name of the schema that `$ref` names. */
export function refName({ $ref }: { readonly $ref?: unknown }): string | undefined {
  if (typeof $ref !== "string") return undefined;
  const name = $ref.slice($ref.lastIndexOf("/") + 1);
  return name.replaceAll("~1", "/").replaceAll("~0", "~");
}

/** Names that are part of every answer or reference and not of the model. */
const TECHNICAL = new Set(["id", "_etag", "_lastModifiedDate", "link"]);

export function modelProperties(schema: JsonSchema | undefined): [string, JsonSchema][] {
  return Object.entries(schema?.properties ?? {}).filter(([name]) => !TECHNICAL.has(name));
}

class SchemaReader {
  readonly schemas = new Map<string, JsonSchema>();
  readonly #raw: Raw;

  constructor(raw: Raw) {
    this.#raw = raw;
  }

  read(name: string, raw: unknown): void {
    const whole = this.#composed(raw, [name]);
    const own = whole.$ref === undefined ? whole : this.#target(whole, [name]);
    if (own !== undefined) this.schemas.set(name, this.#object(own, name, [name]));
  }

  /** @param within schemas that this is part of: inside themselves they have nothing */
  #object(raw: Raw, name: string, within: readonly string[]): JsonSchema {
    const { properties, required, ...others } = raw;
    return {
      ...others,
      ...(isRecord(properties) ? { properties: this.#properties(properties, name, within) } : {}),
      ...(Array.isArray(required) ? { required: required.map(String) } : {}),
    };
  }

  #properties(raw: Raw, owner: string, within: readonly string[]): Record<string, JsonSchema> {
    return Object.fromEntries(
      Object.entries(raw).flatMap(([name, property]) => {
        const whole = this.#property(property, `${owner}_${upperFirst(name)}`, within);
        // What only answers have is no part of a resource.
        return isRecord(property) && property.readOnly === true ? [] : [[name, whole]];
      }),
    );
  }

  /** @param name that an object without a name gets */
  #property(raw: unknown, name: string, within: readonly string[]): JsonSchema {
    const composed = this.#composed(raw, within);
    const whole = composed.$ref === undefined ? composed : this.#withoutAlias(composed, within);
    const { properties, items, required, ...others } = whole;
    const inside = [...within, ...namesIn(raw)];
    if (isRecord(properties)) {
      this.schemas.set(name, this.#object({ properties, required }, name, inside));
      return { ...others, $ref: `#/${name}` };
    }
    return isRecord(items) ? { ...others, items: this.#property(items, name, inside) } : others;
  }

  /** A schema with a name that is a value or a list stands for itself wherever it is used. */
  #withoutAlias(property: Raw, within: readonly string[]): Raw {
    const target = this.#target(property, within);
    if (target === undefined || isRecord(target.properties)) return property;
    const isValue = isRecord(target.items) || (typeof target.type === "string" && target.type !== "object");
    const { $ref: _ref, ...siblings } = property;
    return isValue ? { ...target, ...siblings } : property;
  }

  #target(schema: Raw, within: readonly string[]): Raw | undefined {
    const name = refName(schema);
    if (name === undefined || within.includes(name) || !Object.hasOwn(this.#raw, name)) return undefined;
    const found = this.#composed(this.#raw[name], [...within, name]);
    return found.$ref === undefined ? found : this.#target(found, [...within, name]);
  }

  /** One schema for `allOf`, and for a choice that leaves no choice. */
  #composed(raw: unknown, within: readonly string[]): Raw {
    if (!isRecord(raw)) return {};
    const { allOf, oneOf, anyOf, ...own } = raw;
    const options = [oneOf, anyOf].map((choice) => partsOf(choice).filter(({ type }) => type !== "null"));
    const parts = [...partsOf(allOf), ...options.filter(({ length }) => length === 1).flat()];
    if (parts.length === 0) return withOneType(own);
    const [only] = parts;
    if (parts.length === 1 && only !== undefined && own.properties === undefined)
      return withOneType({ ...this.#composed(only, within), ...own });
    return withOneType(this.#merged([...parts, own], within));
  }

  #merged(parts: readonly Raw[], within: readonly string[]): Raw {
    const wholes = parts.map((part) => {
      const composed = this.#composed(part, within);
      return composed.$ref === undefined ? composed : (this.#target(composed, within) ?? {});
    });
    return {
      ...Object.assign({}, ...wholes),
      properties: Object.assign({}, ...wholes.map(({ properties }) => properties)),
      required: wholes.flatMap(({ required }) => (Array.isArray(required) ? required : [])),
    };
  }
}

/** Schemas that one names, itself or in its parts. */
function namesIn(raw: unknown): string[] {
  if (!isRecord(raw)) return [];
  const parts = [raw.allOf, raw.oneOf, raw.anyOf].flatMap(partsOf);
  return [...parts.flatMap(namesIn), refName(raw) ?? []].flat();
}

function partsOf(value: unknown): Raw[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}

/** OpenAPI 3.1 lists `null` among the types, and has a number for what 3.0 marks as exclusive. */
function withOneType(schema: Raw): Raw {
  const types = Array.isArray(schema.type) ? schema.type.filter((type) => type !== "null") : [schema.type];
  const { type: _type, minimum, maximum, exclusiveMinimum, exclusiveMaximum, deprecated, ...others } = schema;
  const lowest = bound(minimum, exclusiveMinimum, types.includes("integer") ? 1 : 0);
  const highest = bound(maximum, exclusiveMaximum, types.includes("integer") ? -1 : 0);
  return {
    ...others,
    ...(types.length === 1 && types[0] !== undefined ? { type: types[0] } : {}),
    ...(lowest === undefined ? {} : { minimum: lowest }),
    ...(highest === undefined ? {} : { maximum: highest }),
    ...(deprecated === true ? { "x-Ed-Fi-isDeprecated": true } : {}),
  };
}

function bound(inclusive: unknown, exclusive: unknown, step: number): number | undefined {
  if (typeof exclusive === "number") return exclusive + step;
  return typeof inclusive === "number" ? inclusive + (exclusive === true ? step : 0) : undefined;
}
