/** Compiles recipes for all resources and descriptors of a target that the dataset does not have. Pure. */

import { endpointOf } from "../api-model/endpoint.ts";
import type { Model, ResourceModel } from "../api-model/types.ts";
import type { Dataset, DatasetSettings } from "../lib/data/dataset.ts";
import type { LeftOut } from "../lib/plan/usable.ts";
import type { ResourceRecipe } from "../lib/target-data/target-data.ts";
import { compileRecipe } from "./compile-recipe.ts";
import { descriptorRecipeOf, descriptorValues, namespaceOf } from "./descriptors.ts";
import { placeKinds } from "./kinds.ts";
import { MOST_USUAL, type RecipeContext } from "./recipe-context.ts";
import { recipeKeys } from "./recipe-key.ts";
import type { Selection } from "./selection.ts";
import type { KnownItems } from "./sources.ts";

export interface RecipesInput {
  readonly model: Model;
  /** As the target takes it. */
  readonly dataset: Dataset;
  readonly selection: Selection;
  /** Place of an endpoint in the target's order; undefined: the target does not list it. */
  readonly orderOf: (endpoint: string) => number | undefined;
  /** Of new descriptors, and of whatever has a namespace; empty: that of their project. */
  readonly namespace: string;
  /** Existing values of the target, by endpoint of their descriptor. */
  readonly targetValues?: (endpoint: string) => readonly string[];
}

export interface CompiledRecipes {
  /** In an order in which references come first. */
  readonly recipes: readonly ResourceRecipe[];
  readonly leftOut: readonly LeftOut[];
  /** Resources whose keys do not allow as many items as were asked for. */
  readonly fewer: readonly { readonly endpoint: string; readonly wanted: number; readonly count: number }[];
}

/** Values of a descriptor type that bodies choose from. */
const MOST_VALUES = 8;
const DESCRIPTORS_EACH = 2;

export function compileRecipes(input: RecipesInput): CompiledRecipes {
  const compiler = new Compiler(input);
  const pending = wantedResources(input);
  const reasons = new Map<string, string>();
  // What refers to something later in the order, in spite of it, gets another turn.
  for (let isProgress = true; isProgress; ) {
    isProgress = false;
    for (const resource of [...pending]) {
      const reason = compiler.add(resource);
      if (reason === undefined) pending.splice(pending.indexOf(resource), 1);
      else reasons.set(endpointOf(resource), reason);
      isProgress ||= reason === undefined;
    }
  }
  const leftOut = pending.map((resource) => {
    const endpoint = endpointOf(resource);
    return { endpoint, reason: reasons.get(endpoint) ?? "" };
  });
  return withoutUnwanted({ recipes: compiler.recipes, leftOut, fewer: compiler.fewer }, input.selection);
}

function wantedResources({ model, dataset, orderOf }: RecipesInput): ResourceModel[] {
  const own = new Set(dataset.endpoints.map((endpoint) => endpoint.toLowerCase()));
  const orders = new Map(model.resources.map((resource) => [resource, orderOf(endpointOf(resource)) ?? 0]));
  return model.resources
    .filter((resource) => !own.has(endpointOf(resource).toLowerCase()))
    .sort(
      (a, b) =>
        Number(b.isDescriptor) - Number(a.isDescriptor) || (orders.get(a) as number) - (orders.get(b) as number),
    );
}

class Compiler {
  readonly recipes: ResourceRecipe[] = [];
  readonly fewer: CompiledRecipes["fewer"][number][] = [];
  readonly #input: RecipesInput;
  readonly #byName: Map<string, string>;
  readonly #byEndpoint = new Map<string, ResourceRecipe>();
  readonly #keys = new Map<string, ReturnType<typeof recipeKeys>>();
  readonly #values = new Map<string, readonly string[]>();
  readonly #context: RecipeContext;
  readonly #organizations: string[] = [];
  readonly #key: KnownItems["key"] = (endpoint, index) =>
    this.#keys.get(endpoint)?.(index) ?? this.#input.dataset.key(endpoint, index);

  constructor(input: RecipesInput) {
    const { dataset, model, orderOf, namespace } = input;
    const kinds = placeKinds(model);
    this.#input = input;
    this.#byName = new Map(dataset.endpoints.map((endpoint) => [endpoint.toLowerCase(), endpoint]));
    this.#context = {
      model,
      settings: dataset.settings,
      items: this.#knownItems(),
      valuesOf: (descriptor) => this.#valuesOf(descriptor),
      descriptorEndpoint: (descriptor) =>
        this.#targetValues(descriptor).length > 0 ? undefined : this.#endpointOfDescriptor(descriptor),
      organizationIds: (endpoint) => this.#organizationIds(endpoint, dataset.settings),
      namespaceOf: (resource) => namespaceOf(resource, namespace),
      kindOf: (resource) => kinds.get(resource),
      comesBefore(endpoint, resource) {
        const own = orderOf(endpointOf(resource));
        const other = orderOf(endpoint);
        return own === undefined || other === undefined || other < own;
      },
    };
  }

  /** @returns why it cannot be made */
  add(resource: ResourceModel): string | undefined {
    const { selection, dataset, namespace } = this.#input;
    const endpoint = endpointOf(resource);
    if (resource.isDescriptor) {
      const count = selection.countOf(endpoint, DESCRIPTORS_EACH);
      this.#keep(descriptorRecipeOf(resource, count, namespace));
      return undefined;
    }
    const wanted = selection.countOf(endpoint, usualCount(dataset.settings));
    const compiled = compileRecipe(resource, wanted, this.#context);
    if ("reason" in compiled) return compiled.reason;
    const { count } = compiled.recipe;
    if (count < wanted) this.fewer.push({ endpoint, wanted, count });
    this.#keep(compiled.recipe);
    return undefined;
  }

  #keep(recipe: ResourceRecipe): void {
    this.recipes.push(recipe);
    this.#byName.set(recipe.endpoint.toLowerCase(), recipe.endpoint);
    this.#byEndpoint.set(recipe.endpoint, recipe);
    this.#keys.set(recipe.endpoint, recipeKeys(this.#input.dataset.settings, recipe, this.#key));
  }

  #knownItems(): KnownItems {
    const { dataset } = this.#input;
    return {
      settings: dataset.settings,
      key: this.#key,
      count: (endpoint) => this.#byEndpoint.get(endpoint)?.count ?? dataset.count(endpoint),
      isMade: (endpoint) => this.#byEndpoint.has(endpoint),
      nameOf: (endpoint) => this.#byName.get(endpoint.toLowerCase()),
    };
  }

  #endpointOfDescriptor(descriptor: string): string {
    const resource = this.#input.model.byName.get(descriptor);
    const endpoint = resource === undefined ? "" : endpointOf(resource);
    return this.#byName.get(endpoint.toLowerCase()) ?? endpoint;
  }

  #targetValues(descriptor: string): readonly string[] {
    return this.#input.targetValues?.(this.#endpointOfDescriptor(descriptor)) ?? [];
  }

  #valuesOf(descriptor: string): readonly string[] {
    const given = this.#targetValues(descriptor);
    if (given.length > 0) return given.slice(0, MOST_VALUES);
    const found = this.#values.get(descriptor);
    if (found !== undefined) return found;
    const endpoint = this.#endpointOfDescriptor(descriptor);
    const { key, count } = this.#context.items;
    const size = endpoint === "" ? 0 : Math.min(count(endpoint), MOST_VALUES);
    const values = descriptorValues(Array.from({ length: size }, (_, index) => key(endpoint, index)));
    this.#values.set(descriptor, values);
    return values;
  }

  /** Above all IDs of the dataset, which are below a billion. */
  #organizationIds(endpoint: string, { datasetId }: DatasetSettings): { readonly min: number; readonly max: number } {
    if (!this.#organizations.includes(endpoint)) this.#organizations.push(endpoint);
    const place = this.#organizations.indexOf(endpoint);
    const min = 1_000_000_000 + datasetId * ORGANIZATIONS_OF_DATASET + place * ORGANIZATIONS_OF_KIND;
    return { min, max: min + ORGANIZATIONS_OF_KIND - 1 };
  }
}

const ORGANIZATIONS_OF_DATASET = 100_000;
const ORGANIZATIONS_OF_KIND = 5_000;

/** A few are enough to use the resource. */
function usualCount({ students }: DatasetSettings): number {
  return Math.min(MOST_USUAL, Math.max(2, Math.round(students / 500)));
}

/** Keeps what is wanted, and what that needs. */
function withoutUnwanted({ recipes, leftOut, fewer }: CompiledRecipes, { wants }: Selection): CompiledRecipes {
  const byEndpoint = new Map(recipes.map((recipe) => [recipe.endpoint, recipe]));
  const kept = new Set<string>();
  const keep = (endpoint: string): void => {
    const recipe = byEndpoint.get(endpoint);
    if (recipe === undefined || kept.has(endpoint)) return;
    kept.add(endpoint);
    for (const needed of recipe.needs.required) keep(needed);
  };
  for (const { endpoint } of recipes) if (wants(endpoint)) keep(endpoint);
  return {
    recipes: recipes.filter(({ endpoint }) => kept.has(endpoint)),
    leftOut: leftOut.filter(({ endpoint }) => wants(endpoint)),
    fewer: fewer.filter(({ endpoint }) => kept.has(endpoint)),
  };
}
