/** Integers that the schema allows and their columns do not hold. DMS finds them when it writes, and names the first. */

import { upperFirst } from "../../api-model/names.ts";
import type { Property, ResourceModel, ScalarProperty } from "../../api-model/types.ts";
import type { SandboxResponse } from "../http.ts";
import { problem } from "../problem.ts";
import { modelPath, pathSteps } from "./json-paths.ts";

export interface Overflow {
  readonly property: ScalarProperty;
  readonly value: number;
  /** `$.telephones[0].orderOfPriority` */
  readonly path: string;
}

export function fitsColumn({ type, bits }: ScalarProperty, value: number): boolean {
  const limit = 2 ** ((bits ?? 32) - 1);
  return type !== "integer" || (value >= -limit && value < limit);
}

export function columnRefusal(
  model: ResourceModel,
  [first]: readonly Overflow[],
  correlationId: string,
): SandboxResponse | undefined {
  if (first === undefined) return undefined;
  const path = modelPath(first.path);
  const { table, column } = columnOf(model, path);
  const text =
    `Column '${column}' on table '${table}' expected scalar kind 'Int${first.property.bits}' at path '${path}', ` +
    `but encountered JSON value kind 'Number' with raw value ${first.value}.`;
  return problem("dataValidation", { correlationId, validationErrors: { [path]: [text] } });
}

/** A collection has a table of its own; values of an inline object are in the table around it, after the object's name. */
export function columnOf(model: ResourceModel, path: string): { table: string; column: string } {
  let table = model.name;
  let column = "";
  let members: readonly Property[] = model.properties;
  for (const { name } of pathSteps(path)) {
    const property = members.find((each) => each.name === name);
    if (property?.kind === "collection") {
      table = itemTable(table, property.schema ?? name);
      column = "";
    } else column += upperFirst(name);
    members = property !== undefined && "properties" in property ? property.properties : [];
  }
  return { table: `${model.project.replace("-", "")}.${table}`, column };
}

/** `Contact` and `Contact_Telephone` -> `ContactTelephone`; `Assessment_AssessmentPeriod` -> `AssessmentPeriod`. */
function itemTable(outer: string, schema: string): string {
  const item = schema.slice(schema.lastIndexOf("_") + 1);
  return item.startsWith(outer) ? item : outer + item;
}
