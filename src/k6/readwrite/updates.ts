/** Update operations: real changes to loaded items. */

import { ID, keyOrId, type PlannedItem } from "../../lib/contracts/planned-items.ts";
import type { JsonRecord } from "../../lib/edfi/json.ts";
import { resourcePath } from "../../lib/edfi/resource-path.ts";
import { after, afterWith, type MaybePromise } from "../../lib/maybe-promise.ts";
import { changedText } from "../../lib/mix/changed-text.ts";
import type { MixOperation } from "../../lib/mix/compact-mix.ts";
import { readWithoutLinks, updateBody } from "../../lib/mix/update-body.ts";
import { exchange } from "../exchange.ts";
import type { Reply } from "../http-client.ts";
import { namesOf } from "./known-items.ts";
import { isReadBack, readBackUpdated } from "./read-back.ts";
import { pickItem, readForUpdate } from "./reads.ts";
import { callOf, conclude, concludeUnsent, request } from "./request.ts";
import { dataUrl, plan, serial, session } from "./vu.ts";

/** Lost races after which an update gives up. */
const MOST_RACES = 200;

/** Reads an item, changes one property, and sends the whole item. */
export function update(resource: string, { change }: MixOperation): MaybePromise<void> {
  const isCounting = change === "counter";
  const item = pickItem(resource, plan.sharing);
  if (plan.ifMatch || isCounting || isReadBack()) return attemptUpdate(resource, isCounting, item, 0, undefined);
  return afterWith(readForUpdate(resource, item), sendUpdate, resource, item);
}

/** Hot path: works on the item's text, without parsing it. */
function sendUpdate(resource: string, item: PlannedItem, text: string | undefined): MaybePromise<void> {
  const body = text === undefined ? undefined : bodyOfUpdate(resource, text);
  if (body === undefined) return undefined;
  return request(resource, "PUT", "update", `/${item[ID]}`, body, concludeUpdate, item);
}

function bodyOfUpdate(resource: string, text: string): string | undefined {
  const changeable = plan.changes[resource];
  const usual = changedText(changeable, text, serial);
  if (usual !== undefined) return usual;
  const read = readWithoutLinks(text);
  const body = read === undefined ? undefined : updateBody(changeable, read, serial, false);
  return body === undefined ? undefined : JSON.stringify(body);
}

function concludeUpdate(resource: string, item: PlannedItem, reply: Reply): void {
  conclude(reply, resource, "update", reply.outcome, item[ID] as string, item);
}

/**
 * For If-Match, counters and read-backs, which need the parsed item.
 * @param uncertain the value that was sent, if the response was lost and the repeat got 412, perhaps because the first
 *   request had succeeded
 */
function attemptUpdate(
  resource: string,
  isCounting: boolean,
  item: PlannedItem,
  races: number,
  uncertain: unknown,
): MaybePromise<void> {
  const id = item[ID] as string;
  const changeable = plan.changes[resource];
  return after(readForUpdate(resource, item), (text) => {
    const read = text === undefined ? undefined : readWithoutLinks(text);
    const body = read === undefined ? undefined : updateBody(changeable, read, serial, isCounting);
    if (read === undefined || body === undefined) return undefined;
    const property = changeable?.property ?? "";
    if (uncertain !== undefined && read[property] === uncertain)
      return concludeUnsent(resource, "update", "updated", id);
    const usual = callOf(resource, "update");
    const call = { ...usual, url: `${dataUrl}${resourcePath(resource)}/${id}`, body: JSON.stringify(body) };
    const guarded = plan.ifMatch ? { ...call, headers: { ...call.headers, "If-Match": etagOf(read) } } : call;
    return after(exchange(session, guarded), (reply) => {
      const hasLost = reply.outcome === "precondition-failed";
      const outcome = hasLost && races >= MOST_RACES ? "conflict" : reply.outcome;
      conclude(reply, resource, "update", outcome, id, item);
      if (reply.outcome === "updated" && isReadBack()) {
        return readBackUpdated(
          { resource, op: "update", id, key: keyOrId(namesOf(resource), item) },
          read,
          body,
          isCounting,
        );
      }
      if (!hasLost || races >= MOST_RACES) return undefined;
      return attemptUpdate(resource, isCounting, item, races + 1, reply.repeats > 0 ? body[property] : undefined);
    });
  });
}

function etagOf(item: JsonRecord): string {
  const etag = String(item._etag ?? "*");
  return etag === "*" || etag.startsWith('"') ? etag : `"${etag}"`;
}
