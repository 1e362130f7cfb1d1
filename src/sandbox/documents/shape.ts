/**
 * Brings a request body into the shape of its resource in one walk over the model: drops what the model does not have,
 * nulls and empty lists, converts what DMS converts, notes what is wrong, and lists what later checks look at.
 * The result has its properties in model order, so that equal content is equal text.
 */
import type {
  CollectionProperty,
  DescriptorProperty,
  Property,
  ReferenceProperty,
  ResourceModel,
  ScalarProperty,
} from "../../api-model/types.ts";
import { jsonType } from "./body-reader.ts";
import { fitsColumn, type Overflow } from "./column-limits.ts";
import { checkDecimal } from "./decimals.ts";
import { ErrorList } from "./error-list.ts";
import type { JsonObject } from "./json-paths.ts";
import { type BlankRule, checkScalar, coerceScalar } from "./scalar.ts";

export interface FoundReference {
  readonly property: ReferenceProperty;
  readonly value: JsonObject;
  /** `$.classPeriods[0].classPeriodReference` */
  readonly path: string;
}

export interface FoundDescriptor {
  readonly property: DescriptorProperty;
  /** The object that has the property, so that its value can be replaced. */
  readonly holder: JsonObject;
  readonly path: string;
}

export interface FoundCollection {
  readonly property: CollectionProperty;
  readonly items: readonly JsonObject[];
  readonly path: string;
}

export interface ShapedBody {
  readonly model: ResourceModel;
  readonly body: JsonObject;
  readonly errors: ErrorList;
  readonly decimalErrors: ErrorList;
  readonly overflows: Overflow[];
  readonly references: FoundReference[];
  readonly descriptors: FoundDescriptor[];
  readonly collections: FoundCollection[];
}

export function shapeBody(model: ResourceModel, raw: JsonObject): ShapedBody {
  const shaped: ShapedBody = {
    model,
    body: {},
    errors: new ErrorList(),
    decimalErrors: new ErrorList(),
    overflows: [],
    references: [],
    descriptors: [],
    collections: [],
  };
  const source = model.isDescriptor ? trimmedDescriptor(raw) : raw;
  shapeMembers(model.properties, source, shaped.body, "$", shaped);
  return shaped;
}

function shapeMembers(
  properties: readonly Property[],
  raw: JsonObject,
  out: JsonObject,
  path: string,
  shaped: ShapedBody,
  list?: CollectionProperty,
): void {
  for (const property of properties) {
    const value = raw[property.name];
    if (value === undefined || value === null || isEmptyList(value)) {
      if (property.required) shaped.errors.add(`${path}.${property.name}`, `${property.name} is required.`);
      continue;
    }
    switch (property.kind) {
      case "scalar":
        out[property.name] = shapeScalar(property, value, path, shaped, list);
        break;
      case "descriptor":
        out[property.name] = value;
        shapeDescriptor(property, value, out, path, shaped);
        break;
      case "reference":
        shapeReference(property, value, out, path, shaped);
        break;
      case "object": {
        const inner: JsonObject = {};
        // DMS names what stands in an extension without the path to it: `$.petName`.
        const innerPath = path.endsWith("._ext") ? path.slice(0, -"._ext".length) : `${path}.${property.name}`;
        if (!isObject(value)) wrongType(property.name, innerPath, value, "object", shaped);
        else shapeMembers(property.properties, value, inner, innerPath, shaped);
        if (property.required || Object.keys(inner).length > 0) out[property.name] = inner;
        break;
      }
      case "collection":
        shapeCollection(property, value, out, path, shaped);
        break;
    }
  }
}

function shapeScalar(
  property: ScalarProperty,
  raw: unknown,
  path: string,
  shaped: ShapedBody,
  list: CollectionProperty | undefined,
): unknown {
  const value = coerceScalar(property.type, raw);
  const here = `${path}.${property.name}`;
  checkScalar(property, blankRule(property, shaped.model, list), value, (text) => shaped.errors.add(here, text));
  if (typeof value !== "number") return value;
  if (property.precision !== undefined) checkDecimal(property, value, here, shaped.decimalErrors);
  if (!fitsColumn(property, value)) shaped.overflows.push({ property, value, path: here });
  return value;
}

/**
 * Descriptors have rules of their own for blanks. What identifies an item of a list is like a key, but for lists of
 * single texts.
 */
function blankRule(property: ScalarProperty, { isDescriptor }: ResourceModel, list?: CollectionProperty): BlankRule {
  const { name, required, identity } = property;
  if (isDescriptor) return required ? "edges" : "any";
  if (identity) return "key";
  if (list !== undefined && keyNames(list).has(name)) return list.properties.length === 1 ? "any" : "key";
  return required ? "filled" : "any";
}

const keyNameCache = new WeakMap<CollectionProperty, ReadonlySet<string>>();

function keyNames(list: CollectionProperty): ReadonlySet<string> {
  let names = keyNameCache.get(list);
  if (names === undefined) {
    names = new Set(list.itemIdentity.map((path) => path.slice("$.".length)));
    keyNameCache.set(list, names);
  }
  return names;
}

function shapeDescriptor(
  property: DescriptorProperty,
  value: unknown,
  holder: JsonObject,
  path: string,
  shaped: ShapedBody,
): void {
  const here = `${path}.${property.name}`;
  const rule = { name: property.name, type: "descriptor", maxLength: 306 } as const;
  checkScalar(rule, "any", value, (text) => shaped.errors.add(here, text));
  if (typeof value === "string") shaped.descriptors.push({ property, holder, path: here });
}

function shapeReference(
  property: ReferenceProperty,
  raw: unknown,
  out: JsonObject,
  path: string,
  shaped: ShapedBody,
): void {
  const here = `${path}.${property.name}`;
  if (!isObject(raw)) {
    wrongType(property.name, here, raw, "object", shaped);
    return;
  }
  const value: JsonObject = {};
  for (const key of property.keys) {
    const given = raw[key.name];
    if (given === undefined || given === null) {
      shaped.errors.add(`${here}.${key.name}`, `${key.name} is required.`);
      continue;
    }
    value[key.name] = coerceScalar(key.type, given);
    const blank = key.type === "descriptor" ? "any" : "key";
    checkScalar(key, blank, value[key.name], (text) => shaped.errors.add(`${here}.${key.name}`, text));
  }
  out[property.name] = value;
  shaped.references.push({ property, value, path: here });
}

function shapeCollection(
  property: CollectionProperty,
  raw: unknown,
  out: JsonObject,
  path: string,
  shaped: ShapedBody,
): void {
  const here = `${path}.${property.name}`;
  if (!Array.isArray(raw)) {
    wrongType(property.name, here, raw, "array", shaped);
    return;
  }
  const items: JsonObject[] = [];
  for (const [index, item] of raw.entries()) {
    const itemPath = `${here}[${index}]`;
    if (!isObject(item)) {
      wrongType(property.name, itemPath, item, "object", shaped);
      continue;
    }
    const shapedItem: JsonObject = {};
    shapeMembers(property.properties, item, shapedItem, itemPath, shaped, property);
    items.push(shapedItem);
  }
  out[property.name] = items;
  shaped.collections.push({ property, items, path: here });
}

function wrongType(name: string, path: string, value: unknown, expected: string, shaped: ShapedBody): void {
  shaped.errors.add(path, `${name} Value is "${jsonType(value)}" but should be "${expected}"`);
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** `[]` and lists of nothing but `{}` count as absent. */
function isEmptyList(value: unknown): boolean {
  if (!Array.isArray(value)) return false;
  return value.every((item) => isObject(item) && Object.keys(item).length === 0);
}

function trimmedDescriptor(raw: JsonObject): JsonObject {
  const trimmed = { ...raw };
  for (const name of ["codeValue", "shortDescription"]) {
    const value = trimmed[name];
    if (typeof value === "string") trimmed[name] = value.trim();
  }
  return trimmed;
}
