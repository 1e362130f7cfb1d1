/** Turns the schemas of an OpenAPI document into drafts of resources. */
import type { DraftProperty, DraftResource, DraftScalar, DraftType } from "./notation.ts";
import { isReference, type OpenApiDocument, plainProject, type ServedResource, splitName } from "./openapi-document.ts";
import {
  identityFields,
  identitySource,
  isIdentityReference,
  isIdentityValue,
  referenceFields,
} from "./openapi-identity.ts";
import { type JsonSchema, modelProperties, refName } from "./openapi-schema.ts";
import type { PropertyMarks, ScalarType } from "./types.ts";

export interface DraftContext {
  readonly document: OpenApiDocument;
  /** Name in the model of the resource with this schema name or reference schema name. */
  readonly resourceName: (schema: string) => string;
  /** Whether the model or the document has a resource of this name in the model. */
  readonly isServed: (name: string) => boolean;
  /** Descriptor type that a field takes: `entryGradeLevelDescriptor` -> `GradeLevelDescriptor`. */
  readonly descriptorType: (field: string, project: string) => string;
}

/** The reason why a resource cannot be read. */
export class UnreadableResource extends Error {}

/** @throws UnreadableResource */
export function draftResource(served: ServedResource, context: DraftContext): DraftResource {
  const { document } = context;
  const source = identitySource(served, document);
  const { schema } = source;
  const members = modelProperties(schema).flatMap(([name, property]) => {
    const isKey = isReference(property) ? isIdentityReference : isIdentityValue;
    const identity = isKey(name, property, source);
    const drafted = draftProperty(name, property, {
      schema,
      identity,
      served,
      context,
      project: served.project,
      within: [served.schema],
    });
    if (drafted.length === 0 && (identity || isRequired(name, schema)))
      throw new UnreadableResource(`its property ${name} is required and has a type that cannot be read`);
    return drafted;
  });
  if (!members.some(({ identity }) => identity))
    throw new UnreadableResource("the document does not tell its natural key");
  const { keys, equalities } = identityFields(members, source);
  return {
    project: served.project,
    name: context.resourceName(served.schema),
    endpoint: served.endpoint,
    subclassOf: undefined,
    allowIdentityUpdates: served.allowIdentityUpdates,
    domains: served.domains,
    members,
    keys,
    equalities,
  };
}

function isRequired(name: string, schema: JsonSchema | undefined): boolean {
  return schema?.required?.includes(name) === true;
}

export interface PropertyPlace {
  /** Schema that the property belongs to. */
  readonly schema: JsonSchema | undefined;
  readonly identity: boolean;
  readonly served: ServedResource;
  readonly context: DraftContext;
  /** Project of the property: inside `_ext` another than the resource's. */
  readonly project: string;
  /** Schemas around the property: a schema inside itself ends there. */
  readonly within: readonly string[];
}

/** Nothing for a property that has no counterpart in a model. */
export function draftProperty(name: string, property: JsonSchema, place: PropertyPlace): DraftProperty[] {
  const type = draftType(name, property, place);
  if (type === undefined) return [];
  const required = isRequired(name, place.schema);
  const identity = place.identity && type.kind !== "object" && type.kind !== "collection";
  return [{ name, required, identity, marks: marks(property, required, place.context.document), type }];
}

function marks(property: JsonSchema, required: boolean, { marksNullable }: OpenApiDocument): PropertyMarks {
  return {
    ...(marksNullable && !required && property["x-nullable"] !== true ? { nullable: false } : {}),
    ...(property["x-Ed-Fi-isDeprecated"] === true ? { deprecated: true } : {}),
  };
}

function draftType(name: string, property: JsonSchema, place: PropertyPlace): DraftType | undefined {
  if (isReference(property)) return draftReference(name, property, place);
  const inner = refName(property.items ?? property);
  if (inner !== undefined) return draftGroup(name, inner, property, place);
  return draftValue(name, property, place.project, place.context);
}

/** A descriptor or a scalar. */
export function draftValue(
  name: string,
  property: JsonSchema,
  project: string,
  { descriptorType }: DraftContext,
): DraftType | undefined {
  const isDescriptor = property.type === "string" && name.endsWith("Descriptor") && property.format === undefined;
  return isDescriptor ? { kind: "descriptor", descriptor: descriptorType(name, project) } : draftScalar(name, property);
}

/** Undefined for a reference to something that nothing describes. */
function draftReference(name: string, property: JsonSchema, place: PropertyPlace): DraftType | undefined {
  const schema = refName(property) ?? "";
  const { document, isServed, resourceName } = place.context;
  if (referenceFields(property, document).length === 0 && !isServed(resourceName(schema))) return undefined;
  const stem = name.replace(/Reference$/, "");
  const named = splitName(schema).stem;
  const role = stem.length > named.length && stem.endsWith(named) ? { role: stem.slice(0, -named.length) } : {};
  return { kind: "reference", target: place.context.resourceName(schema), ...role };
}

function draftGroup(
  group: string,
  inner: string,
  { items, minItems = 0, maxItems }: JsonSchema,
  place: PropertyPlace,
): DraftType | undefined {
  const kind = items === undefined ? "object" : "collection";
  const { document } = place.context;
  const schema = document.schema(inner);
  if (schema === undefined || place.within.includes(inner)) return undefined;
  const identity = kind === "collection" ? itemIdentity(schema) : [];
  const members = modelProperties(schema).flatMap(([name, property]) =>
    draftProperty(name, property, {
      ...place,
      schema,
      identity: identity.includes(name),
      project: group === "_ext" ? name : place.project,
      within: [...place.within, inner],
    }),
  );
  const isComplete = modelProperties(schema).every(
    ([name]) => !isRequired(name, schema) || members.some((member) => member.name === name),
  );
  if (members.length === 0 || !isComplete) return undefined;
  const { project, stem } = splitName(inner);
  return {
    kind,
    schema: project === plainProject(place.served.project) ? stem : inner,
    members,
    ...(minItems < 2 ? {} : { minItems }),
    ...(maxItems === undefined ? {} : { maxItems }),
  };
}

/** Marked members; without marks, the only required member when it names something else. */
function itemIdentity(schema: JsonSchema): string[] {
  const marked = modelProperties(schema).filter(([, property]) => property["x-Ed-Fi-isIdentity"] === true);
  if (marked.length > 0) return marked.map(([name]) => name);
  const [only, second] = schema.required ?? [];
  return only !== undefined && second === undefined && /(Descriptor|Reference)$/.test(only) ? [only] : [];
}

/** Undefined for types that no Ed-Fi resource has. */
function draftScalar(name: string, property: JsonSchema): DraftScalar | undefined {
  const type = scalarType(property);
  if (type === undefined) return undefined;
  const { minLength, maxLength, minimum, maximum, multipleOf, pattern } = property;
  const values = property.enum?.filter(isScalar);
  return {
    kind: "scalar",
    type,
    ...(type === "integer" ? { bits: integerBits(name, property) } : {}),
    ...(minLength === undefined ? {} : { minLength }),
    ...(maxLength === undefined || type !== "string" ? {} : { maxLength }),
    ...(minimum === undefined ? {} : { minimum }),
    ...(maximum === undefined ? {} : { maximum }),
    ...(multipleOf === undefined || multipleOf <= 0 ? {} : { multipleOf }),
    ...(pattern === undefined || type !== "string" ? {} : { pattern }),
    ...(values === undefined || values.length === 0 ? {} : { values }),
  };
}

function isScalar(value: unknown): value is string | number | boolean {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}

function scalarType({ type, format }: JsonSchema): ScalarType | undefined {
  if (type === "string") return format === "date" || format === "date-time" || format === "time" ? format : "string";
  return type === "integer" || type === "number" || type === "boolean" ? type : undefined;
}

/** Where the document has no format: ids of organizations are 64-bit, everything else is 32-bit. */
function integerBits(name: string, { format }: JsonSchema): 32 | 64 {
  if (format === "int32") return 32;
  return format === "int64" || name.endsWith("Id") ? 64 : 32;
}
