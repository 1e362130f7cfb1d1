/** `readwrite.json` in a run folder, with everything that k6 needs for the readwrite phase; and `readwrite-run.json`. */

import type { DatasetSettings } from "../data/dataset.ts";
import type { MixKind, OperationOptions } from "../mix/mix.ts";
import type { Changeable } from "../target-data/target-data.ts";
import type { Correlation } from "./correlation.ts";
import type { Thresholds } from "./thresholds.ts";

/** One operation on one resource, with its place in the mix. */
export interface Cell extends OperationOptions {
  readonly kind: MixKind;
  readonly resource: string;
  /** Choices below this, and not below that of the cell before, are this cell's. The last is 1. */
  readonly upTo: number;
}

/** As k6 takes it. */
export type Scenario = Readonly<Record<string, unknown>>;

/** An item on the target: its index in the dataset (-1 if unknown) and its ID. */
export type KnownItem = readonly [index: number, id: string];

/** Environment variable of the probe's scenario: its minimum duration. */
export const PROBE_MS = "PROBE_MS";

export interface ReadwritePlan {
  readonly mix: {
    readonly cells: readonly Cell[];
  };
  readonly scenarios: Readonly<Record<string, Scenario>>;
  readonly thresholds: Thresholds;
  readonly readBack: ReadBackShare;
  /** Number of items on the target before the run, by endpoint, as far as known. */
  readonly counts: Readonly<Record<string, number>>;
  /** Updates carry If-Match. */
  readonly ifMatch: boolean;
  /** Requests carry a correlation ID. */
  readonly correlation?: Correlation;
  /** Mean pause after each operation in milliseconds; 0 in open models. */
  readonly thinkMs: number;
  /** The duration of each iteration is written to the journal, for Little's law. */
  readonly timesIterations: boolean;
  /** The runner sets the pace. A target that no longer responds does not end the run. */
  readonly isPaced: boolean;
  /** Number of creates before the first step, so that every VU has something to delete from the start. */
  readonly stock: number;
  readonly dataset: DatasetSettings;
  /** Endpoints that bodies may refer to. */
  readonly usable: readonly string[];
  /** What updates change, by endpoint. */
  readonly changes: Readonly<Record<string, Changeable>>;
  /** Part of the serial numbers of new items. */
  readonly startedMs: number;
  /** Set if several runs share a data store: each updates different items. */
  readonly sharing?: Sharing;
  /** Known items by endpoint, as far as the mix reads or changes them, or uses them as templates. */
  readonly items: Readonly<Record<string, readonly KnownItem[]>>;
  /** In the order of the dataset. */
  readonly schools: readonly SchoolPlaces[];
}

/** This run (from 0) of `count` runs. */
export interface Sharing {
  readonly index: number;
  readonly count: number;
}

/** Which writes are read back, by iteration number. */
export interface ReadBackShare {
  /** All writes of the first iterations, so that short runs have enough of them. */
  readonly first: number;
  /** Then every n-th; 0: none. */
  readonly every: number;
}

export const USUAL_READ_BACK: ReadBackShare = { first: 100, every: 64 };

/** Of a plan whose VUs work without pauses, conditions or a pace, on a target of unknown size. */
export const UNPACED = {
  counts: {},
  ifMatch: false,
  thinkMs: 0,
  timesIterations: false,
  isPaced: false,
  stock: 0,
} as const;

/** Which of the known items belong to a school. */
export interface SchoolPlaces {
  readonly id: number;
  /** By endpoint. */
  readonly places: Record<string, readonly [first: number, count: number]>;
}

export function writeReadwritePlan(plan: ReadwritePlan): string {
  return JSON.stringify(plan);
}

export function readReadwritePlan(text: string): ReadwritePlan {
  return JSON.parse(text) as ReadwritePlan;
}

/** What a clean-up needs besides the plan. */
export interface ReadwriteRun {
  readonly target: { readonly kind: "sandbox" | "target"; readonly baseUrl: string; readonly version: string };
  readonly mix: string;
  /** Most iterations that could be under way at once. */
  readonly inFlight: number;
  /** Number of k6 instances. Default: 1. */
  readonly instances?: number;
}

export function writeReadwriteRun(run: ReadwriteRun): string {
  return `${JSON.stringify(run, null, 2)}\n`;
}

export function readReadwriteRun(text: string): ReadwriteRun {
  return JSON.parse(text) as ReadwriteRun;
}
