/** What a dataset is to the rest of the program: see docs/dataset.md. Pure. */

import type { BodyRecipe, PackedAdaptation } from "../target-data/code.ts";

/** Rises whenever the same settings give other items or other bytes: what an older program loaded is then another dataset. */
export const DATASET_VERSION = 4;

/** Sizes and seeds; every other figure follows from them by arithmetic. */
export interface DatasetSettings {
  /** Any whole number from 0 to 2^32-1: another seed gives other people. */
  readonly seed: number;
  /** 1 to 9999; enters every natural key, so that two loads of one target can be disjoint. */
  readonly datasetId: number;
  readonly schools: number;
  readonly students: number;
  readonly staff: number;
  readonly coursesPerSchool: number;
  readonly sectionsPerCourse: number;
  /** The school year's ending year: 2026 is 2025-2026. */
  readonly schoolYear: number;
}

/** What a target changes or adds. */
export interface TargetPart {
  /** As in the hand-written dataset. */
  readonly own: string;
  readonly recipe: BodyRecipe | undefined;
  readonly adaptation: PackedAdaptation | undefined;
}

export type Scalar = string | number | boolean;
export type Body = { readonly [name: string]: unknown };

/** What the target lets this client use; generators leave out optional parts that need something else. */
export interface Vocabulary {
  /** Descriptor endpoint (`sexDescriptors`) -> its values may be used. */
  canUse(endpoint: string): boolean;
}

/** All that is optional may be used. */
export const EVERYTHING: Vocabulary = { canUse: () => true };

/** Nothing that is optional may be used. */
export const NOTHING: Vocabulary = { canUse: () => false };

/** (seed, sizes, resource, index) -> natural key -> body. No state, no order, no other source of chance. */
export interface Items {
  readonly settings: DatasetSettings;
  /** Endpoints (`students`) in an order in which references come first; descriptors are endpoints too. */
  readonly endpoints: readonly string[];
  count(endpoint: string): number;
  /** Natural key as query filters: field names as in a collection GET (`studentUniqueId`, `schoolId`), flat. */
  key(endpoint: string, index: number): Readonly<Record<string, Scalar>>;
  /** Natural key of a body of this dataset, or of one whose key was replaced; in the same form. */
  keyOf(endpoint: string, body: Body): Readonly<Record<string, Scalar>>;
  body(endpoint: string, index: number, vocabulary: Vocabulary): Body;
  /** How the target's documents change an endpoint; absent if they were not read. */
  part?(endpoint: string): TargetPart;
}

/** What is made of items that are known. */
export type Bodies = Pick<Items, "settings" | "key" | "body">;

/** Items, and what a plan must know of them. */
export interface Dataset extends Items {
  /** Endpoints that must be usable, else the resource cannot be loaded; and those it uses when it can. */
  needs(endpoint: string): { readonly required: readonly string[]; readonly optional: readonly string[] };
}
