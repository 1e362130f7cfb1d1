/** The data of a readwrite run: from the file of a load, or found on the target. */

import { LoadTestError } from "../../base/errors.ts";
import { plural } from "../../base/figures.ts";
import { datasetSettings } from "../../lib/config/dataset-settings.ts";
import type { Config } from "../../lib/config/fields.ts";
import type { LoadPhaseData } from "../../lib/contracts/load-data.ts";
import { createDataset } from "../../lib/data/create-dataset.ts";
import type { Dataset } from "../../lib/data/dataset.ts";
import { asRecord, parseJson } from "../../lib/edfi/json.ts";
import { isDenied } from "../../lib/http/outcome.ts";
import { holdsKey } from "../../lib/mix/item-key.ts";
import { itemsByKey } from "../../lib/plan/items-by-key.ts";
import { isDescriptor } from "../../lib/plan/smoke-selection.ts";
import { type DataClient, describeReply, itemPath } from "../../target/data-client.ts";
import type { Installation } from "../../target/installation.ts";
import { eachInParallel } from "../../target/parallel.ts";
import { sampleItems } from "../../target/verification/compare-items.ts";

import { type DiscoveredItems, discoverItems, itemsOf, WANTED } from "./discover-items.ts";
import { readLoadedData } from "./loaded-data.ts";

export interface WorkData extends DiscoveredItems {
  readonly dataset: Dataset;
  /** Absent where items were looked for. */
  readonly loaded: LoadPhaseData | undefined;
}

const WIDTH = 8;
/** Items of a load that must still exist, one per resource, because a single resource may have been emptied. */
const SAMPLE = 200;

/** What a load left, or items found at the target. @param wanted resources of the mix. @throws LoadTestError */
export async function findData(
  config: Config,
  installation: Installation,
  client: DataClient,
  wanted: readonly string[],
): Promise<WorkData> {
  const loaded = readLoadedData(config, installation);
  if (loaded !== undefined) return useLoadedData(loaded.data, loaded.dataset, client, wanted);
  const dataset = createDataset(datasetSettings(config));
  return { ...(await discoverItems(dataset, client, wanted)), dataset, loaded: undefined };
}

/**
 * @throws LoadTestError "config" if the target does not have the items of the file (another data store, or emptied since);
 *   "preflight" if its responses are no items
 */
async function useLoadedData(
  data: LoadPhaseData,
  dataset: Dataset,
  client: DataClient,
  wanted: readonly string[],
): Promise<WorkData> {
  const sample = sampleItems(data, 1, SAMPLE, data.dataset.seed).filter(({ endpoint }) => !isDescriptor(endpoint));
  const gone: string[] = [];
  const unread: string[] = [];
  await eachInParallel(sample, WIDTH, async ({ endpoint, index, id }) => {
    const reply = await client.call("GET", itemPath(endpoint, id));
    const item = reply.outcome === "read" ? asRecord(parseJson(reply.text)) : undefined;
    if (isDenied(reply.outcome) || (item !== undefined && holdsKey(item, dataset.key(endpoint, index)))) return;
    const seen = item === undefined ? describeReply(reply) : "is another item";
    const isGone = item !== undefined || reply.outcome === "not-found";
    (isGone ? gone : unread).push(`${endpoint}/${id} ${seen}`);
  });
  const wrong = `${(gone.length > 0 ? gone : unread).length} of ${plural(sample.length, "item")} of the load ${data.run}`;
  if (gone.length > 0) {
    const seen = `${wrong} are not on the target (${gone[0]})`;
    throw new LoadTestError("config", `This is not the data store that was loaded: ${seen}.`, {
      hint: "Load it first: npm run load. Or name the right file with --data, or add --discover.",
    });
  }
  if (unread.length > 0) {
    throw new LoadTestError("preflight", `The target does not return what was loaded: ${wrong} (${unread[0]}).`, {
      hint: "Check that the target works and that API_BASE_URL is the API itself, not a login page or a proxy.",
    });
  }
  const items = Object.fromEntries(Object.entries(data.resources).map(([endpoint, { ids }]) => [endpoint, ids]));
  const hidden = await hiddenOf(items, client, wanted);
  for (const endpoint of hidden) items[endpoint] = [];
  const missing = wanted.filter((endpoint) => (items[endpoint]?.length ?? 0) === 0 && !hidden.includes(endpoint));
  const ofOthers = await itemsOf(client, missing, (endpoint) => itemsByKey(dataset, endpoint, WANTED));
  const origin = `load ${data.run}${data.complete ? "" : ", which is not complete"}`;
  const { usable } = data;
  return { dataset, usable, items: { ...items, ...ofOthers }, hidden, knowsIndexes: true, origin, loaded: data };
}

/** Endpoints whose loaded items relationships do not let the client see: the first stands for all. */
async function hiddenOf(items: WorkData["items"], client: DataClient, endpoints: readonly string[]): Promise<string[]> {
  const hidden: string[] = [];
  await eachInParallel(endpoints, WIDTH, async (endpoint) => {
    const [, id] = items[endpoint]?.[0] ?? [];
    if (id === undefined) return;
    const { outcome } = await client.call("GET", itemPath(endpoint, id));
    if (outcome === "no-relationship") hidden.push(endpoint);
  });
  return hidden;
}
