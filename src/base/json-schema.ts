/** JSON Schema (2020-12) of a valibot schema, as text for docs/. Pure. */

import { toJsonSchema } from "@valibot/to-json-schema";
import type { Schema } from "./schema.ts";

/** Checks that JSON Schema cannot express. */
const OWN_CHECKS = ["check", "raw_check", "transform"];

export function jsonSchemaText(title: string, schema: Schema): string {
  const { $schema, ...rest } = toJsonSchema(schema, {
    target: "draft-2020-12",
    typeMode: "input",
    ignoreActions: OWN_CHECKS,
    // The converter wants a record's keys to be any text, and converts a list of names all the same.
    overrideSchema: ({ valibotSchema, jsonSchema }) => (valibotSchema.type === "record" ? jsonSchema : undefined),
  });
  return `${JSON.stringify({ $schema, title, ...rest }, null, 2)}\n`;
}
