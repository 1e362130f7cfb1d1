/**
 * The hand-written dataset for a target: its resources are adapted; those that cannot be are made anew from the target's
 * documents, and so is what else is wanted. Pure.
 */

import type { LeftOut } from "../lib/plan/usable.ts";
import { datasetForTarget } from "../lib/target-data/dataset.ts";
import { readTargetLines, writeTargetData } from "../lib/target-data/lines.ts";
import type { TargetData } from "../lib/target-data/target-data.ts";
import { type AdaptationsInput, type Change, compileAdaptations } from "./adapt.ts";
import { isAlike } from "./adapt-draft.ts";
import { type CompiledRecipes, compileRecipes, type RecipesInput } from "./compile-recipes.ts";

export type FitInput = RecipesInput & AdaptationsInput;

export interface FittedDataset extends TargetData, Pick<CompiledRecipes, "fewer"> {
  readonly changes: readonly Change[];
  /** Endpoints as in the dataset that are made anew, as the target spells them. */
  readonly anew: readonly string[];
  /** Of the dataset and of what is wanted, what cannot be made at all. */
  readonly leftOut: readonly LeftOut[];
  readonly undescribed: readonly string[];
  /** Endpoints as in the dataset that have no items. */
  readonly without: readonly string[];
}

export function fitDataset(input: FitInput): FittedDataset {
  const { dataset, selection } = input;
  const { adaptations, changes, leftOut: unfit, undescribed } = compileAdaptations(input);
  const lines = readTargetLines(writeTargetData({ recipes: [], adaptations }).split("\n"));
  const adapted = datasetForTarget(dataset, lines);
  const isUnfit = (endpoint: string): boolean => unfit.some((each) => isAlike(each.endpoint, endpoint));
  const { recipes, leftOut, fewer } = compileRecipes({
    ...input,
    dataset: { ...adapted, endpoints: adapted.endpoints.filter((endpoint) => !isUnfit(endpoint)) },
    selection: {
      wants: (endpoint) => isUnfit(endpoint) || selection.wants(endpoint),
      countOf: (endpoint, usual) => selection.countOf(endpoint, isUnfit(endpoint) ? dataset.count(endpoint) : usual),
    },
  });
  const anew = recipes.map(({ endpoint }) => endpoint).filter(isUnfit);
  const isMade = (endpoint: string): boolean => anew.some((each) => isAlike(each, endpoint));
  return {
    recipes,
    adaptations,
    fewer,
    undescribed,
    anew,
    without: unfit.map(({ endpoint }) => endpoint).filter((endpoint) => !anew.includes(endpoint)),
    changes: [
      ...changes,
      ...unfit
        .filter(({ endpoint }) => isMade(endpoint))
        .map(({ endpoint, reason }) => ({ endpoint, text: `generated from the target's documents: ${reason}` })),
    ],
    leftOut: [
      ...unfit.filter(({ endpoint }) => !isMade(endpoint)),
      ...leftOut.filter(({ endpoint }) => !isUnfit(endpoint)),
    ],
  };
}
