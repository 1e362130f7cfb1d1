/** JSON schemas of single values, for the OpenAPI documents. */
import type { ReferenceKeyField } from "../../api-model/types.ts";

export type JsonObject = Readonly<Record<string, unknown>>;

/** A descriptor value: namespace of 255, `#`, code value of 50. */
export const DESCRIPTOR_VALUE = { type: "string", maxLength: 306 };

const FORMATS: Readonly<Record<string, JsonObject>> = {
  string: { type: "string" },
  boolean: { type: "boolean" },
  integer: { type: "integer" },
  number: { type: "number", format: "double" },
  date: { type: "string", format: "date" },
  "date-time": { type: "string", format: "date-time" },
  time: { type: "string", format: "time" },
};

/** Type, format and limits as JSON schema. */
export function valueSchema(value: Omit<ReferenceKeyField, "name" | "targetPaths">): JsonObject {
  if (value.type === "descriptor") return DESCRIPTOR_VALUE;
  const { minLength, maxLength, minimum, maximum, bits } = value;
  return {
    ...FORMATS[value.type],
    ...(bits === 64 ? { format: "int64" } : bits === 32 ? { format: "int32" } : {}),
    ...(minLength === undefined ? {} : { minLength }),
    ...(maxLength === undefined ? {} : { maxLength }),
    ...(minimum === undefined ? {} : { minimum }),
    ...(maximum === undefined ? {} : { maximum }),
  };
}
