/** What the recipe of a resource depends on besides the resource. Pure. */

import type { Model, ResourceModel } from "../api-model/types.ts";
import type { Kind } from "./kinds.ts";
import type { KnownItems } from "./sources.ts";
import type { ValueContext } from "./value-recipes.ts";

/** Items of a resource, unless the user asked for more. */
export const MOST_USUAL = 50;

export interface RecipeContext extends ValueContext {
  readonly model: Model;
  readonly items: KnownItems;
  /** Endpoint of a descriptor type; undefined: its values exist already. */
  readonly descriptorEndpoint: (descriptor: string) => string | undefined;
  /** IDs of a kind of education organization; all kinds share one range of IDs. */
  readonly organizationIds: (endpoint: string) => { readonly min: number; readonly max: number };
  /** Of namespaces and descriptors: `uri://tpdm.org/Survey`. */
  readonly namespaceOf: (resource: ResourceModel) => string;
  /** What shares its key with other kinds of an abstract resource. */
  readonly kindOf: (resource: ResourceModel) => Kind | undefined;
  /** Whether the target's order lets `resource` refer to items of `endpoint` without need. */
  readonly comesBefore: (endpoint: string, resource: ResourceModel) => boolean;
}
