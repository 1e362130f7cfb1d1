/** The part of its dataset that a smoke run uses: the plan for `setup()`, and the items of each VU. Pure. */

import { changeableOf } from "../data/change.ts";
import { type Body, type Dataset, EVERYTHING, type Scalar } from "../data/dataset.ts";
import type { Changeable } from "../target-data/target-data.ts";
import { isShared } from "./shared-values.ts";
import { smokeCount } from "./smoke-selection.ts";

/** What `setup()` needs to know of the dataset. */
export interface SmokePlan {
  /** All endpoints of the dataset. */
  readonly endpoints: readonly string[];
  /** The endpoints that the run wants, in load order; for each, those that must be usable. */
  readonly required: Readonly<Record<string, readonly string[]>>;
  /** Bodies of the wanted endpoints that all VUs share. */
  readonly values: Readonly<Record<string, readonly Body[]>>;
}

/** An item that is to be made. */
export interface SmokeItem {
  readonly endpoint: string;
  readonly index: number;
  readonly body: Body;
  readonly key: Readonly<Record<string, Scalar>>;
  readonly changeable?: Changeable | undefined;
}

/** The items of one VU, as values or as written to a file. */
export interface SmokeRound<Item = SmokeItem, Made = Body> {
  /** In load order. */
  readonly items: readonly Item[];
  /** Invalid requests are made from these two: the target must reject them. */
  readonly student: Made;
  readonly enrollment: Made;
}

export const ENROLLMENTS = "studentSchoolAssociations";

/** @param wanted endpoints of the dataset, in its order */
export function smokePlanOf(dataset: Dataset, wanted: readonly string[]): SmokePlan {
  const { endpoints } = dataset;
  const values = (endpoint: string): readonly Body[] =>
    Array.from({ length: dataset.count(endpoint) }, (_, index) => dataset.body(endpoint, index, EVERYTHING));
  return {
    endpoints,
    required: Object.fromEntries(wanted.map((endpoint) => [endpoint, dataset.needs(endpoint).required])),
    values: Object.fromEntries(wanted.filter(isShared).map((endpoint) => [endpoint, values(endpoint)])),
  };
}

/**
 * @param usable endpoints whose items are made, in load order; bodies may refer to them
 * @param isWide the round also makes resources beyond the dataset, which may refer to any item
 */
export function smokeRoundOf(dataset: Dataset, usable: ReadonlySet<string>, isWide: boolean): SmokeRound {
  const vocabulary = { canUse: (endpoint: string) => usable.has(endpoint) };
  const itemsOf = (endpoint: string): SmokeItem[] => {
    const changeable = changeableOf(dataset, endpoint);
    return Array.from({ length: smokeCount(dataset, endpoint, isWide) }, (_, index) => ({
      endpoint,
      index,
      body: dataset.body(endpoint, index, vocabulary),
      key: dataset.key(endpoint, index),
      changeable,
    }));
  };
  return {
    items: [...usable].filter((endpoint) => !isShared(endpoint)).flatMap(itemsOf),
    student: dataset.body("students", 0, vocabulary),
    enrollment: dataset.body(ENROLLMENTS, 0, vocabulary),
  };
}
