/** Records the result of a work item: a journal line and a metric sample. */

import { type ItemResult, isThere, writeItemLine } from "../../lib/contracts/journal/item-line.ts";
import { isTimed } from "../../lib/contracts/journal/timing-line.ts";
import { binOf } from "../../lib/measure/latency-bins.ts";
import { recordTimings } from "../events.ts";
import type { Reply } from "../http-client.ts";
import { writeLine } from "../journal.ts";
import { countItem } from "../metrics.ts";

export function finish(item: number, result: ItemResult, repeats: number, id: string, reply: Reply): void {
  countItem(!isThere(result));
  if (FOR_RUNNER) {
    writeLine(writeItemLine(item, result, repeats, id, binOf(reply.durationMs), reply.outcome));
    if (isTimed(item) && isThere(result)) recordTimings("create", reply);
  }
}

/** Records an item that was not sent, because something it refers to is missing. */
export function finishBlocked(item: number): void {
  countItem(true);
  if (FOR_RUNNER) writeLine(writeItemLine(item, "blocked", 0, ""));
}
