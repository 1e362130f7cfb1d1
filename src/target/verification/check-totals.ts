/** Compares Total-Count with what a walk through the pages finds, of resources that a few pages hold. */

import { asRecord, parseJson } from "../../lib/edfi/json.ts";
import { resourcePath } from "../../lib/edfi/resource-path.ts";
import type { DataClient } from "../data-client.ts";
import { settle } from "./settle.ts";

export interface TotalsCheck {
  /** Resources that were walked through. */
  readonly walked: number;
  /** One line each. */
  readonly problems: readonly string[];
}

const MOST_ITEMS = 600;
const MOST_RESOURCES = 60;
const LARGEST_PAGE = 200;
/** So many pages at least: what only later pages do wrong must show. */
const PAGES = 3;

/** @param counts items by endpoint, as the target counts them */
export async function checkTotals(client: DataClient, counts: Readonly<Record<string, number>>): Promise<TotalsCheck> {
  const endpoints = Object.keys(counts).filter((endpoint) => {
    const count = counts[endpoint] ?? 0;
    return count > 0 && count <= MOST_ITEMS;
  });
  const walked = endpoints.slice(0, MOST_RESOURCES);
  const { wrong } = await settle(walked, (endpoint) => problemOf(client, endpoint));
  return { walked: walked.length, problems: wrong.map(({ item, problem }) => `${item}: ${problem}`) };
}

/** Undefined also while others write: the total must be the same before and after the walk. */
async function problemOf(client: DataClient, endpoint: string): Promise<string | undefined> {
  const total = await totalOf(client, endpoint);
  if (total === undefined || total === 0) return undefined;
  const limit = Math.min(LARGEST_PAGE, Math.ceil(total / PAGES));
  const bodies: string[] = [];
  const ids = new Set<string>();
  for (let offset = 0; offset <= total + limit; offset += limit) {
    const { outcome, text } = await client.call("GET", `${resourcePath(endpoint)}?offset=${offset}&limit=${limit}`);
    const rows = outcome === "read" ? parseJson(text) : undefined;
    if (!Array.isArray(rows)) return undefined;
    for (const row of rows) {
      const { id, _etag, _lastModifiedDate, ...body } = asRecord(row) ?? {};
      ids.add(String(id));
      bodies.push(JSON.stringify(body));
    }
    if (rows.length < limit) break;
  }
  if ((await totalOf(client, endpoint)) !== total) return undefined;
  if (bodies.length !== total) return `Total-Count is ${total}, its pages hold ${bodies.length} items`;
  if (ids.size < bodies.length) return `an ID is on its pages ${bodies.length - ids.size + 1} times`;
  const twice = bodies.length - new Set(bodies).size;
  return twice === 0 ? undefined : `${twice} items are there a second time, under another ID`;
}

async function totalOf(client: DataClient, endpoint: string): Promise<number | undefined> {
  return totalIn(await client.call("GET", `${resourcePath(endpoint)}?limit=0&totalCount=true`));
}

/** A gateway that adds its own copy of a header makes two of it, joined with a comma. */
export function totalIn(reply: { header(name: string): string | undefined }): number | undefined {
  const total = /^(\d{1,15})(?:, ?\1)*$/.exec(reply.header("total-count") ?? "")?.[1];
  return total === undefined ? undefined : Number(total);
}
