/** What a readwrite run works on: the file that a load left, or items that are found at the target. */

import { join } from "node:path";
import { LoadTestError } from "../../base/errors.ts";
import { datasetSettings } from "../../lib/config/dataset-settings.ts";
import type { Config } from "../../lib/config/fields.ts";
import { type LoadPhaseData, otherVersion } from "../../lib/contracts/load-data.ts";
import { LOAD_DATA_FILE } from "../../lib/contracts/run-files.ts";
import { createDataset } from "../../lib/data/create-dataset.ts";
import type { Dataset } from "../../lib/data/dataset.ts";
import { asRecord, parseJson } from "../../lib/edfi/json.ts";
import { isDenied } from "../../lib/http/outcome.ts";
import { holdsKey } from "../../lib/mix/item-key.ts";
import { itemsByKey } from "../../lib/plan/items-by-key.ts";
import { isDescriptor } from "../../lib/plan/smoke-selection.ts";
import { readLoadPhaseData } from "../../store/load-data/load-data-file.ts";
import { targetDataOfLoad } from "../../store/load-data/target-data-file.ts";
import { type DataClient, describeReply, itemPath } from "../../target/data-client.ts";
import type { Installation } from "../../target/installation.ts";
import { eachInParallel } from "../../target/parallel.ts";
import { isSameTarget } from "../../target/same-target.ts";
import { sampleItems } from "../../target/verification/compare-items.ts";
import { datasetOf } from "../target-data/target-dataset.ts";
import { type DiscoveredItems, discoverItems, itemsOf, WANTED } from "./discover-items.ts";

export interface WorkData extends DiscoveredItems {
  readonly dataset: Dataset;
  /** Absent where items were looked for. */
  readonly loaded: LoadPhaseData | undefined;
}

const WIDTH = 8;
/** Items of a load that must still be there. */
const SAMPLE = 24;

/** What a load left, or items found at the target. @param wanted resources of the mix. @throws LoadTestError */
export async function findData(
  config: Config,
  installation: Installation,
  client: DataClient,
  wanted: readonly string[],
): Promise<WorkData> {
  const loaded = readLoadedData(config, installation);
  if (loaded !== undefined) {
    const dataset = datasetOf(createDataset(loaded.dataset), targetDataOfLoad(dataFileOf(config), loaded));
    return useLoadedData(loaded, dataset, client, wanted);
  }
  const dataset = createDataset(datasetSettings(config));
  return { ...(await discoverItems(dataset, client, wanted)), dataset, loaded: undefined };
}

/** Absent with --discover. @throws LoadTestError when the file is not there, or is of another target or version. */
function readLoadedData(
  config: Config,
  installation: Pick<Installation, "kind" | "baseUrl">,
): LoadPhaseData | undefined {
  if (config.discover) return undefined;
  const path = dataFileOf(config);
  const data = readData(path);
  if (!isSameTarget(data.target, installation)) {
    const name = (of: Pick<Installation, "kind" | "baseUrl">): string =>
      of.kind === "sandbox" ? "the embedded sandbox" : of.baseUrl;
    throw new LoadTestError("config", `${path} is of ${name(data.target)}; this run goes to ${name(installation)}.`, {
      hint: "Load this target first (npm run load), name its file with --data, or add --discover.",
    });
  }
  const other = otherVersion(data);
  if (other === undefined) return data;
  throw new LoadTestError("config", other, {
    hint: `Delete what it created (npm run cleanup -- ${data.run}) and load again: npm run load.`,
  });
}

function dataFileOf({ dataFile, resultsDirectory }: Config): string {
  return dataFile === "" ? join(resultsDirectory, LOAD_DATA_FILE) : dataFile;
}

function readData(path: string): LoadPhaseData {
  try {
    return readLoadPhaseData(path);
  } catch (error) {
    if (!(error instanceof LoadTestError)) throw error;
    const hint = "Run the load phase first: npm run load. For a target loaded by other means add --discover.";
    throw new LoadTestError(error.kind, error.message, { hint, cause: error });
  }
}

/** @throws LoadTestError "config" when the target does not hold what the file says: another store, or emptied since. */
async function useLoadedData(
  data: LoadPhaseData,
  dataset: Dataset,
  client: DataClient,
  wanted: readonly string[],
): Promise<WorkData> {
  const sample = sampleItems(data, 1, SAMPLE, data.dataset.seed).filter(({ endpoint }) => !isDescriptor(endpoint));
  let right = 0;
  let first = "";
  await eachInParallel(sample, WIDTH, async ({ endpoint, index, id }) => {
    const reply = await client.call("GET", itemPath(endpoint, id));
    const item = reply.outcome === "read" ? asRecord(parseJson(reply.text)) : undefined;
    if (isDenied(reply.outcome) || (item !== undefined && holdsKey(item, dataset.key(endpoint, index)))) right++;
    else first ||= `${endpoint}/${id} ${item === undefined ? describeReply(reply) : "is another item"}`;
  });
  if (right < sample.length) {
    const seen = `${sample.length - right} of ${sample.length} items of the load ${data.run} are not at the target`;
    throw new LoadTestError("config", `This is another store than the one that was loaded: ${seen} (${first}).`, {
      hint: "Load it first: npm run load. Or name the right file with --data, or add --discover.",
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
