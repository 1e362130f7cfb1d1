/** The plan of a load: what the client may create of the dataset, minus what exists on the target. */

import type { Dataset } from "../data/dataset.ts";
import { type DependencyRow, endpointsIn } from "../edfi/dependency-rows.ts";
import { greatestPage, USUAL_PAGE } from "../edfi/page-size.ts";
import { type AllowedOperations, mayDo } from "../edfi/token-info.ts";
import { type Asking, itemsIn, type QueryAnswer } from "./asking.ts";
import { buildLoadPlan, type LoadPlan } from "./load-plan.ts";
import { isShared, missingIndexes, SCHOOL_YEARS, sharedKey } from "./shared-values.ts";

export interface PlannedLoad {
  readonly plan: LoadPlan;
  /** Items of the plan that are at the target: descriptors and school years, and what the client may only read. */
  readonly presentItems: readonly number[];
}

/** A list that the plan needs was answered with something else. */
export class UnreadableList extends Error {
  readonly answer: QueryAnswer;

  constructor(endpoint: string, answer: QueryAnswer) {
    super(`GET ${endpoint} returned ${answer.status || "no response"}; expected a list.`);
    this.answer = answer;
  }
}

/** Known only to the runner, which can call the Configuration Service. */
export interface RunnerFacts {
  /** Endpoints that others have loaded, and the client may not create. */
  readonly loaded?: readonly string[];
  readonly isByRelationships?: (endpoint: string) => boolean | undefined;
}

/** @param operations undefined if the target does not list the client's permissions @throws UnreadableList */
export function* planLoad(
  dataset: Dataset,
  rows: readonly DependencyRow[],
  operations: AllowedOperations | undefined,
  { loaded = [], isByRelationships = () => undefined }: RunnerFacts = {},
): Asking<PlannedLoad> {
  const known = endpointsIn(rows);
  const { missing, absent } = yield* missingValues(dataset);
  for (const endpoint of loaded) missing.set(endpoint, []);
  const plan = buildLoadPlan(dataset, rows, {
    canCreate: (endpoint) => mayDo(operations, "Create", endpoint),
    isPresent: (endpoint) => missing.get(endpoint)?.length === 0,
    isGiven: (endpoint) => endpoint === SCHOOL_YEARS && absent.has(endpoint),
    isKnown: (endpoint) => known.has(endpoint) || (isShared(endpoint) && !absent.has(endpoint)),
    isByRelationships,
  });
  return { plan, presentItems: presentItems(plan, missing) };
}

interface SharedValues {
  /** By endpoint: the indexes that the target lacks; without those that the client may not read. */
  readonly missing: Map<string, readonly number[]>;
  /** Endpoints that the target does not have. */
  readonly absent: Set<string>;
}

function* missingValues(dataset: Dataset): Asking<SharedValues> {
  const absent = new Set<string>();
  const values = new Map<string, Set<string>>();
  for (const endpoint of dataset.endpoints) {
    if (isShared(endpoint) && dataset.count(endpoint) > 0) values.set(endpoint, new Set());
  }
  let pages = [...values.keys()].map((endpoint) => ({ endpoint, offset: 0 }));
  let limit = USUAL_PAGE;
  // The first page alone: it shows how large the others may be.
  for (let width = 1; pages.length > 0; width = pages.length) {
    const asked = pages.slice(0, width).map(({ endpoint, offset }) => ({ endpoint, filters: { offset, limit } }));
    const answers = yield asked;
    pages = pages.slice(width);
    for (const [at, { endpoint, filters }] of asked.entries()) {
      const answer = answers[at] as QueryAnswer;
      const items = itemsIn(answer);
      const allowed = answer.status === 400 ? greatestPage(answer.body) : undefined;
      if (items !== undefined) {
        for (const item of items) values.get(endpoint)?.add(sharedKey(item));
        if (items.length >= filters.limit) pages.push({ endpoint, offset: filters.offset + filters.limit });
      } else if (answer.status === 403 || answer.status === 404) {
        values.delete(endpoint);
        if (answer.status === 404) absent.add(endpoint);
      } else if (allowed !== undefined && allowed < filters.limit) {
        limit = allowed;
        pages.push({ endpoint, offset: filters.offset });
      } else throw new UnreadableList(endpoint, answer);
    }
  }
  return {
    missing: new Map([...values].map(([endpoint, there]) => [endpoint, missingIndexes(dataset, endpoint, there)])),
    absent,
  };
}

function presentItems(plan: LoadPlan, missing: ReadonlyMap<string, readonly number[]>): number[] {
  return plan.segments.flatMap(({ endpoint, first, count }) => {
    const absent = missing.get(endpoint);
    const indexes = Array.from({ length: absent === undefined ? 0 : count }, (_, index) => index);
    return indexes.filter((index) => absent?.includes(index) === false).map((index) => first + index);
  });
}
