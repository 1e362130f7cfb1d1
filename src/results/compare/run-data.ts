/** The part of a run that a comparison reads: summary, identity, and seconds by operation. Pure: shapes only. */

import type { RunSummary } from "../run-summary.ts";
import type { Second } from "../stats/blocks.ts";

export type { Second } from "../stats/blocks.ts";

export interface OperationSeries {
  readonly resource: string;
  readonly op: string;
  /** Only those with requests, sorted by time, without warm-up. */
  readonly seconds: readonly Second[];
}

export interface RunData {
  /** Name of the run folder, or of the baseline. */
  readonly name: string;
  readonly summary: RunSummary;
  /** Of the load plan; undefined where the run has none. */
  readonly fingerprint: string | undefined;
  /** Runs of different versions do not work on the same items. */
  readonly datasetVersion: number;
  /** Settings of dataset and phase by environment name, as far as the manifest has them. */
  readonly settings: Readonly<Record<string, string>>;
  /** All requests of the run, of every operation. */
  readonly total: OperationSeries;
  readonly operations: readonly OperationSeries[];
}

/** `students create`: how an operation is named in tables, and its identity. */
export function operationName({ resource, op }: { readonly resource: string; readonly op: string }): string {
  return `${resource} ${op}`;
}
