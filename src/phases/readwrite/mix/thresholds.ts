/**
 * Thresholds of the readwrite phase, by resource and operation; k6 keeps figures apart for what has a threshold. Pure.
 */

import { ITEM_FAILURES, ITEMS_DONE, tagSuffix, workDuration } from "../../../lib/contracts/metrics.ts";
import type { Thresholds } from "../../../lib/contracts/readwrite-plan.ts";
import type { MixKind } from "../../../lib/mix/mix.ts";
import { withParents } from "../../../lib/mix/new-entity.ts";
import type { CompiledMix } from "./compile-mix.ts";
import { KINDS } from "./kinds.ts";
import type { Limits } from "./mix.ts";

const SCENARIO = { scenario: "readwrite" };
/** Tag of everything that the measured scenario asks. */
export const MEASURED = tagSuffix(SCENARIO);
export const MEASURED_DURATION = workDuration(SCENARIO);

/** @param isOpen the duration of whole operations is needed too: Little's law asks for it */
export function thresholdsOf(
  { cells }: Pick<CompiledMix, "cells">,
  limits: Readonly<Record<MixKind, Required<Limits>>>,
  isOpen: boolean,
): Thresholds {
  // Nothing done is no success. The others always hold: they make k6 keep the figures without warm-up and set-up.
  const thresholds: Record<string, string[]> = {
    [ITEMS_DONE]: ["count>0"],
    [`http_reqs${MEASURED}`]: ["count>=0"],
    [`dropped_iterations${MEASURED}`]: ["count>=0"],
    [MEASURED_DURATION]: ["max>=0"],
    ...(isOpen ? { [`iteration_duration${MEASURED}`]: ["max>=0"], [`iterations${MEASURED}`]: ["count>=0"] } : {}),
  };
  const add = (kind: MixKind, resource: string): void => {
    const { p95, failures } = limits[kind];
    const tags = tagsOf(resource, KINDS[kind].op);
    thresholds[workDuration(tags)] = [`p(95)<${p95}`];
    thresholds[ITEM_FAILURES + tagSuffix(tags)] = [`rate<=${failures}`];
  };
  for (const { kind, resource } of cells) add(kind, resource);
  // What is created may need a parent created first, and whatever was created may be deleted.
  for (const made of cells.flatMap(({ kind, resource }) => (kind === "create" ? withParents(resource) : []))) {
    add("create", made);
    if (cells.some(({ kind }) => kind === "delete")) add("delete", made);
  }
  return thresholds;
}

/** Tags of one row of results. */
export function tagsOf(resource: string, op: string): Readonly<Record<string, string>> {
  return { resource, op };
}
