/** JSON schemas of what `/deletes` and `/keyChanges` list, for the OpenAPI documents. */
import type { ReferenceKeyField, ResourceModel } from "../../api-model/types.ts";
import { schemaRef, trackedChangeSchema } from "./openapi-names.ts";
import { type JsonObject, valueSchema } from "./openapi-values.ts";

const CHANGE = { id: { type: "string" }, changeVersion: { type: "integer", format: "int64" } };
const DESCRIPTOR_KEY = { namespace: { type: "string", maxLength: 255 }, codeValue: { type: "string", maxLength: 50 } };

/** What `/deletes` and `/keyChanges` of a resource list. */
export function trackedChangeSchemas(resource: ResourceModel): Record<string, JsonObject> {
  const key = trackedChangeSchema(resource, "Key");
  const values = resource.isDescriptor
    ? DESCRIPTOR_KEY
    : Object.fromEntries(resource.referenceKeys.map((field) => [field.name, keyValueSchema(field)]));
  return {
    [key]: allRequired(values),
    [trackedChangeSchema(resource, "Delete")]: allRequired({ ...CHANGE, keyValues: schemaRef(key) }),
    [trackedChangeSchema(resource, "KeyChange")]: allRequired({
      ...CHANGE,
      oldKeyValues: schemaRef(key),
      newKeyValues: schemaRef(key),
    }),
  };
}

/** The served schemas of tracked keys have no bounds of numbers, unlike those of references. */
function keyValueSchema({ minimum: _minimum, maximum: _maximum, ...field }: ReferenceKeyField): JsonObject {
  return valueSchema(field);
}

function allRequired(properties: JsonObject): JsonObject {
  return { type: "object", required: Object.keys(properties), properties };
}
