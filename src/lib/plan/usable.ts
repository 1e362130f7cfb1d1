/** Which endpoints of a dataset a client can load, and why the others are left out. Pure. */

import type { Dataset } from "../data/dataset.ts";
import { tiesFor } from "./ties.ts";

export interface TargetAbilities {
  /** The client may create items of this endpoint; true as well if the target does not list permissions. */
  canCreate(endpoint: string): boolean;
  /** Everything the dataset needs of this endpoint is at the target already (descriptors, school years). */
  isPresent(endpoint: string): boolean;
  /** The target has no such resource, but bodies may use its values: school years. */
  isGiven?(endpoint: string): boolean;
  /** The target has this endpoint; true as well if this is unknown (`schoolYearTypes` is in no dependency list). */
  isKnown(endpoint: string): boolean;
  /** Relationships decide what the client may create; undefined: unknown, taken as yes, as in the usual claim sets. */
  isByRelationships?(endpoint: string): boolean | undefined;
}

/** In the usual claim sets namespaces decide. */
const BY_NAMESPACE = "studentAssessments";

export interface LeftOut {
  readonly endpoint: string;
  readonly reason: string;
}

export interface Usable {
  /** Endpoints whose items can be created or are there, in dataset order. */
  readonly endpoints: readonly string[];
  readonly leftOut: readonly LeftOut[];
}

interface Considered extends Pick<Dataset, "endpoints"> {
  needs(endpoint: string): Pick<ReturnType<Dataset["needs"]>, "required">;
}

/** @param wanted only these endpoints are considered; the dataset's order stays. */
export function usableEndpoints(dataset: Considered, target: TargetAbilities, wanted: readonly string[]): Usable {
  const usable = new Set<string>();
  const leftOut: LeftOut[] = [];
  for (const endpoint of dataset.endpoints) {
    if (!wanted.includes(endpoint)) continue;
    const reason = rejectionReason(endpoint, dataset, target, usable);
    if (reason === undefined) usable.add(endpoint);
    else leftOut.push({ endpoint, reason });
  }
  return { endpoints: [...usable], leftOut };
}

function rejectionReason(
  endpoint: string,
  dataset: Considered,
  target: TargetAbilities,
  usable: ReadonlySet<string>,
): string | undefined {
  if (target.isPresent(endpoint) || target.isGiven?.(endpoint) === true) return undefined;
  if (!target.isKnown(endpoint)) return "the target does not have it";
  if (!target.canCreate(endpoint)) return "the client may not create it";
  const { required } = dataset.needs(endpoint);
  const missing = required.filter((needed) => !usable.has(needed));
  if (target.isByRelationships?.(endpoint) ?? endpoint !== BY_NAMESPACE) {
    for (const ties of tiesFor(endpoint, required)) {
      const isInDataset = ties.some((tie) => dataset.endpoints.includes(tie));
      if (isInDataset && !ties.some((tie) => usable.has(tie))) missing.push(ties[0] as string);
    }
  }
  return missing.length === 0 ? undefined : `it needs ${[...new Set(missing)].join(", ")}`;
}
