/** Deletes a run's own items in reverse order: what refers to others before what it refers to. */

import { LoadTestError } from "../../../base/errors.ts";
import { isDenied } from "../../../lib/http/outcome.ts";
import type { PlanSegment } from "../../../lib/plan/load-plan.ts";
import type { CleanupLog } from "../../../store/cleanup-log.ts";
import { type DataClient, type DataReply, describeReply, itemPath } from "../../../target/data-client.ts";
import { eachInParallel } from "../../../target/parallel.ts";
import type { OwnItems } from "./own-items.ts";

export interface Tally {
  deleted: number;
  /** Did not exist. */
  gone: number;
  /** Of those: the first answer was lost, so that this clean-up may have deleted them itself. */
  goneAfterRepeat: number;
  /** Still there: refused, or in use by something else. */
  left: number;
  forbidden: number;
}

export interface LeftItem {
  readonly endpoint: string;
  readonly id: string;
  /** The target answered that other items refer to it. */
  readonly inUse: boolean;
  readonly text: string;
}

export interface Deletion {
  readonly client: DataClient;
  /** In plan order. */
  readonly segments: readonly PlanSegment[];
  readonly own: OwnItems;
  readonly log: CleanupLog;
  readonly width: number;
  readonly signal: AbortSignal;
}

export interface DeletionResult {
  /** Filled while it runs, for progress. */
  readonly tallies: Map<string, Tally>;
  /** The first of each resource that were not deleted. */
  readonly left: LeftItem[];
  readonly current: () => string;
  readonly finished: Promise<void>;
}

const MOST_LEFT_EACH = 5;
/** So many refusals and no success: the client may not delete this resource, the rest is not tried. */
const ENOUGH_REFUSALS = 20;
/** Items that stayed unavailable through all repeats: the target is down, not busy. */
const MOST_UNAVAILABLE = 20;

const GONE_OR_DELETED = { deleted: "d", "not-found": "g" } as const;
const TRANSIENT: readonly string[] = ["throttled", "unavailable", "timed-out", "cut-off"];

/** `finished` rejects with a LoadTestError when the target is no longer reachable; what was deleted is in the log. */
export function deleteItems(deletion: Deletion): DeletionResult {
  const work = new Work(deletion);
  return { tallies: work.tallies, left: work.left, current: () => work.endpoint, finished: work.run() };
}

class Work {
  readonly tallies = new Map<string, Tally>();
  readonly left: LeftItem[] = [];
  endpoint = "";
  readonly #deletion: Deletion;
  #unavailable = 0;

  constructor(deletion: Deletion) {
    this.#deletion = deletion;
  }

  async run(): Promise<void> {
    const { segments, width } = this.#deletion;
    for (const segment of segments.toReversed()) {
      const tally: Tally = { deleted: 0, gone: 0, goneAfterRepeat: 0, left: 0, forbidden: 0 };
      this.tallies.set(segment.endpoint, tally);
      this.endpoint = segment.endpoint;
      await eachInParallel(this.#itemsOf(segment), width, (item) => this.#delete(segment, item, tally));
    }
  }

  *#itemsOf({ first, count }: PlanSegment): Generator<number> {
    const { own, log, signal } = this.#deletion;
    for (let item = first + count - 1; item >= first && !signal.aborted; item--) {
      if (own.has(item) && !log.gone.has(item)) yield item;
    }
  }

  async #delete(segment: PlanSegment, item: number, tally: Tally): Promise<void> {
    const { client, own, log, signal } = this.#deletion;
    if (tally.forbidden >= ENOUGH_REFUSALS && tally.deleted === 0) return void tally.left++;
    const id = own.id(segment, item);
    const reply = await client.call("DELETE", itemPath(segment.endpoint, id));
    if (reply.outcome === "deleted" || reply.outcome === "not-found") {
      log.add(GONE_OR_DELETED[reply.outcome], item);
      if (reply.outcome === "deleted") tally.deleted++;
      else {
        tally.gone++;
        if (reply.repeats > 0) tally.goneAfterRepeat++;
      }
      return;
    }
    // Ctrl-C ended the repeats: the item is still to do.
    if (signal.aborted && TRANSIENT.includes(reply.outcome)) return;
    this.#keepWatch(segment, reply);
    tally.left++;
    if (isDenied(reply.outcome)) tally.forbidden++;
    if (tally.left > MOST_LEFT_EACH) return;
    const inUse = reply.outcome === "conflict";
    this.left.push({ endpoint: segment.endpoint, id, inUse, text: describeReply(reply) });
  }

  /** Ends the clean-up when the target is unreachable. */
  #keepWatch({ endpoint }: PlanSegment, reply: DataReply): void {
    const hint = "Run the clean-up again when the target is healthy: it continues where it stopped.";
    const seen = `DELETE ${endpoint}/{id}: ${describeReply(reply)}`;
    if (reply.outcome === "unauthorized") throw new LoadTestError("auth", seen, { hint });
    if (!TRANSIENT.includes(reply.outcome)) return;
    this.#unavailable++;
    if (reply.status === 0 || this.#unavailable > MOST_UNAVAILABLE)
      throw new LoadTestError("preflight", seen, { hint });
  }
}
