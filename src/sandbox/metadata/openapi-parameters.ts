/** Query parameters of one resource: references to the shared ones, and one for each field that can be searched. */

import { type QueryField, queryFields } from "../../api-model/query-fields.ts";
import type { ResourceModel } from "../../api-model/types.ts";
import { type JsonObject, valueSchema } from "./openapi-values.ts";

export function sharedParameters(...names: string[]): JsonObject[] {
  return names.map((name) => ({ $ref: `#/components/parameters/${name}` }));
}

/** `id`, the natural key, then everything else, each by name. */
export function fieldParameters(resource: ResourceModel): JsonObject[] {
  const rank = (field: QueryField): number =>
    field.path === "$.id" ? 0 : field.identity && !resource.isDescriptor ? 1 : 2;
  return [...queryFields(resource).values()]
    .toSorted((a, b) => rank(a) - rank(b) || compare(a.name.toLowerCase(), b.name.toLowerCase()))
    .map((field) => parameter(resource, field));
}

function parameter(resource: ResourceModel, field: QueryField): JsonObject {
  const { name, keyed, maxLength: _maxLength, ...unbounded } = field;
  // DMS lists the fields of a school year without marks and lengths.
  if (resource.name === "SchoolYearType") return { name, in: "query", schema: plainSchema(unbounded) };
  return { name, in: "query", ...(keyed ? { "x-Ed-Fi-isIdentity": true } : {}), schema: plainSchema(field) };
}

/** DMS gives times no format here. */
function plainSchema(field: Pick<QueryField, "type">): JsonObject {
  return valueSchema(field.type === "time" ? { ...field, type: "string" } : field);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
