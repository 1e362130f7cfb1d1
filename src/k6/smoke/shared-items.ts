/** Descriptors and school years, which all VUs share: created where missing before the run, deleted after it. */

import type { Body } from "../../lib/data/dataset.ts";
import { SCHOOL_YEARS, sharedKey } from "../../lib/plan/shared-values.ts";
import type { SmokePlan } from "../../lib/plan/smoke-round.ts";
import { pageSizeAt } from "../page-size.ts";
import { type Created, create, find, isServed, remove, type SmokeClient } from "./steps.ts";

export interface SharedItems {
  /** Endpoints of which the target now has everything needed. */
  readonly present: readonly string[];
  /** Endpoints that the target does not have; school years are given without one. */
  readonly absent: readonly string[];
  /** What this run created, in order. */
  readonly created: readonly Created[];
}

export interface SharedAbilities {
  /** The target lists the endpoint among its resources. Of others it is asked whether it has them. */
  isListed(endpoint: string): boolean;
  /** What the client may not read is treated as missing. */
  mayRead(endpoint: string): boolean;
  /** What the client may not create is only looked for. */
  mayCreate(endpoint: string): boolean;
}

export async function makeSharedItems(
  client: SmokeClient,
  { values }: SmokePlan,
  { isListed, mayRead, mayCreate }: SharedAbilities,
): Promise<SharedItems> {
  const page = await pageSizeAt(client.session, client.dataUrl);
  const present: string[] = [];
  const absent: string[] = [];
  const created: Created[] = [];
  for (const [endpoint, wanted] of Object.entries(values)) {
    if (!mayRead(endpoint)) continue;
    if (!isListed(endpoint) && !(await isServed(client, endpoint))) {
      (endpoint === SCHOOL_YEARS ? present : absent).push(endpoint);
      continue;
    }
    const missing = await missingItems(client, endpoint, wanted, page);
    const made: Created[] = [];
    for (const body of (mayCreate(endpoint) ? missing : undefined) ?? []) {
      const item = await create(client, endpoint, body, [201]);
      if (item !== undefined) made.push(item);
    }
    created.push(...made);
    if (missing !== undefined && made.length === missing.length) present.push(endpoint);
  }
  return { present, absent, created };
}

/** Bodies the target does not have; undefined when the query failed. */
async function missingItems(
  client: SmokeClient,
  endpoint: string,
  wanted: readonly Body[],
  pageSize: number,
): Promise<readonly Body[] | undefined> {
  const there = new Set<string>();
  for (let offset = 0; ; offset += pageSize) {
    const page = await find(client, endpoint, { offset, limit: pageSize });
    if (page === undefined) return undefined;
    for (const item of page) there.add(sharedKey(item));
    if (page.length < pageSize) break;
  }
  return wanted.filter((body) => !there.has(sharedKey(body)));
}

export async function removeSharedItems(client: SmokeClient, created: readonly Created[]): Promise<void> {
  for (const item of [...created].reverse()) await remove(client, item);
}
