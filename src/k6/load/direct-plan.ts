/** The plan of a direct `k6 run dist/load.js`, made in `setup()` with the same rules as the runner's. */

import type { Work } from "../../lib/contracts/load-work.ts";
import type { Dataset } from "../../lib/data/dataset.ts";
import { parseJson } from "../../lib/edfi/json.ts";
import { buildLoadPlan } from "../../lib/plan/load-plan.ts";
import { rangesLeft } from "../../lib/plan/ranges.ts";
import { isShared, missingIndexes, sharedKey } from "../../lib/plan/shared-values.ts";
import { exchange, type Session } from "../exchange.ts";
import { pageSizeAt } from "../page-size.ts";
import { queryCall } from "../resource-calls.ts";
import { mayCreate, readDependencies, readTokenInfo, type Target } from "../target.ts";

export async function planDirectly(session: Session, target: Target, dataset: Dataset): Promise<Work> {
  const rows = readDependencies(target, session.timeoutMs);
  const known = new Set(rows.map((row) => row.resource.replace(/^\/ed-fi\//, "")));
  const info = await readTokenInfo(session, target);
  const pageSize = await pageSizeAt(session, target.dataUrl);
  const missing = new Map<string, readonly number[]>();
  for (const endpoint of dataset.endpoints) {
    if (!isShared(endpoint)) continue;
    const there = await valuesAt(session, target.dataUrl, endpoint, pageSize);
    if (there !== undefined) missing.set(endpoint, missingIndexes(dataset, endpoint, there));
  }
  const plan = buildLoadPlan(dataset, rows, {
    canCreate: (endpoint) => mayCreate(info, endpoint),
    isPresent: (endpoint) => missing.get(endpoint)?.length === 0,
    isKnown: (endpoint) => known.has(endpoint) || isShared(endpoint),
  });
  for (const { endpoint, reason } of plan.leftOut) console.log(`left out: ${endpoint} (${reason})`);
  const present = new Set<number>();
  for (const { endpoint, first, count } of plan.segments) {
    const absent = missing.get(endpoint);
    for (let index = 0; absent !== undefined && index < count; index++) {
      if (!absent.includes(index)) present.add(first + index);
    }
  }
  return {
    segments: plan.segments,
    usable: plan.usable,
    ranges: [[0, plan.items]],
    present: rangesLeft(plan.items, (item) => !present.has(item)),
  };
}

/** Undefined when the client may not read them. */
async function valuesAt(
  session: Session,
  dataUrl: string,
  endpoint: string,
  pageSize: number,
): Promise<ReadonlySet<string> | undefined> {
  const there = new Set<string>();
  for (let offset = 0; ; offset += pageSize) {
    const { reply } = await exchange(session, {
      ...queryCall(dataUrl, endpoint, { offset, limit: pageSize }),
      expect: [200, 403],
    });
    const items = reply.status === 200 ? parseJson(reply.body) : undefined;
    if (!Array.isArray(items)) return undefined;
    for (const item of items) there.add(sharedKey(item));
    if (items.length < pageSize) return there;
  }
}
