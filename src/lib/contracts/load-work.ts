/** `work.json` in a run folder: what k6 has to do of a load. In a direct `k6 run`, `setup()` makes the same. */

import type { Dataset } from "../data/dataset.ts";
import type { PlanSegment } from "../plan/load-plan.ts";
import type { Placed, Range } from "../plan/ranges.ts";

/** By endpoint of the plan: what `Dataset.needs` says. */
export type PlannedNeeds = Readonly<Record<string, ReturnType<Dataset["needs"]>>>;

/** Of a direct run. */
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

/** From the runner: lists only, because k6 keeps those once for all VUs. */
export interface GivenWork {
  /** One text, JSON of `WorkHead`: k6 freezes objects, and a frozen one takes twice the memory in each VU. */
  readonly head: readonly string[];
  readonly segments: readonly PlanSegment[];
  /** Items that are left to do. */
  readonly ranges: readonly Placed[];
  /** Endpoints that bodies may refer to: at n, those with names of n characters, in one text as `listed` writes it. */
  readonly usable: readonly string[];
  /** One text, JSON of `PlannedNeeds`: the code that finds them out stays out of the bundle. */
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
