/**
 * Target data as lines of text: a head, then a recipe or an adaptation on each. VUs share them, and read only the lines of
 * resources that they come to. Pure.
 */

import type { Adaptation, ResourceRecipe, TargetData } from "./target-data.ts";

/** What is known without reading the other lines. */
export interface Head {
  /** In an order in which references come first; a line each, in this order. */
  readonly recipes: readonly string[];
  /** Beside them: the numbers of items. */
  readonly counts: readonly number[];
  /** As in the dataset; a line each after those of the recipes. */
  readonly adapted: readonly string[];
  /** By endpoint of the dataset: as the target spells it, where that differs. */
  readonly spelled: Readonly<Record<string, string>>;
}

/** Target data that is read line by line. */
export interface TargetLines extends Head {
  recipe(endpoint: string): ResourceRecipe | undefined;
  /** @param endpoint as in the dataset */
  adaptation(endpoint: string): Adaptation | undefined;
}

export function writeTargetData({ recipes, adaptations }: TargetData): string {
  const spelled: Record<string, string> = {};
  for (const { endpoint, spelled: other } of adaptations) if (other !== undefined) spelled[endpoint] = other;
  const head: Head = {
    recipes: recipes.map(({ endpoint }) => endpoint),
    counts: recipes.map(({ count }) => count),
    adapted: adaptations.map(({ endpoint }) => endpoint),
    spelled,
  };
  return [head, ...recipes, ...adaptations].map((line) => JSON.stringify(line)).join("\n");
}

export function readTargetLines(lines: readonly string[]): TargetLines {
  const head = JSON.parse(lines[0] as string) as Head;
  const { recipes, adapted } = head;
  const read = (names: readonly string[], endpoint: string, before: number): unknown => {
    const at = names.indexOf(endpoint);
    return at < 0 ? undefined : JSON.parse(lines[before + at] as string);
  };
  return {
    ...head,
    recipe: (endpoint) => read(recipes, endpoint, 1) as ResourceRecipe | undefined,
    adaptation: (endpoint) => read(adapted, endpoint, 1 + recipes.length) as Adaptation | undefined,
  };
}
