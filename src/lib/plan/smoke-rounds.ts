/** Makes what k6 creates in a smoke run, so that its VUs need no dataset. Pure. */

import { type WholeBody, type WrittenRound, writeSmokeRounds } from "../contracts/smoke-rounds.ts";
import type { Body, Dataset } from "../data/dataset.ts";
import { ENROLLMENTS, type SmokeItem, smokePlanOf, smokeRoundOf } from "./smoke-round.ts";
import { isDescriptor, smokeEndpoints } from "./smoke-selection.ts";

export interface SmokeSelection {
  readonly vus: number;
  /** The dataset of a VU, from 1, as the target takes it. */
  readonly datasetFor: (vu: number) => Dataset;
  /** Endpoints beyond those of every smoke run, for the first VU. */
  readonly more: readonly string[];
  /** Endpoints that cannot be made for the target. */
  readonly leftOut: readonly string[];
}

/** @returns the file for k6 */
export function makeSmokeRounds({ vus, datasetFor, more, leftOut }: SmokeSelection): string {
  const first = datasetFor(1);
  const wanted = smokeEndpoints(first, more).filter((endpoint) => !leftOut.includes(endpoint));
  const usual = wanted.filter((endpoint) => !more.includes(endpoint));
  const rounds = Array.from({ length: vus }, (_, at) => {
    const isWide = at === 0 && more.length > 0;
    return roundOf(at === 0 ? first : datasetFor(at + 1), isWide ? wanted : usual, isWide);
  });
  return writeSmokeRounds(smokePlanOf(first, wanted), rounds);
}

/** @param isWide the round also has resources beyond the dataset, and a value of the run's own for each descriptor */
function roundOf(dataset: Dataset, endpoints: readonly string[], isWide: boolean): WrittenRound {
  const usable = new Set(endpoints);
  const { items } = smokeRoundOf(dataset, usable, isWide);
  const whole = items.map((item) => ({ ...item, ...wholeBody(dataset, item.endpoint, item.index, usable) }));
  return {
    items: [...(isWide ? endpoints.filter(isDescriptor).map((endpoint) => ownValue(dataset, endpoint)) : []), ...whole],
    student: wholeBody(dataset, "students", 0, usable),
    enrollment: wholeBody(dataset, ENROLLMENTS, 0, usable),
  };
}

/** A descriptor that nothing refers to, so that it can be changed and deleted. */
function ownValue(dataset: Dataset, endpoint: string): SmokeItem {
  const { namespace } = dataset.key(endpoint, 0) as { readonly namespace: string };
  const key = { namespace, codeValue: `Smoke ${dataset.settings.datasetId}` };
  const body = { ...key, shortDescription: "Smoke test" };
  return { endpoint, index: 0, body, key, changeable: { property: "shortDescription", kind: "text" } };
}

/**
 * Tries each endpoint by itself: a generator leaves each member out for the sake of one endpoint, so no pair of them
 * leaves out more.
 */
function wholeBody(dataset: Dataset, endpoint: string, index: number, usable: ReadonlySet<string>): WholeBody {
  const asked = new Set<string>();
  const canUse = (needed: string): boolean => {
    if (usable.has(needed)) asked.add(needed);
    return usable.has(needed);
  };
  const body = dataset.body(endpoint, index, { canUse });
  const without: Record<string, Body> = {};
  for (const needed of asked) {
    const others = { canUse: (other: string) => other !== needed && usable.has(other) };
    const changes = changesOf(body, dataset.body(endpoint, index, others));
    if (Object.keys(changes).length > 0) without[needed] = changes;
  }
  return { body, without };
}

/** Members of `other` that differ; null for those that it does not have. */
function changesOf(body: Body, other: Body): Body {
  const names = Object.keys({ ...body, ...other });
  const changed = names.filter((name) => JSON.stringify(body[name]) !== JSON.stringify(other[name]));
  return Object.fromEntries(changed.map((name) => [name, other[name] ?? null]));
}
