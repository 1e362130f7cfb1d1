/** Fetches a sample of loaded items by id and compares them with what was sent. */

import type { LoadPhaseData } from "../../lib/contracts/load-data.ts";
import type { Dataset, Vocabulary } from "../../lib/data/dataset.ts";
import { differences } from "../../lib/data/difference.ts";
import { parseJson } from "../../lib/edfi/json.ts";
import { isDenied } from "../../lib/http/outcome.ts";
import { isShared } from "../../lib/plan/shared-values.ts";
import { sampleRank } from "../../results/sample.ts";
import { type DataClient, describeReply } from "../data-client.ts";
import { eachInParallel } from "../parallel.ts";

export interface SampledItem {
  readonly endpoint: string;
  readonly index: number;
  readonly id: string;
}

export interface ItemComparison {
  readonly client: DataClient;
  readonly dataset: Pick<Dataset, "body" | "key">;
  readonly vocabulary: Vocabulary;
  readonly sample: readonly SampledItem[];
}

export interface ItemDifferences {
  readonly checked: number;
  /** The first lines, at most MOST_LINES. */
  readonly lines: readonly string[];
  /** Items that differ or are not there. */
  readonly differing: number;
  /** Resources that the client may not read. */
  readonly unreadable: readonly string[];
}

const MOST_LINES = 50;
const WIDTH = 8;

/** @param perResource at most so many of each, and `most` in all, where one of each still fits */
export function sampleItems(
  data: Pick<LoadPhaseData, "resources">,
  perResource: number,
  most: number,
  seed: number,
): SampledItem[] {
  const resources = Object.entries(data.resources).filter(([, { ids }]) => ids.length > 0);
  const each = Math.min(perResource, Math.max(1, Math.floor(most / Math.max(1, resources.length))));
  const sample = resources.flatMap(([endpoint, { ids }]) =>
    [...ids]
      .sort(([a], [b]) => sampleRank(a, seed) - sampleRank(b, seed))
      .slice(0, each)
      .map(([index, id]) => ({ endpoint, index, id })),
  );
  return sample.slice(0, most);
}

export async function compareItems(comparison: ItemComparison): Promise<ItemDifferences> {
  const lines: string[] = [];
  const unreadable = new Set<string>();
  let checked = 0;
  let differing = 0;
  await eachInParallel(comparison.sample, WIDTH, async (item) => {
    const reply = await comparison.client.call("GET", `${item.endpoint}/${encodeURIComponent(item.id)}`);
    if (isDenied(reply.outcome)) return void unreadable.add(item.endpoint);
    checked++;
    const found =
      reply.outcome === "read"
        ? differences(sentBody(comparison, item), parseJson(reply.text))
        : [describeReply(reply)];
    if (found.length > 0) differing++;
    for (const text of found) if (lines.length < MOST_LINES) lines.push(`${nameOf(comparison, item)} ${text}`);
  });
  return { checked, lines, differing, unreadable: [...unreadable] };
}

/** Values that a target shares with others may carry other texts there: only their keys are this load's. */
function sentBody({ dataset, vocabulary }: ItemComparison, { endpoint, index }: SampledItem): unknown {
  return isShared(endpoint) ? dataset.key(endpoint, index) : dataset.body(endpoint, index, vocabulary);
}

function nameOf({ dataset }: ItemComparison, { endpoint, index }: SampledItem): string {
  return `${endpoint} ${JSON.stringify(dataset.key(endpoint, index))}`;
}
