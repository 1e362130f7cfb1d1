/** The steps of the smoke phase: one request each, with a named check that reports the server's message. */

import { outcomeName } from "../../lib/contracts/metrics.ts";
import { changedBody } from "../../lib/data/change.ts";
import type { Body, Scalar } from "../../lib/data/dataset.ts";
import { differences } from "../../lib/data/difference.ts";
import { parseJson } from "../../lib/edfi/json.ts";
import { isSuccess } from "../../lib/http/outcome.ts";
import type { Session } from "../exchange.ts";
import { type Call, idOf, type Reply, send } from "../http-client.ts";
import { itemFailures, outcomes } from "../metrics.ts";
import { repeat } from "../repeat.ts";
import { checkReply } from "../report.ts";
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

async function call(client: SmokeClient, request: Call): Promise<SmokeReply> {
  const reply = await sender.send(client.session, request);
  const { resource, operation: op } = request;
  const { outcome } = reply;
  outcomes.add(1, { resource, op, outcome, name: outcomeName(op, resource, outcome) });
  itemFailures.add(!isSuccess(reply.outcome) && !isGone(reply), { resource: request.resource });
  return reply;
}

/** Deleted by a request whose response was lost. */
function isGone({ status, repeats }: SmokeReply): boolean {
  return status === 404 && repeats > 0;
}

/** Items found by natural key; undefined when the query failed. */
export async function find(
  client: SmokeClient,
  endpoint: string,
  filters: Readonly<Record<string, Scalar>>,
): Promise<readonly Body[] | undefined> {
  const request = queryCall(client.dataUrl, endpoint, filters);
  const reply = await call(client, request);
  const items = parseJson(reply.body);
  const works = reply.status === 200 && Array.isArray(items);
  checkReply(`GET ${endpoint} by query returns a list (200)`, { resource: endpoint, operation: "query" }, reply, works);
  return works ? (items as Body[]) : undefined;
}

/**
 * POST of a new item (201), or of one that an interrupted run left behind (200). Undefined when it failed.
 * @param expected statuses, the usual one first
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

/** GET by id; compares with what was written. */
export async function readBack(
  client: SmokeClient,
  { endpoint, id }: Created,
  written: Body,
  when: string,
): Promise<void> {
  const reply = await call(client, readCall(client.dataUrl, endpoint, id));
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

/** False when the client has no relationship with the item. The answer is no check: there may be none to have. */
export async function isVisible(client: SmokeClient, { endpoint, id }: Created): Promise<boolean> {
  const request = { ...readCall(client.dataUrl, endpoint, id), expect: [200, 403] };
  const { outcome } = await sender.send(client.session, request);
  return outcome !== "no-relationship";
}

/** PUT of the full body with its id and one real change. Returns the body that should now be there. */
export async function change(client: SmokeClient, { endpoint, id }: Created, body: Body): Promise<Body> {
  const changed = changedBody(endpoint, body, 1) ?? body;
  const reply = await call(client, updateCall(client.dataUrl, endpoint, id, JSON.stringify({ ...changed, id })));
  const works = reply.outcome === "updated";
  checkReply(`PUT ${endpoint}/{id} updates it (204)`, { resource: endpoint, operation: "update" }, reply, works);
  return works ? changed : body;
}

/** A second POST of the same natural key must update, not duplicate. */
export async function upsert(client: SmokeClient, { endpoint, id }: Created, body: Body): Promise<void> {
  const reply = await call(client, createCall(client.dataUrl, endpoint, JSON.stringify(body)));
  const same = (idOf(reply) || id).toLowerCase() === id.toLowerCase();
  const about = { resource: endpoint, operation: "create" };
  const works = reply.outcome === "updated" && same;
  checkReply(`POST ${endpoint} again updates the same item (200)`, about, reply, works);
}

export async function remove(client: SmokeClient, { endpoint, id }: Created): Promise<void> {
  const reply = await call(client, deleteCall(client.dataUrl, endpoint, id));
  const works = reply.outcome === "deleted" || isGone(reply);
  checkReply(`DELETE ${endpoint}/{id} deletes it (204)`, { resource: endpoint, operation: "delete" }, reply, works);
}

/** Sends what the server must reject, and checks the status; repeats only after transient failures. */
export async function refused(
  client: SmokeClient,
  name: string,
  request: Call,
  expected: readonly number[],
  withToken = true,
): Promise<void> {
  await client.session.auth.prepare(Date.now());
  const authorization = withToken ? client.session.auth.header : "";
  const { timeoutMs, limits } = client.session;
  const ask = (): Reply => send({ ...request, expect: expected }, authorization, timeoutMs);
  const { resource, operation } = request;
  const reply = sender.isGone ? UNSENT : repeat(ask(), request, { ...limits, conflicts: 0 }, ask).reply;
  const works = expected.includes(reply.status);
  checkReply(`${name} (${expected.join(" or ")})`, { resource, operation }, reply, works);
}
