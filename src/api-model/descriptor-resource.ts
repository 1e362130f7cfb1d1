/** The shape that all descriptor types share; they differ in name only. */
import { endpointName } from "./names.ts";
import { type JsonSchema, modelProperties } from "./openapi-schema.ts";
import type { Property, ResourceModel, ScalarProperty } from "./types.ts";

function text(name: string, maxLength: number, required: boolean, identity: boolean): ScalarProperty {
  return { kind: "scalar", name, required, identity, type: "string", maxLength };
}

function date(name: string): ScalarProperty {
  return { kind: "scalar", name, required: false, identity: false, type: "date" };
}

const PROPERTIES: readonly ScalarProperty[] = [
  text("codeValue", 50, true, true),
  text("description", 1024, false, false),
  date("effectiveBeginDate"),
  date("effectiveEndDate"),
  text("namespace", 255, true, true),
  text("shortDescription", 75, true, false),
];

/** @param name with its ending: `GradeLevelDescriptor`. */
export function descriptorResource(name: string, project = "ed-fi"): ResourceModel {
  return {
    project,
    endpoint: endpointName(name),
    name,
    isDescriptor: true,
    allowIdentityUpdates: false,
    domains: [],
    properties: PROPERTIES,
    identity: ["$.codeValue", "$.namespace"],
    referenceKeys: [],
    equalities: [],
  };
}

/** The usual properties, as far as the schema of a descriptor type has them and with the lengths that it gives. */
export function describedDescriptor(schema: JsonSchema): readonly Property[] {
  const described = new Map(modelProperties(schema));
  return PROPERTIES.flatMap((usual) => {
    const own = described.get(usual.name);
    if (own === undefined) return usual.identity ? [usual] : [];
    const required = usual.identity || schema.required?.includes(usual.name) === true;
    return [{ ...usual, required, ...(own.maxLength === undefined ? {} : { maxLength: own.maxLength }) }];
  });
}
