/** Small OpenAPI documents of data standards that do not exist, for tests. */

import { type OpenApiDocument, readOpenApi } from "../../src/api-model/openapi-document.ts";
import type { SchemaDocument } from "./schema-problems.ts";

type Schema = Readonly<Record<string, unknown>>;
type Members = Readonly<Record<string, Schema>>;

export interface MadeResource {
  /** `/tx/pupils` */
  readonly path: string;
  readonly members: Members;
}

const IDENTITY = "x-Ed-Fi-isIdentity";

export const text = (maxLength: number, minLength?: number): Schema => ({ type: "string", maxLength, minLength });
export const value = (format: "date" | "date-time" | "time"): Schema => ({ type: "string", format });
export const descriptor: Schema = { type: "string", maxLength: 306 };
/** @param schema `Tx_Pupil` */
export const referenceTo = (schema: string): Schema => ({ $ref: `#/components/schemas/${schema}_Reference` });
/** @param schema of `parts` */
export const partOf = (schema: string): Schema => ({ $ref: `#/components/schemas/${schema}` });
export const listOf = (schema: string): Schema => ({ type: "array", items: partOf(schema) });
export const needed = (schema: Schema): Schema => ({ ...schema, isNeeded: true });
export const key = (schema: Schema): Schema => ({ ...needed(schema), [IDENTITY]: true });
/** What every descriptor has. */
export const ofDescriptor: Members = {
  codeValue: key(text(50)),
  namespace: key(text(255)),
  shortDescription: needed(text(75)),
  description: text(1024),
};

/**
 * @param resources by schema name: `Tx_Pupil`; schemas of references to them follow from their keys
 * @param parts objects and elements of lists
 * @param elsewhere members of references to what the document does not serve
 */
export function madeDocument(
  resources: Readonly<Record<string, MadeResource>>,
  parts: Readonly<Record<string, Members>> = {},
  elsewhere: Readonly<Record<string, Members>> = {},
): OpenApiDocument & { readonly raw: SchemaDocument } {
  const fieldsOf = (schema: string): Members =>
    elsewhere[schema] ??
    Object.fromEntries(
      Object.entries(resources[schema]?.members ?? {}).flatMap(([name, member]): [string, Schema][] => {
        if (member[IDENTITY] !== true) return [];
        const target = /(\w+)_Reference$/.exec(String(member.$ref))?.[1];
        return target === undefined ? [[name, member]] : Object.entries(fieldsOf(target));
      }),
    );
  const schemas: Record<string, Schema> = {};
  for (const [name, { members }] of Object.entries(resources)) schemas[name] = objectOf(members);
  for (const [name, members] of Object.entries(parts)) schemas[name] = objectOf(members);
  for (const name of [...Object.keys(resources), ...Object.keys(elsewhere)])
    schemas[`${name}_Reference`] = objectOf(fieldsOf(name));
  const paths = Object.entries(resources).map(([name, { path }]) => [
    path,
    { post: { requestBody: { content: { "application/json": { schema: partOf(name) } } } } },
  ]);
  const raw = { openapi: "3.0.1", paths: Object.fromEntries(paths), components: { schemas } };
  return { ...readOpenApi(raw), raw };
}

function objectOf(properties: Members): Schema {
  const required = Object.keys(properties).filter((name) => properties[name]?.isNeeded === true);
  return { type: "object", properties, required };
}
