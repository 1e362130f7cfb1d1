/** The verification after a clean-up: exactly what was deleted is missing, and nothing of the run is left. */

import type { PlanSegment } from "../../../lib/plan/load-plan.ts";
import type { ItemSet } from "../../../lib/plan/ranges.ts";
import { ItemSample } from "../../../results/sample.ts";
import { type DataClient, describeReply, itemPath } from "../../../target/data-client.ts";
import { eachInParallel } from "../../../target/parallel.ts";
import { countResources, type ResourceCounts } from "../../../target/verification/count-resources.ts";
import type { Tally } from "./delete-items.ts";
import type { OwnItems } from "./own-items.ts";

export interface ProofInput {
  readonly client: DataClient;
  readonly segments: readonly PlanSegment[];
  readonly own: OwnItems;
  readonly gone: ItemSet;
  readonly before: ResourceCounts;
  readonly tallies: ReadonlyMap<string, Tally>;
}

export interface CleanupCount {
  readonly endpoint: string;
  readonly before: number;
  readonly deleted: number;
  readonly after: number;
}

export interface CleanupProof {
  readonly counts: readonly CleanupCount[];
  /** Deleted items that were asked for again. */
  readonly checked: number;
  /** What does not add up, one line each; empty when everything does. */
  readonly differences: readonly string[];
  readonly warnings: readonly string[];
}

const SAMPLE_PER_RESOURCE = 5;
const MOST_SAMPLES = 300;
const WIDTH = 8;

export async function proveCleanup(input: ProofInput): Promise<CleanupProof> {
  const after = await countResources(input.client, Object.keys(input.before.counts));
  const differences: string[] = [];
  const unseen: string[] = [];
  const counts: CleanupCount[] = [];
  for (const [endpoint, before] of Object.entries(input.before.counts)) {
    const counted = after.counts[endpoint];
    const { deleted = 0, goneAfterRepeat = 0 } = input.tallies.get(endpoint) ?? {};
    if (counted === undefined) {
      differences.push(`${endpoint}: can no longer be counted: ${after.uncounted[endpoint]}`);
      continue;
    }
    counts.push({ endpoint, before, deleted, after: counted });
    if (before < deleted) {
      unseen.push(`${endpoint}: ${deleted} deleted, of which the client saw ${before}: counts prove nothing`);
      continue;
    }
    const removed = before - counted;
    // A DELETE whose answer was lost is answered 404 when it is repeated: both readings of that add up.
    if (removed < deleted || removed > deleted + goneAfterRepeat) {
      differences.push(`${endpoint}: ${before} before, ${deleted} deleted, but ${counted} after`);
    }
  }
  const { checked, stillThere } = await checkSample(input);
  const uncounted = Object.entries(input.before.uncounted).map(([endpoint, why]) => `${endpoint}: not counted: ${why}`);
  return { counts, checked, differences: [...differences, ...stillThere], warnings: [...unseen, ...uncounted] };
}

async function checkSample({
  client,
  segments,
  own,
  gone,
}: ProofInput): Promise<{ checked: number; stillThere: string[] }> {
  const sample = segments.flatMap((segment) => {
    const chosen = new ItemSample<undefined>(SAMPLE_PER_RESOURCE);
    for (let item = segment.first; item < segment.first + segment.count; item++) {
      if (own.has(item) && gone.has(item)) chosen.add(item, undefined);
    }
    return chosen.entries().map(([item]) => ({ endpoint: segment.endpoint, id: own.id(segment, item) }));
  });
  const stillThere: string[] = [];
  let checked = 0;
  await eachInParallel(sample.slice(0, MOST_SAMPLES), WIDTH, async ({ endpoint, id }) => {
    const reply = await client.call("GET", itemPath(endpoint, id));
    if (reply.outcome === "forbidden") return;
    checked++;
    if (reply.outcome !== "not-found") stillThere.push(`${endpoint}/${id} was deleted, but ${describeReply(reply)}`);
  });
  return { checked, stillThere };
}
