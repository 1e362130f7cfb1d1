/** Thresholds of the readwrite phase, by resource and operation, as k6 writes them. Pure. */

import { ITEM_FAILURES, ITEMS_DONE, tagSuffix, workDuration } from "../../lib/contracts/metrics.ts";
import type { Thresholds } from "../../lib/contracts/thresholds.ts";
import type { MixKind } from "../../lib/mix/mix.ts";
import { withParents } from "../../lib/mix/new-entity.ts";
import type { CompiledMix } from "./compile-mix.ts";
import { KINDS } from "./kinds.ts";
import type { Limits } from "./mix.ts";

export function thresholdsOf(
  { cells }: Pick<CompiledMix, "cells">,
  limits: Readonly<Record<MixKind, Required<Limits>>>,
): Thresholds {
  // A run without operations must not pass.
  const thresholds: Record<string, string[]> = { [ITEMS_DONE]: ["count>0"] };
  const add = (kind: MixKind, resource: string): void => {
    const { p95, failures } = limits[kind];
    const tags = { resource, op: KINDS[kind].op };
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
