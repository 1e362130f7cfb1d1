/** `readwrite.json` in a run folder: everything that k6 needs for the readwrite phase. Pure: the shape, and nothing else. */

import type { DatasetSettings } from "../data/dataset.ts";
import type { CompiledMix } from "./compile-mix.ts";
import type { Scenario } from "./load-model.ts";
import type { Thresholds } from "./thresholds.ts";

/** An item at the target: its index in the dataset (-1 where nobody knows it) and its id. */
export type KnownItem = readonly [index: number, id: string];

export interface ReadwritePlan {
  readonly mix: Pick<CompiledMix, "cells" | "readsPaired">;
  readonly scenarios: Readonly<Record<string, Scenario>>;
  readonly thresholds: Thresholds;
  /** Updates carry If-Match. */
  readonly ifMatch: boolean;
  /** Mean pause after each operation in milliseconds; 0 in open models. */
  readonly thinkMs: number;
  readonly dataset: DatasetSettings;
  /** Endpoints that bodies may refer to. */
  readonly usable: readonly string[];
  /** Enters the serial numbers of new items. */
  readonly startedMs: number;
  /** By endpoint, of those that the mix reads, changes or makes new items after. */
  readonly items: Readonly<Record<string, readonly KnownItem[]>>;
}

export const READWRITE_PLAN_FILE = "readwrite.json";

/** Beside the plan: what is left to know for a clean-up. */
export interface ReadwriteRun {
  readonly target: { readonly kind: "sandbox" | "target"; readonly baseUrl: string; readonly version: string };
  readonly mix: string;
  /** Most iterations that could be under way at once. */
  readonly inFlight: number;
}

export const READWRITE_RUN_FILE = "readwrite-run.json";
