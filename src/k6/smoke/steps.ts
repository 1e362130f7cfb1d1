/** The steps of the smoke phase: each sends one request, and reports a failed check with the server's message. */

import { sleep } from "k6";
import { writeCallLine } from "../../lib/contracts/journal/engine-lines.ts";
import { withChange } from "../../lib/data/change.ts";
import type { Body, Scalar } from "../../lib/data/dataset.ts";
import { differences } from "../../lib/data/difference.ts";
import { asRecord, parseJson } from "../../lib/edfi/json.ts";
import { isSuccess } from "../../lib/http/outcome.ts";
import type { Changeable } from "../../lib/target-data/target-data.ts";
import type { Session } from "../exchange.ts";
import { type Call, headerOf, idOf, type Reply, send } from "../http-client.ts";
import { writeLine } from "../journal.ts";
import { countCall, countOutcome } from "../metrics.ts";
import { repeat } from "../repeat.ts";
import { checkReply, reportAnswer, reportSkip } from "../report.ts";
import { createCall, deleteCall, queryCall, readCall, updateCall } from "../resource-calls.ts";
import { Sender, type SmokeReply, UNSENT } from "./sender.ts";

export interface SmokeClient {
  readonly session: Session;
  readonly dataUrl: string;
}

const sender = new Sender();

/** An item that this run created and will delete. */
export interface Created {
  readonly endpoint: string;
  readonly id: string;
}

/** Seconds between repeated reads of an item that is not as written: a read replica may lag. */
const WAITS = [0.1, 0.3, 0.6, 1, 2];
/** Seconds left for such waits that do not help, for all reads of a VU. */
let secondsLeft = 12;
let isLagReported = false;

/** Sends a request, and repeats it as long as the response may come from a replica that lags. */
async function sendUntilCurrent(
  client: SmokeClient,
  request: Call,
  mayLag: (reply: SmokeReply) => boolean,
): Promise<SmokeReply> {
  let waited = 0;
  let reply = await sender.send(client.session, request);
  for (const seconds of WAITS) {
    if (!mayLag(reply) || secondsLeft < waited + seconds) break;
    waited += seconds;
    sleep(seconds);
    reply = await sender.send(client.session, request);
  }
  if (waited === 0) return reply;
  if (mayLag(reply)) secondsLeft -= waited;
  else if (!isLagReported) {
    isLagReported = true;
    reportSkip("reads right after a write", `a read replica lags: writes were visible after ${waited} s`);
  }
  return reply;
}

/** @param mayLag whether a response may come from a replica that lags. Default: the first response counts */
async function call(
  client: SmokeClient,
  request: Call,
  mayLag: (reply: SmokeReply) => boolean = () => false,
): Promise<SmokeReply> {
  const reply = await sendUntilCurrent(client, request, mayLag);
  const { resource, operation: op } = request;
  const outcome = isGone(reply) ? "deleted" : reply.outcome;
  if (FOR_RUNNER) writeLine(writeCallLine({ resource, op, outcome }));
  countOutcome(resource, op, outcome);
  countCall(resource, !isSuccess(outcome));
  return reply;
}

/** Whether the item was deleted by a request whose response was lost. */
function isGone({ status, repeats }: SmokeReply): boolean {
  return status === 404 && repeats > 0;
}

/** Finds items by query filters. Undefined if the query failed. */
export async function find(
  client: SmokeClient,
  endpoint: string,
  filters: Readonly<Record<string, Scalar>>,
): Promise<readonly Body[] | undefined> {
  const request = queryCall(client.dataUrl, endpoint, filters);
  const reply = await call(client, request);
  const items = parseJson(reply.body);
  const works = reply.status === 200 && Array.isArray(items);
  checkReply(`GET ${endpoint} by query returns a list (200)`, request, reply, works);
  return works ? (items as Body[]) : undefined;
}

/**
 * POST of a new item (201), or of one that an interrupted run left behind (200). Undefined if it failed.
 * @param expected accepted statuses, the usual one first
 */
export async function create(
  client: SmokeClient,
  endpoint: string,
  body: Body,
  expected: readonly number[],
): Promise<Created | undefined> {
  const reply = await call(client, createCall(client.dataUrl, endpoint, JSON.stringify(body)));
  const name = expected[0] === 200 ? `POST ${endpoint} updates a leftover (200)` : `POST ${endpoint} creates (201)`;
  const id = idOf(reply);
  const about = { resource: endpoint, operation: "create" };
  const works = expected.includes(reply.status) || (reply.status === 200 && reply.repeats > 0);
  if (!checkReply(name, about, reply, works && reply.outcome !== "mismatched")) return undefined;
  if (!checkReply(`POST ${endpoint} returns a Location`, about, reply, id !== "")) return undefined;
  return { endpoint, id };
}

/** Checks that a query by key finds the item once, with its ID and the right total. @returns whether it does */
export async function findOne(
  client: SmokeClient,
  { endpoint, id }: Created,
  key: Readonly<Record<string, Scalar>>,
): Promise<boolean> {
  const rowsOf = (reply: SmokeReply): readonly unknown[] | undefined => {
    const rows = parseJson(reply.body);
    return reply.status === 200 && Array.isArray(rows) ? rows : undefined;
  };
  const wrong = (reply: SmokeReply): string => {
    const rows = rowsOf(reply) ?? [];
    const total = headerOf(reply, "Total-Count") ?? "1";
    if (rows.length !== 1) return `found ${rows.length} items`;
    const found = asRecord(rows[0])?.id;
    if (found !== id) return `found the ID ${found} instead of ${id}`;
    return total === "1" ? "" : `Total-Count is ${total}`;
  };
  const request = queryCall(client.dataUrl, endpoint, { ...key, totalCount: true });
  const mayLag = (reply: SmokeReply): boolean => {
    const rows = rowsOf(reply);
    const found = asRecord(rows?.[0])?.id;
    return (rows?.length ?? 2) < 2 && (found === undefined || found === id) && wrong(reply) !== "";
  };
  const reply = await call(client, request, mayLag);
  const isList = rowsOf(reply) !== undefined;
  if (!checkReply(`GET ${endpoint} by query returns a list (200)`, request, reply, isList)) return false;
  const text = wrong(reply);
  return checkReply(`GET ${endpoint} by key finds it once`, request, { ...reply, body: "" }, text === "", text);
}

/** Checks the second page of a list, and its total. @param least the fewest items in the list */
export async function readPages(client: SmokeClient, endpoint: string, least: number): Promise<void> {
  const wrong = (reply: SmokeReply): string => {
    const rows = parseJson(reply.body);
    if (!Array.isArray(rows) || rows.length !== 1) return "the page at offset 1 does not hold one item";
    const total = Number(headerOf(reply, "Total-Count") ?? least);
    return total >= least ? "" : `Total-Count is ${total}, at least ${least} are there`;
  };
  const request = queryCall(client.dataUrl, endpoint, { offset: 1, limit: 1, totalCount: true });
  const reply = await call(client, request, (answer) => answer.status === 200 && wrong(answer) !== "");
  if (!checkReply(`GET ${endpoint} by page returns a list (200)`, request, reply, reply.status === 200)) return;
  const text = wrong(reply);
  checkReply(`GET ${endpoint} by page holds what is there`, request, { ...reply, body: "" }, text === "", text);
}

/** GET by ID, compared with what was written. @param when completes "returns what was ..." */
export async function readBack(
  client: SmokeClient,
  { endpoint, id }: Created,
  written: Body,
  when: string,
  changeable: Changeable | undefined,
): Promise<void> {
  const { [changeable?.property ?? ""]: _changed, ...rest } = written;
  // A replica that lags does not find the item yet, or returns it as before the change.
  const mayLag = ({ status, body }: SmokeReply): boolean => {
    if (status !== 200) return status === 404;
    const item = parseJson(body);
    return differences(written, item).length > 0 && differences(rest, item).length === 0;
  };
  const reply = await call(client, readCall(client.dataUrl, endpoint, id), mayLag);
  const about = { resource: endpoint, operation: "read" };
  if (!checkReply(`GET ${endpoint}/{id} finds it (200)`, about, reply, reply.status === 200)) return;
  const wrong = differences(written, parseJson(reply.body));
  checkReply(
    `GET ${endpoint}/{id} returns what was ${when}`,
    about,
    { ...reply, body: "" },
    wrong.length === 0,
    wrong.join("; "),
  );
}

/** Whether the target has the endpoint. Not reported as a check. */
export async function isServed(client: SmokeClient, endpoint: string): Promise<boolean> {
  const request = { ...queryCall(client.dataUrl, endpoint, { limit: 1 }), expect: [200, 404] };
  const { status } = await sender.send(client.session, request);
  return status !== 404;
}

/** Whether the client has a relationship with the item. Not reported as a check: it need not have one. */
export async function isVisible(client: SmokeClient, { endpoint, id }: Created): Promise<boolean> {
  const request = { ...readCall(client.dataUrl, endpoint, id), expect: [200, 403] };
  const { outcome } = await sender.send(client.session, request);
  return outcome !== "no-relationship";
}

/** PUT of the full body with its ID and one real change. @returns the body that the target should now have */
export async function change(
  client: SmokeClient,
  { endpoint, id }: Created,
  body: Body,
  changeable: Changeable | undefined,
): Promise<Body> {
  const changed = changeable === undefined ? body : withChange(body, changeable, 1);
  const reply = await call(client, updateCall(client.dataUrl, endpoint, id, JSON.stringify({ ...changed, id })));
  const works = reply.outcome === "updated";
  checkReply(`PUT ${endpoint}/{id} updates it (204)`, { resource: endpoint, operation: "update" }, reply, works);
  return works ? changed : body;
}

/** A second POST with the same natural key must update the item, not create another one. */
export async function upsert(client: SmokeClient, { endpoint, id }: Created, body: Body): Promise<void> {
  const reply = await call(client, createCall(client.dataUrl, endpoint, JSON.stringify(body)));
  const same = (idOf(reply) || id).toLowerCase() === id.toLowerCase();
  const about = { resource: endpoint, operation: "create" };
  const works = reply.outcome === "updated" && same;
  checkReply(`POST ${endpoint} again updates the same item (200)`, about, reply, works);
}

/** DELETE of an item. @returns whether it was acknowledged */
export async function remove(client: SmokeClient, { endpoint, id }: Created): Promise<boolean> {
  const reply = await call(client, deleteCall(client.dataUrl, endpoint, id));
  const works = reply.outcome === "deleted" || isGone(reply);
  return checkReply(
    `DELETE ${endpoint}/{id} deletes it (204)`,
    { resource: endpoint, operation: "delete" },
    reply,
    works,
  );
}

/** Checks that a deleted item is not found. Not counted as a call, because 404 is the expected status. */
export async function isGoneAfter(client: SmokeClient, { endpoint, id }: Created): Promise<void> {
  const request = { ...readCall(client.dataUrl, endpoint, id), expect: [404] };
  const reply = await sendUntilCurrent(client, request, ({ status }) => status === 200);
  checkReply(`GET ${endpoint}/{id} after DELETE is rejected (404)`, request, reply, reply.status === 404);
}

/** Sends a request that the target must reject, and checks the status. */
export async function expectRejection(
  client: SmokeClient,
  name: string,
  request: Call,
  expected: readonly number[],
): Promise<void> {
  checkRejection(client, name, request, expected, await client.session.auth.ready(Date.now()));
}

/** The same without a token. */
export function expectRejectionWithoutToken(
  client: SmokeClient,
  name: string,
  request: Call,
  expected: readonly number[],
): void {
  checkRejection(client, name, request, expected, "");
}

/** Repeats the request only after transient failures. */
function checkRejection(
  client: SmokeClient,
  name: string,
  request: Call,
  expected: readonly number[],
  authorization: string,
): void {
  const { timeoutMs, limits } = client.session;
  const ask = (): Reply => send({ ...request, expect: expected }, authorization, timeoutMs);
  const reply = sender.isGone ? UNSENT : repeat(ask(), request, { ...limits, conflicts: 0 }, ask).reply;
  if (reply !== UNSENT) reportAnswer({ ...request, expect: expected }, reply);
  const works = expected.includes(reply.status);
  checkReply(`${name} (${expected.join(" or ")})`, request, reply, works);
}
