/**
 * `results/load-phase-data.json`: the items of a load on a target, for later phases. Written by the load phase, read by
 * readwrite and cleanup.
 */

import { DATASET_VERSION, type DatasetSettings } from "../data/dataset.ts";

export interface LoadedResource {
  /** Rises along the plan. */
  readonly level: number;
  readonly planned: number;
  readonly created: number;
  /** Existed on the target before. */
  readonly present: number;
  /** planned - created - present. */
  readonly missing: number;
  /** A uniform sample of the items: `[index in the dataset, id]`, sorted by index, at most SAMPLE_SIZE. */
  readonly ids: readonly (readonly [number, string])[];
}

export interface LoadPhaseData {
  readonly schema: 1;
  /** Name of the run folder. */
  readonly run: string;
  readonly writtenAt: string;
  readonly target: {
    readonly kind: "sandbox" | "target";
    readonly baseUrl: string;
    readonly version: string;
  };
  readonly plan: { readonly fingerprint: string; readonly items: number };
  readonly dataset: DatasetSettings;
  /** Of the load; absent in files of older versions. */
  readonly profile?: string;
  /** DATASET_VERSION of the program that loaded it. Absent: version 1. */
  readonly datasetVersion?: number;
  /** Endpoints that bodies may refer to. */
  readonly usable: readonly string[];
  readonly complete: boolean;
  /** By endpoint, in plan order. */
  readonly resources: Readonly<Record<string, LoadedResource>>;
  /** The first items that are not there, at most MOST_MISSING. */
  readonly missingItems: readonly { readonly item: number; readonly endpoint: string; readonly index: number }[];
}

export const SAMPLE_SIZE = 1000;
export const MOST_MISSING = 100;

/** Readable JSON: one line per resource. */
export function writeLoadData(data: LoadPhaseData): string {
  const { resources, ...rest } = data;
  const rows = Object.entries(resources).map(
    ([name, value]) => `    ${JSON.stringify(name)}: ${JSON.stringify(value)}`,
  );
  const body = rows.length === 0 ? "{}" : `{\n${rows.join(",\n")}\n  }`;
  return `${JSON.stringify(rest, null, 2).slice(0, -2)},\n  "resources": ${body}\n}\n`;
}

/** A message if the load has another version of the dataset; otherwise undefined. */
export function otherVersion({
  run,
  datasetVersion = 1,
}: Pick<LoadPhaseData, "run" | "datasetVersion">): string | undefined {
  if (datasetVersion === DATASET_VERSION) return undefined;
  return `The load ${run} is of version ${datasetVersion} of the dataset; this program makes version ${DATASET_VERSION}.`;
}

/**
 * Does not validate; the runner validates a file that a user names (`store/load-data/load-data-file.ts`).
 * @throws when the load is of another version
 */
export function readLoadData(text: string): LoadPhaseData {
  const data = JSON.parse(text) as LoadPhaseData;
  const other = otherVersion(data);
  if (other !== undefined) throw new Error(`${other} Delete what it created, then load again.`);
  return data;
}
