/**
 * Target data as lines of text: an index and a head, then two for each recipe (of its bodies, and of its keys) and for each
 * adaptation (the first is null). VUs share them, and read only the lines of resources that they come to. Pure.
 */

import {
  type BodyRecipe,
  factsOf,
  type KeyRecipe,
  type PackedAdaptation,
  type PackedRecipe,
  type PackedValue,
  packAdaptation,
  packRecipe,
} from "./code.ts";
import { hashOf } from "./paths.ts";
import type { Adaptation, ResourceRecipe } from "./target-data.ts";

/** What each VU has. */
interface Index {
  /** Of the endpoints of recipes and adaptations, `WIDTH` characters each: k6 finds one at once, and keeps it as it is. */
  readonly hashes: string;
  /** By endpoint of the dataset: as the target spells it, where that differs. */
  readonly spelled: Readonly<Record<string, string>>;
}

export interface Head {
  /** In an order in which references come first. */
  readonly recipes: readonly string[];
  /** Beside them: the numbers of items. */
  readonly counts: readonly number[];
  /** As in the dataset. */
  readonly adapted: readonly string[];
}

/** Of a hash. */
const WIDTH = 8;

function hashText(endpoint: string): string {
  return ` ${hashOf(endpoint)
    .toString(36)
    .padStart(WIDTH - 1, "0")}`;
}

export interface WritableTargetData {
  readonly recipes: readonly (ResourceRecipe | PackedRecipe)[];
  readonly adaptations: readonly Adaptation<PackedValue>[];
}

export function writeTargetData({ recipes, adaptations }: WritableTargetData): string {
  const spelled: Record<string, string> = {};
  for (const { endpoint, spelled: other } of adaptations) if (other !== undefined) spelled[endpoint] = other;
  const packed = recipes.map((recipe) => ("body" in recipe ? recipe : packRecipe(recipe)));
  const facts = packed.map(({ body }) => factsOf(body));
  const head: Head = {
    recipes: facts.map(({ endpoint }) => endpoint),
    counts: facts.map(({ count }) => count),
    adapted: adaptations.map(({ endpoint }) => endpoint),
  };
  const hashes = [...head.recipes, ...head.adapted].map(hashText).join("");
  const index: Index = { hashes, spelled };
  const made = packed.flatMap(({ body, key }) => [body, key]);
  const adapted = adaptations.flatMap((each) => [null, packAdaptation(each)]);
  return [index, head, ...made, ...adapted].map((line) => JSON.stringify(line)).join("\n");
}

/** Target data that is read line by line. */
export interface TargetLines {
  readonly spelled: Index["spelled"];
  /** Scripts that make no plan do without. */
  readonly head: Head;
  /** Undefined where no recipe makes its items. */
  body(endpoint: string): BodyRecipe | undefined;
  /** @param endpoint of the dataset, where it has one */
  keyOrAdaptation(endpoint: string): KeyRecipe | PackedAdaptation | undefined;
}

export function readTargetLines(lines: readonly string[]): TargetLines {
  const { hashes, spelled } = JSON.parse(lines[0] as string) as Index;
  let head: Head | undefined;
  const read = <T>(endpoint: string, first: number): T | undefined => {
    const at = hashes.indexOf(hashText(endpoint)) / WIDTH;
    return at < 0 ? undefined : (JSON.parse(lines[first + 2 * at] as string) ?? undefined);
  };
  return {
    spelled,
    get head() {
      head ??= JSON.parse(lines[1] as string) as Head;
      return head;
    },
    body: (endpoint) => read(endpoint, 2),
    keyOrAdaptation: (endpoint) => read(endpoint, 3),
  };
}
