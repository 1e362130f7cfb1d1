/** Finds items for a readwrite run without the file of a load: by the keys of the dataset, otherwise by paging. */

import { LoadTestError } from "../../base/errors.ts";
import { plural } from "../../base/figures.ts";
import type { KnownItem, ReadwritePlan } from "../../lib/contracts/readwrite-plan.ts";
import type { Dataset } from "../../lib/data/dataset.ts";
import { asText } from "../../lib/edfi/json.ts";
import { type Asking, firstId, itemsIn, type QueryAnswer } from "../../lib/plan/asking.ts";
import { itemsByKey } from "../../lib/plan/items-by-key.ts";
import { isDescriptor } from "../../lib/plan/smoke-selection.ts";
import { askTarget } from "../../target/ask-target.ts";
import type { DataClient } from "../../target/data-client.ts";

export interface DiscoveredItems {
  /** Endpoints that bodies may refer to. */
  readonly usable: readonly string[];
  readonly items: ReadwritePlan["items"];
  /** Endpoints with items that the client has no relationship with: they are not in `items`. */
  readonly hidden: readonly string[];
  /** False where items were found by paging: their keys are not known. */
  readonly knowsIndexes: boolean;
  /** Where the items come from, for people. */
  readonly origin: string;
}

/** Items looked for per resource. */
export const WANTED = 200;

/** @param wanted resources of the mix @throws LoadTestError "config" when there is nothing of them. */
export async function discoverItems(
  dataset: Dataset,
  client: DataClient,
  wanted: readonly string[],
): Promise<DiscoveredItems> {
  const byKey = await itemsOf(client, wanted, (endpoint) => itemsByKey(dataset, endpoint, WANTED));
  const usable = await askTarget(client, usableAt(dataset));
  const found = Object.values(byKey).flat().length;
  if (found > 0) {
    const origin = `${plural(found, "item")} found on the target by the keys of the profile's dataset`;
    return { usable, items: byKey, hidden: [], knowsIndexes: true, origin };
  }
  const paged = await itemsOf(client, wanted, itemsByPaging);
  const count = Object.values(paged).flat().length;
  if (count === 0) {
    throw new LoadTestError("config", `The target contains no items of ${wanted.join(", ")}.`, {
      hint: "Load it first: npm run load",
    });
  }
  const origin = `${plural(count, "item")} found on the target by paging; their keys are unknown, so new items are people only`;
  return { usable, items: paged, hidden: [], knowsIndexes: false, origin };
}

export async function itemsOf(
  client: DataClient,
  endpoints: readonly string[],
  look: (endpoint: string) => Asking<KnownItem[]>,
): Promise<ReadwritePlan["items"]> {
  const items: Record<string, readonly KnownItem[]> = {};
  for (const endpoint of endpoints) items[endpoint] = await askTarget(client, look(endpoint));
  return items;
}

function* itemsByPaging(endpoint: string): Asking<KnownItem[]> {
  const [answer] = yield [{ endpoint, filters: { limit: WANTED } }];
  const items = itemsIn(answer as QueryAnswer) ?? [];
  return items.flatMap(({ id }) => {
    const known = asText(id);
    return known === undefined ? [] : [[-1, known] as KnownItem];
  });
}

/** What bodies of new items may refer to: descriptors whose last value is there, resources whose first item is. */
function* usableAt(dataset: Dataset): Asking<string[]> {
  const endpoints = dataset.endpoints.filter((endpoint) => dataset.count(endpoint) > 0);
  const answers = yield endpoints.map((endpoint) => {
    const index = isDescriptor(endpoint) ? dataset.count(endpoint) - 1 : 0;
    return { endpoint, filters: dataset.key(endpoint, index) };
  });
  return endpoints.filter((_, at) => firstId(answers[at] as QueryAnswer) !== undefined);
}
