/** Makes the plan of a load from what preflight learnt and from a look at what the target has already. */

import type { Dataset } from "../../lib/data/dataset.ts";
import { asRecord, parseJson } from "../../lib/edfi/json.ts";
import { operationsOn } from "../../lib/edfi/token-info.ts";
import { LoadTestError } from "../../lib/errors.ts";
import { buildLoadPlan, type LoadPlan } from "../../lib/plan/load-plan.ts";
import { isShared, missingIndexes, sharedKey } from "../../lib/plan/shared-values.ts";
import type { TargetFacts } from "../preflight/target-checks.ts";
import { describeAnswer, nameOf, send } from "../target/http.ts";
import { forEachBounded } from "./bounded.ts";

export interface PlannedLoad {
  readonly plan: LoadPlan;
  /** Items of the plan that the target had before the run: descriptors and school years. */
  readonly presentItems: readonly number[];
}

const PAGE = 500;
const AT_ONCE = 8;

/** @throws LoadTestError when the target's lists cannot be read or nothing can be loaded. */
export async function planLoad(
  dataset: Dataset,
  facts: TargetFacts,
  getToken: () => Promise<string>,
): Promise<PlannedLoad> {
  const { discovery, dependencies, tokenInfo } = facts;
  if (discovery === undefined || dependencies === undefined)
    throw new Error("preflight left no discovery or dependencies");
  const known = new Set(dependencies.map((row) => row.resource.replace(/^\/ed-fi\//, "")));
  const missing = new Map<string, readonly number[]>();
  const shared = dataset.endpoints.filter((endpoint) => isShared(endpoint) && dataset.count(endpoint) > 0);
  await forEachBounded(shared, AT_ONCE, async (endpoint) => {
    const there = await valuesAt(discovery.urls.dataManagementApi, endpoint, await getToken());
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
async function valuesAt(dataUrl: string, endpoint: string, token: string): Promise<ReadonlySet<string> | undefined> {
  const there = new Set<string>();
  for (let offset = 0; ; offset += PAGE) {
    const call = {
      method: "GET" as const,
      url: `${dataUrl}/ed-fi/${endpoint}?offset=${offset}&limit=${PAGE}`,
      headers: { authorization: `Bearer ${token}`, accept: "application/json" },
      attempts: 5,
      secrets: [token],
    };
    const answer = await send(call);
    if (answer.status === 403 || answer.status === 404) return undefined;
    const items = answer.status === 200 ? parseJson(answer.text) : undefined;
    if (!Array.isArray(items)) {
      throw new LoadTestError("preflight", `${nameOf(call)} ${describeAnswer(answer, [token])}; expected a list.`, {
        hint: "The load must know which descriptors exist. Look at the target's log.",
      });
    }
    for (const item of items) there.add(sharedKey(asRecord(item) ?? {}));
    if (items.length < PAGE) return there;
  }
}
