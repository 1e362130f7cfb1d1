/** Makes the plan of a load from what preflight learnt and from a look at what the target has already. */

import { LoadTestError } from "../../base/errors.ts";
import { describeErrorBody } from "../../base/problem-details.ts";
import type { Dataset } from "../../lib/data/dataset.ts";
import { asRecord, parseJson } from "../../lib/edfi/json.ts";
import { greatestPage } from "../../lib/edfi/page-size.ts";
import { operationsOn } from "../../lib/edfi/token-info.ts";
import { buildLoadPlan, type LoadPlan } from "../../lib/plan/load-plan.ts";
import { isShared, missingIndexes, sharedKey } from "../../lib/plan/shared-values.ts";
import type { DataClient } from "../../target/data-client.ts";
import { eachInParallel } from "../../target/parallel.ts";
import type { TargetFacts } from "../../target/preflight/target-checks.ts";

export interface PlannedLoad {
  readonly plan: LoadPlan;
  /** Items of the plan that the target had before the run: descriptors and school years. */
  readonly presentItems: readonly number[];
}

const PAGE = 500;
const AT_ONCE = 8;

/** @throws LoadTestError when the target's lists cannot be read or nothing can be loaded. */
export async function planLoad(dataset: Dataset, facts: TargetFacts, client: DataClient): Promise<PlannedLoad> {
  const { dependencies, tokenInfo } = facts;
  if (dependencies === undefined) throw new Error("preflight left no dependencies");
  const known = new Set(dependencies.map((row) => row.resource.replace(/^\/ed-fi\//, "")));
  const missing = new Map<string, readonly number[]>();
  const shared = dataset.endpoints.filter((endpoint) => isShared(endpoint) && dataset.count(endpoint) > 0);
  await eachInParallel(shared, AT_ONCE, async (endpoint) => {
    const there = await valuesAt(client, endpoint);
    if (there !== undefined) missing.set(endpoint, missingIndexes(dataset, endpoint, there));
  });
  const plan = buildLoadPlan(dataset, dependencies, {
    canCreate: (endpoint) => tokenInfo === undefined || (operationsOn(tokenInfo, endpoint)?.has("Create") ?? true),
    isPresent: (endpoint) => missing.get(endpoint)?.length === 0,
    isKnown: (endpoint) => known.has(endpoint) || isShared(endpoint),
  });
  if (plan.items === 0) {
    throw new LoadTestError("auth", "The client may create nothing of the dataset.", {
      hint: "Give its application a claim set that allows it, such as E2E-NoFurtherAuthRequiredClaimSet.",
    });
  }
  return { plan, presentItems: presentItems(plan, missing) };
}

function presentItems(plan: LoadPlan, missing: ReadonlyMap<string, readonly number[]>): number[] {
  const present: number[] = [];
  for (const { endpoint, first, count } of plan.segments) {
    const absent = missing.get(endpoint);
    if (absent === undefined) continue;
    const without = new Set(absent);
    for (let index = 0; index < count; index++) if (!without.has(index)) present.push(first + index);
  }
  return present;
}

/** Keys of an endpoint's values at the target; undefined when the client may not read them. */
async function valuesAt(client: DataClient, endpoint: string): Promise<ReadonlySet<string> | undefined> {
  const there = new Set<string>();
  let size = PAGE;
  for (let offset = 0; ; ) {
    const reply = await client.call("GET", `${endpoint}?offset=${offset}&limit=${size}`);
    if (reply.outcome === "forbidden" || reply.outcome === "not-found") return undefined;
    const allowed = reply.status === 400 ? greatestPage(reply.text) : undefined;
    if (allowed !== undefined && allowed < size) {
      size = allowed;
      continue;
    }
    const items = reply.outcome === "read" ? parseJson(reply.text) : undefined;
    if (!Array.isArray(items)) {
      const seen = reply.status === 0 ? "no response" : `${reply.status} ${describeErrorBody(reply.text)}`;
      throw new LoadTestError("preflight", `GET ${endpoint} returned ${seen}; expected a list.`, {
        hint: "The load must know which descriptors exist. Look at the target's log.",
      });
    }
    for (const item of items) there.add(sharedKey(asRecord(item) ?? {}));
    if (items.length < size) return there;
    offset += size;
  }
}
