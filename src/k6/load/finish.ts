/** The end of a work item: a line of the journal, a sample of a metric. */

import { type ItemResult, isThere, writeItemLine } from "../../lib/contracts/journal/item-line.ts";
import { isTimed } from "../../lib/contracts/journal/timing-line.ts";
import { binOf } from "../../lib/measure/latency-bins.ts";
import type { Reply } from "../http-client.ts";
import { writeLine } from "../journal.ts";
import { tellTimings } from "../marks.ts";
import { countItem } from "../metrics.ts";

export function finish(item: number, result: ItemResult, repeats: number, id: string, reply: Reply): void {
  countItem(!isThere(result));
  if (FOR_RUNNER) {
    writeLine(writeItemLine(item, result, repeats, id, binOf(reply.durationMs), reply.outcome));
    if (isTimed(item) && isThere(result)) tellTimings("create", reply);
  }
}

/** It was not sent. */
export function finishBlocked(item: number): void {
  countItem(true);
  if (FOR_RUNNER) writeLine(writeItemLine(item, "blocked", 0, ""));
}
