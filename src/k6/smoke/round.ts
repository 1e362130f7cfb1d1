/** A VU's round: creates a small dataset of its own, checks it, and deletes it. */

import type { Operation } from "../../lib/edfi/token-info.ts";
import { ENROLLMENTS, type SmokeItem, type SmokeRound } from "../../lib/plan/smoke-round.ts";
import { ROUND_TRIPS_PER_ENDPOINT } from "../../lib/plan/smoke-selection.ts";
import { TIES } from "../../lib/plan/ties.ts";
import { reportSkip } from "../report.ts";
import { createCall } from "../resource-calls.ts";
import {
  type Created,
  change,
  create,
  expectRejection,
  expectRejectionWithoutToken,
  find,
  findOne,
  isGoneAfter,
  isVisible,
  readBack,
  readPages,
  remove,
  type SmokeClient,
  upsert,
} from "./steps.ts";

/** The target, and what the client may do there. */
export interface SmokeSite {
  readonly client: SmokeClient;
  may(operation: Operation, endpoint: string): boolean;
  /** Whether the client sees only items related to its education organizations; undefined: unknown. */
  isByRelationships(operation: Operation, endpoint: string): boolean | undefined;
}

type Made = SmokeItem & Created;

/** Deletes everything that it created, also after a failure. @returns the number of items created */
export async function smokeRound(site: SmokeSite, round: SmokeRound, endpoints: ReadonlySet<string>): Promise<number> {
  const { client } = site;
  const made: Made[] = [];
  const listed: Made[] = [];
  try {
    for (const item of round.items) {
      const created = await makeItem(site, item);
      if (created !== undefined) made.push({ ...item, ...created });
    }
    // By now, all associations exist that make a person visible.
    for (const item of made) {
      if (item.index < ROUND_TRIPS_PER_ENDPOINT) await roundTrip(site, item, made, listed);
    }
    await checkPages(site, listed);
    await negativeChecks(site, round, endpoints);
  } finally {
    for (const item of [...made].reverse()) {
      if ((await remove(client, item)) && isRead(site, item)) await isGoneAfter(client, item);
    }
  }
  return made.length;
}

/** Whether the item goes through the round trip, and the client sees it regardless of relationships. */
function isRead({ may, isByRelationships }: SmokeSite, { endpoint, index }: Made): boolean {
  return index < ROUND_TRIPS_PER_ENDPOINT && may("Read", endpoint) && isByRelationships("Read", endpoint) !== true;
}

/** Checks paging on the last resource with two items. @param listed items that the client finds in lists */
async function checkPages({ client }: SmokeSite, listed: readonly Made[]): Promise<void> {
  const newest = listed.filter(({ index }) => index === 1).pop();
  if (newest === undefined) return;
  const { length } = listed.filter(({ endpoint }) => endpoint === newest.endpoint);
  if (length > 1) await readPages(client, newest.endpoint, length);
}

async function makeItem(site: SmokeSite, { endpoint, body, key }: SmokeItem): Promise<Created | undefined> {
  const { client } = site;
  const mayRead = site.may("Read", endpoint);
  const before = mayRead ? await find(client, endpoint, key) : undefined;
  // A person that an interrupted run left without an association exists, but is not visible.
  const mayBeHidden = !mayRead || (TIES[endpoint] !== undefined && site.isByRelationships("Read", endpoint) !== false);
  const expected = (before?.length ?? 0) > 0 ? [200] : mayBeHidden ? [201, 200] : [201];
  return create(client, endpoint, body, expected);
}

/** Reads, updates and upserts an item. @param listed gets the item if a list contains it */
async function roundTrip(site: SmokeSite, item: Made, made: readonly Made[], listed: Made[]): Promise<void> {
  const { client } = site;
  const { endpoint, changeable } = item;
  const ties = TIES[endpoint];
  if (ties !== undefined && !made.some((other) => ties.includes(other.endpoint)) && (await isHidden(site, item))) {
    return reportSkip(`GET, PUT and second POST of ${endpoint}`, `the client sees them only with ${ties[0]}`);
  }
  const mayRead = site.may("Read", endpoint);
  if (mayRead) {
    await readBack(client, item, item.body, "written", changeable);
    if (await findOne(client, item, item.key)) listed.push(item);
  } else reportSkip(`GET ${endpoint}/{id}`, "the client may not read it");
  if (!site.may("Update", endpoint)) return reportSkip(`PUT ${endpoint}/{id}`, "the client may not update it");
  const changed = await change(client, item, item.body, changeable);
  if (mayRead) await readBack(client, item, changed, "changed", changeable);
  await upsert(client, item, item.body);
  if (mayRead) await readBack(client, item, item.body, "written again", changeable);
}

async function isHidden({ client, isByRelationships }: SmokeSite, item: Made): Promise<boolean> {
  return isByRelationships("Read", item.endpoint) ?? !(await isVisible(client, item));
}

/** Requests that a healthy target must reject. Only for resources that the client may create. */
async function negativeChecks(
  { client, isByRelationships }: SmokeSite,
  { student, enrollment }: SmokeRound,
  endpoints: ReadonlySet<string>,
): Promise<void> {
  const { dataUrl } = client;
  const { lastSurname, ...incomplete } = student;
  // Some targets have another name for it.
  if (endpoints.has("students") && lastSurname) {
    const bad = createCall(dataUrl, "students", JSON.stringify(incomplete));
    await expectRejection(client, "POST students without a required field is rejected", bad, [400]);
  }
  const { calendarReference: _calendar, schoolReference, ...rest } = enrollment;
  if (endpoints.has(ENROLLMENTS) && schoolReference) {
    const unresolved = JSON.stringify({ ...rest, schoolReference: { schoolId: 999_999_999 } });
    // Targets check relationships before references.
    const isLimited = isByRelationships("Create", ENROLLMENTS);
    await expectRejection(
      client,
      `POST ${ENROLLMENTS} with a school that does not exist is rejected`,
      createCall(dataUrl, ENROLLMENTS, unresolved),
      isLimited === undefined ? [409, 403] : [isLimited ? 403 : 409],
    );
  }
  const anonymous = createCall(dataUrl, "students", JSON.stringify(student));
  // Meadowlark returns 400.
  expectRejectionWithoutToken(client, "POST students without a token is rejected", anonymous, [401, 400]);
}
