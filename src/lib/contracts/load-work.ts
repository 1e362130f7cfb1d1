/** `work.json` in a run folder: what k6 has to do of a load. In a direct `k6 run`, `setup()` makes the same. */

import type { Dataset } from "../data/dataset.ts";
import type { PlanSegment } from "../plan/load-plan.ts";
import type { Placed, Range } from "../plan/ranges.ts";

/** By endpoint of the plan: what `Dataset.needs` says. */
export type PlannedNeeds = Readonly<Record<string, ReturnType<Dataset["needs"]>>>;

/** In a direct run. */
export interface Work {
  readonly segments: readonly PlanSegment[];
  /** Endpoints that bodies may refer to. */
  readonly usable: readonly string[];
  /** Items that are left to do. */
  readonly ranges: readonly Range[];
  /**
   * Of those, items that need not be sent: they were at the target before. They keep their places, so that several k6
   * processes with execution segments number the items alike whenever each of them looked.
   */
  readonly present?: readonly Range[];
}

/** From the runner: lists, which k6 keeps once for all VUs. */
export interface GivenWork {
  /** One text, JSON of `WorkHead`: k6 freezes what is no text, which takes twice the memory in each VU. */
  readonly head: readonly string[];
  readonly segments: readonly PlanSegment[];
  /** Items that are left to do. */
  readonly ranges: readonly Placed[];
  /** Endpoints that bodies may refer to: those of each length, as `listed`. */
  readonly usable: readonly string[];
  /** One text, JSON of `PlannedNeeds`: finding them out takes code that k6 is spared. */
  readonly needs: readonly string[];
}

export interface WorkHead {
  /** Of the segments, in their order. */
  readonly firsts: readonly number[];
  /** Number of items to do. */
  readonly size: number;
}

export function listed(names: readonly string[]): string {
  return `\n${names.join("\n")}\n`;
}

export function writeWork({ head, segments, ranges, usable, needs }: GivenWork): string {
  return JSON.stringify({ head, segments, ranges, usable, needs });
}

export function readWork(text: string): GivenWork {
  return JSON.parse(text) as GivenWork;
}
