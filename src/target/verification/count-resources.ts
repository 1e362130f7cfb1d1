/** How many items of each resource a target holds. */

import { resourcePath } from "../../lib/edfi/resource-path.ts";
import type { DataClient } from "../data-client.ts";
import { describeReply } from "../data-client.ts";
import { eachInParallel } from "../parallel.ts";
import { totalIn } from "./check-totals.ts";

export interface ResourceCounts {
  /** By endpoint. */
  readonly counts: Readonly<Record<string, number>>;
  /** Why an endpoint could not be counted: the client may not read it, or the target does not count. */
  readonly uncounted: Readonly<Record<string, string>>;
}

const WIDTH = 8;

/** Asks for no items and the total only, which is the cheapest way to count. Throws only when no token can be had. */
export async function countResources(client: DataClient, endpoints: readonly string[]): Promise<ResourceCounts> {
  const counts: Record<string, number> = {};
  const uncounted: Record<string, string> = {};
  await eachInParallel(endpoints, WIDTH, async (endpoint) => {
    const reply = await client.call("GET", `${resourcePath(endpoint)}?limit=0&totalCount=true`);
    const total = totalIn(reply);
    if (reply.outcome !== "read") uncounted[endpoint] = describeReply(reply);
    else if (total === undefined) uncounted[endpoint] = "the target sent no Total-Count header";
    else counts[endpoint] = total;
  });
  return { counts, uncounted };
}
