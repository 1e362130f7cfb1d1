/** Whether bodies are valid against the schemas of the documents of a target, by a validator that is not ours. */

import { Ajv } from "ajv";
import { readOpenApi } from "../../src/api-model/openapi-document.ts";
import type { Dataset } from "../../src/lib/data/dataset.ts";

/** An OpenAPI 3.0 document. */
export interface SchemaDocument {
  readonly paths: object;
  readonly components: { readonly schemas: object };
}

/** Of each endpoint. */
const MOST_ITEMS = 60;

const FORMATS = {
  date: /^\d{4}-\d\d-\d\d$/,
  "date-time": /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/,
  time: /^\d\d:\d\d:\d\d$/,
  int32: true,
  int64: true,
  double: true,
  uri: true,
} as const;

/** A line for each body that is not valid. Endpoints that no document has are not looked at. */
export function schemaProblems(documents: readonly SchemaDocument[], items: Dataset): string[] {
  const ajv = new Ajv({
    strict: false,
    allErrors: true,
    formats: FORMATS,
    multipleOfPrecision: 9,
    code: { optimize: false },
  });
  const found: string[] = [];
  const spelled = new Map(items.endpoints.map((endpoint) => [pathOf(endpoint), endpoint]));
  for (const [at, { paths, components }] of documents.entries()) {
    const id = `document${at}`;
    ajv.addSchema({ $id: id, components: closed(components) as object });
    for (const { project, endpoint: name, schema } of readOpenApi({ openapi: "3.0.1", paths, components }).resources) {
      const endpoint = spelled.get(`${project}/${name}`.toLowerCase());
      if (endpoint === undefined) continue;
      const validate = ajv.compile({ $ref: `${id}#/components/schemas/${schema}` });
      for (let index = 0; index < Math.min(MOST_ITEMS, items.count(endpoint)); index++) {
        const body = items.body(endpoint, index, { canUse: () => true });
        if (!validate(body)) found.push(`${endpoint} ${index}: ${ajv.errorsText(validate.errors)}`);
      }
    }
  }
  return found;
}

/** `students` -> `ed-fi/students` */
function pathOf(endpoint: string): string {
  return (endpoint.includes("/") ? endpoint : `ed-fi/${endpoint}`).toLowerCase();
}

/** No object has members that its schema does not name. */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed);
  if (typeof schema !== "object" || schema === null) return schema;
  const entries = Object.entries(schema).filter(([, value]) => value !== undefined);
  const copy = Object.fromEntries(entries.map(([name, value]) => [name, closed(value)]));
  return copy.type === "object" && copy.properties !== undefined ? { ...copy, additionalProperties: false } : copy;
}
