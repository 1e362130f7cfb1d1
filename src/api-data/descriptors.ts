/** Items of descriptor types, and their values as bodies hold them. Pure. */

import { endpointOf } from "../api-model/endpoint.ts";
import type { ResourceModel } from "../api-model/types.ts";
import type { Scalar } from "../lib/data/dataset.ts";
import type { ResourceRecipe } from "../lib/target-data/target-data.ts";

/** @param base empty: `uri://tpdm.org/EntryTypeDescriptor`, by project and type */
export function namespaceOf({ project, name }: ResourceModel, base: string): string {
  return `${base === "" ? `uri://${project}.org` : base.replace(/\/+$/, "")}/${name}`;
}

/** @param namespace as in `namespaceOf` */
export function descriptorRecipeOf(resource: ResourceModel, count: number, namespace: string): ResourceRecipe {
  const lengthOf = (property: string, usual: number): number => {
    const found = resource.properties.find(({ name }) => name === property);
    return Math.min(usual, (found?.kind === "scalar" ? found.maxLength : undefined) ?? usual);
  };
  return {
    endpoint: endpointOf(resource),
    count,
    identity: 2,
    radices: [CODES],
    groups: [],
    members: [
      ["codeValue", { is: "text", min: 1, max: lengthOf("codeValue", 50), digit: 0 }],
      ["namespace", { is: "one-of", values: [namespaceOf(resource, namespace)] }],
      ["shortDescription", { is: "text", min: 1, max: lengthOf("shortDescription", 40) }],
      ["description", { is: "text", min: 1, max: lengthOf("description", 60) }],
    ],
    key: [
      ["codeValue", "codeValue"],
      ["namespace", "namespace"],
    ],
    needs: { required: [], optional: [] },
    changeable: { property: "description", kind: "text" },
  };
}

const CODES = 1_000_000;

/** `uri://ed-fi.org/SexDescriptor#Female`, from the keys of the items. */
export function descriptorValues(keys: readonly Readonly<Record<string, Scalar>>[]): string[] {
  return keys.map(({ namespace, codeValue }) => `${namespace}#${codeValue}`);
}
