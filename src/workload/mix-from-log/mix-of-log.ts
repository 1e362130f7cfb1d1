/** Creates a mix from the tally of a log. Requests that a mix cannot contain are added to those left out. Pure. */

import type { LoggedRates } from "../../access-log/rate-counter.ts";
import { groupBy } from "../../base/group-by.ts";
import type { Dataset } from "../../lib/data/dataset.ts";
import type { OperationOptions } from "../../lib/mix/mix.ts";
import type { Mix, MixOperation } from "../mix/mix.ts";
import { refusalOf } from "../mix/possible.ts";
import { LeftOutCounter, type LeftOutRequests } from "./left-out-requests.ts";
import type { LogTally, OperationCount } from "./log-tally.ts";
import { periodText, ratesText } from "./rates-text.ts";

export interface MixOfLog {
  /** Without operations when the log has none that a mix can do. */
  readonly mix: Pick<Mix, "text" | "operations">;
  /** Operations of the log that are in the mix. */
  readonly operations: number;
  readonly leftOut: readonly LeftOutRequests[];
}

type Part = Omit<OperationCount, "firstPages">;

export function mixOfLog(tally: LogTally, rates: LoggedRates, dataset: Dataset): MixOfLog {
  const leftOut = new LeftOutCounter();
  for (const { what, reason, count } of tally.leftOut.rows()) leftOut.add(what, reason, count);
  const refuse = ({ kind, resource, count }: Part, reason: string): void =>
    leftOut.add(`${kind} ${resource}`, reason, count);
  const others = withPages(tally.counts.filter(({ kind }) => kind !== "changes"));
  const possible = [...others, ...postsOf(tally), ...changesOf(tally, leftOut)].filter((part) => {
    const refusal = refusalOf(everything(dataset), operationOf([part], part.count), part.resource);
    if (refusal !== undefined) refuse(part, refusal.reason);
    return refusal === undefined;
  });
  const parts = withoutForeignDeletes(mergeAlike(possible), refuse);
  return {
    mix: { text: `From an access log of ${periodText(rates)}: ${ratesText(rates)}.`, operations: operationsOf(parts) },
    operations: Math.round(sumOf(parts)),
    leftOut: leftOut.rows(),
  };
}

/** The best case for a mix: all data exists, and the client may do everything. */
function everything(dataset: Dataset): Parameters<typeof refusalOf>[0] {
  return { dataset, idCount: () => 1, isHidden: () => false, isLeftOut: () => false, knowsIndexes: true };
}

/** A POST is an upsert. Those without an answer of either kind are divided like the others of the resource. */
function postsOf({ posts }: LogTally): Part[] {
  return [...posts].flatMap(([resource, { created, updated, other }]) => {
    const share = created + updated === 0 ? 1 : created / (created + updated);
    const creates = created + other * share;
    return [
      { kind: "create", options: {}, resource, count: creates } as const,
      { kind: "update", options: {}, resource, count: created + updated + other - creates } as const,
    ].filter(({ count }) => count > 0);
  });
}

/** Walks by offset get as many pages as those in the log had on average. */
function withPages(counts: readonly OperationCount[]): Part[] {
  const groups = groupBy(counts, ({ kind, options }) => JSON.stringify([kind, options]));
  return [...groups.values()].flatMap((group) => {
    const firstPages = group.reduce((sum, part) => sum + part.firstPages, 0);
    const pages = firstPages === 0 ? {} : { pages: Math.round(sumOf(group) / firstPages) };
    return group.map(({ firstPages: _, ...part }) => ({ ...part, options: { ...part.options, ...pages } }));
  });
}

/** One operation for each resource; the questions for the newest version belong to all of them. */
function changesOf({ counts, versions }: LogTally, leftOut: LeftOutCounter): Part[] {
  const changes = mergeAlike(
    counts.filter(({ kind }) => kind === "changes"),
    ({ resource }) => resource,
  );
  const all = sumOf(changes);
  if (all === 0 && versions > 0) leftOut.add("GET availableChangeVersions", "no change query follows", versions);
  return changes.map((part) => ({ ...part, count: part.count * (1 + versions / all) }));
}

/** A run deletes what it created: no more, and nothing else. */
function withoutForeignDeletes(parts: readonly Part[], refuse: (part: Part, reason: string) => void): Part[] {
  return parts.flatMap((part) => {
    if (part.kind !== "delete") return [part];
    const created = parts.find(({ kind, resource }) => kind === "create" && resource === part.resource)?.count ?? 0;
    const excess = part.count - created;
    if (excess > 0) refuse({ ...part, count: excess }, "a run deletes only what it created");
    return excess <= 0 ? [part] : created > 0 ? [{ ...part, count: created }] : [];
  });
}

/** Parts that are the same operation on the same resource as one; options are put together. */
function mergeAlike(parts: readonly Part[], keyOf = keyOfPart): Part[] {
  return [...groupBy(parts, keyOf).values()].map((alike) => ({
    ...(alike[0] as Part),
    options: Object.assign({}, ...alike.map(({ options }) => options)) as OperationOptions,
    count: sumOf(alike),
  }));
}

function keyOfPart({ kind, options, resource }: Part): string {
  return JSON.stringify([kind, options, resource]);
}

/** Largest first, with weights in percent. */
function operationsOf(parts: readonly Part[]): MixOperation[] {
  const all = sumOf(parts);
  const groups = groupBy(parts, ({ kind, options }) => JSON.stringify([kind, options]));
  return [...groups.values()].sort((a, b) => sumOf(b) - sumOf(a)).map((group) => operationOf(group, all));
}

function operationOf(parts: readonly Part[], all: number): MixOperation {
  const { kind, options } = parts[0] as Part;
  const own = sumOf(parts);
  const weights = [...parts]
    .sort((a, b) => b.count - a.count)
    .map(({ resource, count }) => [resource, percent(count, own)]);
  return { kind, ...options, weight: percent(own, all), resources: Object.fromEntries(weights) };
}

function percent(part: number, whole: number): number {
  return Number(((100 * part) / whole).toPrecision(3));
}

function sumOf(parts: readonly Part[]): number {
  return parts.reduce((sum, { count }) => sum + count, 0);
}
