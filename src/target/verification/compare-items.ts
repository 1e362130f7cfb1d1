/** Fetches a sample of loaded items by ID, some also by key, and compares them with what was sent. */

import type { LoadPhaseData } from "../../lib/contracts/load-data.ts";
import type { Dataset, Vocabulary } from "../../lib/data/dataset.ts";
import { differences } from "../../lib/data/difference.ts";
import { asRecord, type JsonRecord, parseJson } from "../../lib/edfi/json.ts";
import { queryString } from "../../lib/edfi/query-string.ts";
import { resourcePath } from "../../lib/edfi/resource-path.ts";
import { isDenied } from "../../lib/http/outcome.ts";
import { holdsKey } from "../../lib/mix/item-key.ts";
import { isShared } from "../../lib/plan/shared-values.ts";
import type { ReasonCode } from "../../results/reason.ts";
import { SURE_SAMPLE, sampleRank } from "../../results/sample.ts";
import { type DataClient, describeReply, itemPath } from "../data-client.ts";
import { totalIn } from "./check-totals.ts";
import { settle } from "./settle.ts";
import { isUnanswered } from "./unread.ts";

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

/** What the target holds otherwise than it was written. */
export interface Difference {
  readonly code: Extract<ReasonCode, "lost-write" | "overwrote" | "verification">;
  /** One line. */
  readonly text: string;
  /** No replica that lags shows this: another item under the ID, or the same under two. */
  readonly isFinal?: boolean;
  /** There was no answer: nothing is known of the item. */
  readonly isUnread?: true;
}

export interface ItemDifferences {
  readonly checked: number;
  /** The first ones, at most MOST_LINES. */
  readonly differences: readonly Difference[];
  /** Items that differ or are not there. */
  readonly differing: number;
  /** Resources of which an item differs or is not there. */
  readonly wrong: ReadonlySet<string>;
  /** Items without an answer, each with what happened; they do not differ. */
  readonly unread: readonly { readonly endpoint: string; readonly text: string }[];
  /** Resources that the client may not read. */
  readonly unreadable: readonly string[];
  /** Items that were right only after a wait, and how long that took. */
  readonly late: number;
  readonly lateMs: number;
}

const MOST_LINES = 50;
/** Of each resource so many items are also looked for by their keys. */
const BY_KEY = 2;

/** @param perResource at most so many of each, and `most` in all, where one of each still fits */
export function sampleItems(
  data: Pick<LoadPhaseData, "resources">,
  perResource: number,
  most: number,
  seed: number,
): SampledItem[] {
  const resources = Object.entries(data.resources).filter(([, { ids }]) => ids.length > 0);
  const each = Math.min(perResource, Math.max(1, Math.floor(most / Math.max(1, resources.length))));
  return resources.flatMap(([endpoint, { ids }]) => drawn(endpoint, ids, each, seed)).slice(0, most);
}

/**
 * So many items of each resource, and of a large resource as many as belong to a fair sample of SURE_SAMPLE.
 * @param whole resources of which every known item is wanted
 */
export function sureSample(
  data: Pick<LoadPhaseData, "resources">,
  perResource: number,
  seed: number,
  whole: readonly string[] = [],
): SampledItem[] {
  if (perResource === 0) return [];
  const resources = Object.entries(data.resources).filter(([, { ids }]) => ids.length > 0);
  const all = resources.reduce((sum, [, { created, present }]) => sum + created + present, 0);
  return resources.flatMap(([endpoint, { ids, created, present }]) => {
    const share = Math.ceil((SURE_SAMPLE * (created + present)) / Math.max(1, all));
    return drawn(endpoint, ids, whole.includes(endpoint) ? ids.length : Math.max(perResource, share), seed);
  });
}

function drawn(
  endpoint: string,
  ids: LoadPhaseData["resources"][string]["ids"],
  most: number,
  seed: number,
): SampledItem[] {
  return [...ids]
    .sort(([a], [b]) => sampleRank(a, seed) - sampleRank(b, seed))
    .slice(0, most)
    .map(([index, id]) => ({ endpoint, index, id }));
}

export async function compareItems(comparison: ItemComparison): Promise<ItemDifferences> {
  const { sample } = comparison;
  const unreadable = new Set<string>();
  const counts = new Map<string, number>();
  const byKey = new Set(
    sample.filter(({ endpoint }) => {
      const count = (counts.get(endpoint) ?? 0) + 1;
      counts.set(endpoint, count);
      return count <= BY_KEY;
    }),
  );
  const { wrong, late, lateMs } = await settle(
    sample,
    async (item): Promise<Difference | undefined> => {
      const reply = await comparison.client.call("GET", itemPath(item.endpoint, item.id));
      if (isDenied(reply.outcome)) {
        unreadable.add(item.endpoint);
        return undefined;
      }
      const found = reply.outcome === "read" ? asRecord(parseJson(reply.text)) : undefined;
      if (reply.outcome === "not-found") return lost(describeReply(reply));
      if (isUnanswered(reply))
        return { code: "verification", text: describeReply(reply), isFinal: true, isUnread: true };
      if (found === undefined) return { code: "verification", text: describeReply(reply) };
      return problemOf(comparison, item, found) ?? (byKey.has(item) ? await problemByKey(comparison, item) : undefined);
    },
    ({ isFinal }) => isFinal === true,
  );
  const named = wrong.map(({ item, problem }) => ({
    endpoint: item.endpoint,
    problem: { ...problem, text: `${nameOf(comparison, item)} ${problem.text}` },
  }));
  const unread = named.filter(({ problem }) => problem.isUnread === true);
  const differing = named.filter(({ problem }) => problem.isUnread !== true);
  return {
    checked: sample.filter(({ endpoint }) => !unreadable.has(endpoint)).length - unread.length,
    differences: differing.slice(0, MOST_LINES).map(({ problem }) => problem),
    differing: differing.length,
    wrong: new Set(differing.map(({ endpoint }) => endpoint)),
    unread: unread.map(({ endpoint, problem: { text } }) => ({ endpoint, text })),
    unreadable: [...unreadable],
    late,
    lateMs,
  };
}

function lost(text: string): Difference {
  return { code: "lost-write", text };
}

function problemOf(comparison: ItemComparison, item: SampledItem, found: JsonRecord): Difference | undefined {
  const { endpoint, index, id } = item;
  const [first] = differences(sentBody(comparison, item), found);
  const key = comparison.dataset.key(endpoint, index);
  if (first === undefined) {
    return found.id === id
      ? undefined
      : { code: "verification", text: `has another ID in its body: ${found.id}`, isFinal: true };
  }
  // Letter case of descriptors is the target's: their keys may be the same and differ.
  if (isShared(endpoint) || holdsKey(found, key)) return { code: "verification", text: first };
  return { code: "overwrote", text: `its ID holds another item: ${first}`, isFinal: true };
}

/** The target must list it once, under the same ID, and count it once. */
async function problemByKey(
  { client, dataset }: ItemComparison,
  { endpoint, index, id }: SampledItem,
): Promise<Difference | undefined> {
  const query = queryString({ ...dataset.key(endpoint, index), totalCount: true });
  const reply = await client.call("GET", resourcePath(endpoint) + query);
  const rows = reply.outcome === "read" ? parseJson(reply.text) : undefined;
  // A target may not offer the key as a query, or not to this client.
  if (!Array.isArray(rows)) return undefined;
  const ids = rows.map((row) => asRecord(row)?.id);
  const total = totalIn(reply);
  if (ids.length === 0) return lost("is there by its ID, and not found by its key");
  if (ids.length > 1) return { code: "verification", text: `is there ${ids.length} times by its key`, isFinal: true };
  if (ids[0] !== id) return { code: "verification", text: `has the ID ${id}, and by its key ${ids[0]}`, isFinal: true };
  if (total === undefined || total === 1) return undefined;
  return { code: "verification", text: `is found once by its key, with a Total-Count of ${total}` };
}

/** Values that a target shares with others may carry other texts there: only their keys are this load's. */
function sentBody({ dataset, vocabulary }: ItemComparison, { endpoint, index }: SampledItem): unknown {
  return isShared(endpoint) ? dataset.key(endpoint, index) : dataset.body(endpoint, index, vocabulary);
}

function nameOf({ dataset }: ItemComparison, { endpoint, index }: SampledItem): string {
  return `${endpoint} ${JSON.stringify(dataset.key(endpoint, index))}`;
}
