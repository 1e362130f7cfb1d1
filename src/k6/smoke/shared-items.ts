/** Descriptors and school years, which all VUs share: missing ones are created before the run and deleted after it. */

import type { Body } from "../../lib/data/dataset.ts";
import { SCHOOL_YEARS, sharedKey } from "../../lib/plan/shared-values.ts";
import type { SmokePlan } from "../../lib/plan/smoke-round.ts";
import { pageSizeAt } from "../page-size.ts";
import { type Created, create, find, isServed, remove, type SmokeClient } from "./steps.ts";

export interface SharedItems {
  /** Endpoints of which the target now has all values needed. */
  readonly present: readonly string[];
  /** Endpoints that the target does not have. School years are never among them: bodies may use any year. */
  readonly absent: readonly string[];
  /** Items that this run created, in order. */
  readonly created: readonly Created[];
}

export interface SharedAbilities {
  /** Whether the target lists the endpoint among its resources. An unlisted one is probed with a request. */
  isListed(endpoint: string): boolean;
  /** An endpoint that the client may not read counts as missing. */
  mayRead(endpoint: string): boolean;
  /** Items that the client may not create are only looked up. */
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

/** Bodies that the target does not have; undefined if the query failed. */
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
