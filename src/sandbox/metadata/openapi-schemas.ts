/** JSON schemas of resources, their items and references, for the OpenAPI documents. */
import { acronymsAsWords } from "../../api-model/names.ts";
import type { Model, Property, ReferenceKeyField, ResourceModel } from "../../api-model/types.ts";
import { abstractProperties } from "./openapi-abstract.ts";
import { memberSchemaName, projectPrefix, referenceSchema, resourceSchema, schemaRef } from "./openapi-names.ts";
import { trackedChangeSchemas } from "./openapi-tracked-changes.ts";
import { DESCRIPTOR_VALUE, type JsonObject, valueSchema } from "./openapi-values.ts";

/** All schemas that the resources need, by name. */
export function componentSchemas(resources: readonly ResourceModel[], model: Model): Record<string, JsonObject> {
  const schemas: Record<string, JsonObject> = {};
  for (const resource of resources) {
    const collector = new SchemaCollector(resource, model, schemas);
    schemas[resourceSchema(resource)] = resource.name === "SchoolYearType" ? SCHOOL_YEAR : collector.resource();
    Object.assign(schemas, trackedChangeSchemas(resource));
    if (resource.referenceKeys.length > 0) collector.addReference(resource.name, resource.referenceKeys);
    if (resource.subclassOf !== undefined) collector.addAbstract(resource.subclassOf);
  }
  return schemas;
}

/** DMS requires more fields of a school year than its document says. */
const SCHOOL_YEAR: JsonObject = {
  type: "object",
  required: ["schoolYear"],
  properties: { schoolYear: { type: "integer", format: "int32", minimum: 1900, maximum: 2100 } },
};

class SchemaCollector {
  readonly #resource: ResourceModel;
  readonly #model: Model;
  readonly #schemas: Record<string, JsonObject>;

  constructor(resource: ResourceModel, model: Model, schemas: Record<string, JsonObject>) {
    this.#resource = resource;
    this.#model = model;
    this.#schemas = schemas;
  }

  resource(): JsonObject {
    return this.#withId(this.#resource.properties, this.#resource.isDescriptor);
  }

  addReference(target: string, keys: readonly ReferenceKeyField[]): string {
    const name = referenceSchema(target, this.#model);
    const mark = target === "SchoolYearType" ? {} : { "x-Ed-Fi-isIdentity": true };
    this.#schemas[name] ??= {
      type: "object",
      required: keys.map((key) => key.name),
      properties: Object.fromEntries(keys.map((key) => [key.name, { ...valueSchema(key), ...mark }])),
    };
    return name;
  }

  /** What all kinds of the abstract resource have. */
  addAbstract(name: string): void {
    this.#schemas[memberSchemaName("ed-fi", name)] ??= this.#withId(abstractProperties(name, this.#model));
  }

  #withId(properties: readonly Property[], isDescriptor = false): JsonObject {
    const schema = this.#object(properties, isDescriptor);
    return { ...schema, properties: { id: { type: "string" }, ...(schema.properties as JsonObject) } };
  }

  #object(properties: readonly Property[], isDescriptor: boolean): JsonObject {
    const required = properties.filter((property) => property.required).map((property) => property.name);
    return {
      type: "object",
      ...(required.length === 0 ? {} : { required }),
      properties: Object.fromEntries(
        properties.map((property) => [property.name, this.#property(property, isDescriptor)]),
      ),
    };
  }

  #property(property: Property, isDescriptor: boolean): JsonObject {
    if (property.kind === "collection") {
      const items = schemaRef(this.#addMember(property.schema ?? property.name, property.properties));
      return { type: "array", items, minItems: property.required ? 1 : 0, uniqueItems: false };
    }
    const marks = {
      ...(property.identity ? { "x-Ed-Fi-isIdentity": true } : {}),
      ...(property.required || property.nullable === false ? {} : { "x-nullable": true }),
      ...(property.deprecated === undefined ? {} : DEPRECATED),
    };
    switch (property.kind) {
      case "scalar":
        return { ...valueSchema(property), ...(isDescriptor && property.required ? TRIMMED : {}), ...marks };
      case "descriptor":
        return { ...DESCRIPTOR_VALUE, ...marks };
      case "reference":
        return { ...schemaRef(this.addReference(property.target, property.keys)), ...marks };
      default:
        return { ...schemaRef(this.#addMember(property.schema ?? property.name, property.properties)), ...marks };
    }
  }

  #addMember(schema: string, properties: readonly Property[]): string {
    const name = this.#qualified(schema);
    this.#schemas[name] ??= this.#object(properties, false);
    return name;
  }

  /** Extension parts name their own project; everything else belongs to the resource's. */
  #qualified(schema: string): string {
    const first = schema.split("_")[0]?.toLowerCase();
    const isQualified = [...this.#model.resources].some(
      (each) => each.project !== "ed-fi" && projectPrefix(each.project).toLowerCase() === first,
    );
    return isQualified ? acronymsAsWords(schema) : memberSchemaName(this.#resource.project, schema);
  }
}

const DEPRECATED = {
  "x-Ed-Fi-isDeprecated": true,
  "x-Ed-Fi-deprecatedReasons": "A later Data Standard will not have it.",
};

/** Descriptor texts may not begin or end with a blank. */
const TRIMMED = { minLength: 1, pattern: "^(?!\\s).*(?<!\\s)$" };
