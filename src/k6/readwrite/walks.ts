/** Reads lists page by page. Each iteration requests one page; the walk continues in the next iteration of this kind. */

import { resourcePath } from "../../lib/edfi/resource-path.ts";
import { after, type MaybePromise } from "../../lib/maybe-promise.ts";
import type { MixOperation } from "../../lib/mix/compact-mix.ts";
import { exchange } from "../exchange.ts";
import { countItems, headerOf } from "../http-client.ts";
import { itemCount } from "./known-items.ts";
import { outcomeOfRead } from "./reads.ts";
import { callOf, conclude } from "./request.ts";
import { dataUrl, iteration, plan, session } from "./vu.ts";

interface Walk {
  /** Number of the walk: walks take the limits in turn. */
  readonly number: number;
  readonly page: number;
  readonly offset: number;
  /** Items on the pages so far. */
  readonly seen: number;
  readonly token: string;
}

/** By resource and operation. A plain object, because a Map costs memory in each VU. */
const walks: Record<string, Walk> = {};

/** The fewest items that a complete walk must find: loaded items are never deleted. */
function leastItems(resource: string): number {
  return Math.min(itemCount(resource), plan.there[plan.place[resource] as number] ?? 0);
}

/** The next page of this VU's walk. */
export function page(resource: string, operation: MixOperation): MaybePromise<void> {
  const { limits = [25], totalCount = false, pages = 0 } = operation;
  const name = `${resource} ${plan.mix.operations.indexOf(operation)}`;
  const walk = walks[name] ?? { number: iteration % limits.length, page: 0, offset: 0, seen: 0, token: "" };
  const limit = limits[walk.number % limits.length] as number;
  const isCursor = operation.by === "cursor";
  const filters = filtersOf(walk, limit, isCursor) + (totalCount && walk.token === "" ? "&totalCount=true" : "");
  const url = `${dataUrl}${resourcePath(resource)}?${filters}`;
  return after(exchange(session, { ...callOf(resource, "page"), url }), (reply) => {
    const count = countItems(reply);
    const hasTotal = !totalCount || Number.parseInt(headerOf(reply, "total-count") ?? "", 10) >= 0;
    const token = isCursor ? (headerOf(reply, "next-page-token") ?? "") : "";
    const isLast = isCursor ? token === "" : count < limit;
    const seen = walk.seen + count;
    const isRight = count >= 0 && count <= limit && hasTotal && !(isLast && seen < leastItems(resource));
    const outcome = outcomeOfRead(reply.outcome, isRight);
    conclude(reply, resource, "page", outcome, "", filters);
    const isEnd = outcome !== "read" || isLast || walk.page + 1 === pages;
    walks[name] = isEnd
      ? { number: walk.number + 1, page: 0, offset: 0, seen: 0, token: "" }
      : { ...walk, page: walk.page + 1, offset: walk.offset + limit, seen, token };
  });
}

function filtersOf({ token, offset }: Walk, limit: number, isCursor: boolean): string {
  if (!isCursor) return `offset=${offset}&limit=${limit}`;
  return token === "" ? `limit=${limit}` : `pageToken=${encodeURIComponent(token)}&pageSize=${limit}`;
}
