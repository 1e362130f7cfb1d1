/** `work.json` in a run folder: the part of a load that k6 has to do. In a direct `k6 run`, it comes from `setup()`. */

import type { Dataset } from "../data/dataset.ts";
import type { PlanSegment } from "../plan/load-plan.ts";
import type { Placed, Range } from "../plan/ranges.ts";

/** `Dataset.needs` for each endpoint of the plan. */
export type PlannedNeeds = Readonly<Record<string, ReturnType<Dataset["needs"]>>>;

/** The work of a direct run. */
export interface Work {
  readonly segments: readonly PlanSegment[];
  /** Endpoints that bodies may refer to. */
  readonly usable: readonly string[];
  /** Items that are left to do. */
  readonly ranges: readonly Range[];
  /**
   * Items of the ranges that exist on the target already and are not sent. They keep their numbers, so that several k6
   * processes with execution segments number the items in the same way.
   */
  readonly present?: readonly Range[];
}

/** Work from the runner. Only lists, which k6 shares between VUs. */
export interface GivenWork {
  /** One text, JSON of `WorkHead`: k6 freezes objects, and a frozen one takes twice the memory in each VU. */
  readonly head: readonly string[];
  readonly segments: readonly PlanSegment[];
  /** Items that are left to do. */
  readonly ranges: readonly Placed[];
  /** Endpoints that bodies may refer to: at n, those with names of n characters, in one text as `listed` writes it. */
  readonly usable: readonly string[];
  /** One text, JSON of `PlannedNeeds`, so that the bundle does not need the code that computes them. */
  readonly needs: readonly string[];
}

export interface WorkHead {
  /** Of the segments, in their order. */
  readonly firsts: readonly number[];
  /** Number of items to do. */
  readonly size: number;
}

/** A text of names: it contains `listed([name])` if the name is one of them. */
export function listed(names: readonly string[]): string {
  return `\n${names.join("\n")}\n`;
}

export function writeWork({ head, segments, ranges, usable, needs }: GivenWork): string {
  return JSON.stringify({ head, segments, ranges, usable, needs });
}

export function readWork(text: string): GivenWork {
  return JSON.parse(text) as GivenWork;
}
