/**
 * Change queries, as a system sends them that keeps a copy of the data: the newest change version, then all changes up to
 * it, then the deletes and key changes of the same span. Each VU follows each resource independently, with one request
 * per iteration.
 */

import { routeName } from "../../lib/contracts/metrics.ts";
import { asRecord, parseJson } from "../../lib/edfi/json.ts";
import { USUAL_PAGE } from "../../lib/edfi/page-size.ts";
import { queryString } from "../../lib/edfi/query-string.ts";
import { resourcePath } from "../../lib/edfi/resource-path.ts";
import { after, type MaybePromise } from "../../lib/maybe-promise.ts";
import type { MixOperation } from "../../lib/mix/compact-mix.ts";
import { type Call, countItems } from "../http-client.ts";
import { smallerPage } from "../page-size.ts";
import { outcomeOfRead } from "./reads.ts";
import { ask, conclude } from "./request.ts";
import { changeQueriesUrl, dataUrl } from "./vu.ts";

type Part = "" | "/deletes" | "/keyChanges";

interface Follower {
  /** The lowest version that is not fetched yet. */
  readonly from: number;
  readonly to: number;
  /** Remaining parts of the span; empty: the next request asks for the newest version. */
  readonly parts: readonly Part[];
  readonly offset: number;
}

/** Lowered if the target allows less. */
let pageSize = USUAL_PAGE;
/** Versions that a new follower starts with, instead of the whole history. */
const FIRST_SPAN = 1000;

const followers: Record<string, Follower> = {};

export function followChanges(resource: string, operation: MixOperation): MaybePromise<void> {
  const follower = followers[resource];
  const part = follower?.parts[0];
  return follower === undefined || part === undefined
    ? askVersions(resource, operation, follower)
    : askSpan(resource, follower, part);
}

function askVersions(
  resource: string,
  { deletes, keyChanges }: MixOperation,
  follower: Follower | undefined,
): MaybePromise<void> {
  const url = `${changeQueriesUrl}/availableChangeVersions`;
  return after(ask(changesCall(resource, url, "GET /availableChangeVersions")), (reply) => {
    const versions = reply.outcome === "read" ? asRecord(parseJson(reply.body)) : undefined;
    const to = Number(versions?.newestChangeVersion ?? Number.NaN);
    const oldest = Number(versions?.oldestChangeVersion ?? 0);
    // Change versions never decrease: a lower one belongs to another data store.
    const isRight = to >= (follower?.from ?? 0) - 1;
    const outcome = outcomeOfRead(reply.outcome, isRight);
    conclude(reply, resource, "changes", outcome, "", url);
    if (!isRight) return;
    const from = follower?.from ?? Math.max(oldest, to - FIRST_SPAN);
    const parts: Part[] = [""];
    if (deletes === true) parts.push("/deletes");
    if (keyChanges === true) parts.push("/keyChanges");
    followers[resource] = { from, to, parts: to < from ? [] : parts, offset: 0 };
  });
}

/** @param before requests of this operation so far */
function askSpan(resource: string, follower: Follower, part: Part, before = 0): MaybePromise<void> {
  const { from, to, parts, offset } = follower;
  const path = resourcePath(resource);
  const filters = { minChangeVersion: from, maxChangeVersion: to, offset, limit: pageSize };
  const url = dataUrl + path + part + queryString(filters);
  const name = routeName("GET", path, part === "" ? "?changes" : part);
  return after(ask({ ...changesCall(resource, url, name), isList: true }), (answer) => {
    const reply = { ...answer, requests: answer.requests + before };
    const allowed = smallerPage(reply) ?? pageSize;
    if (allowed < pageSize) {
      pageSize = allowed;
      return askSpan(resource, follower, part, reply.requests);
    }
    const count = countItems(reply);
    const outcome = outcomeOfRead(reply.outcome, count >= 0);
    conclude(reply, resource, "changes", outcome, "", filters);
    if (count === pageSize) followers[resource] = { ...follower, offset: offset + pageSize };
    else if (parts.length > 1) followers[resource] = { ...follower, parts: parts.slice(1), offset: 0 };
    else followers[resource] = { from: to + 1, to, parts: [], offset: 0 };
    return undefined;
  });
}

function changesCall(resource: string, url: string, name: string): Call {
  return { method: "GET", url, operation: "changes", resource, name };
}
