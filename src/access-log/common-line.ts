/** A line of the Common or Combined Log Format, and of nginx with whatever follows. Pure. */

import { commonTime } from "./log-time.ts";
import { type LoggedRequest, splitTarget, statusOf } from "./logged-request.ts";

/** What stands before the time and after the status does not matter. */
const LINE = /\[(\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d [+-]\d{4})\].*?"([A-Z]+) (\S+)(?: HTTP\/[\d.]+)?" (\d{3})\b/;

export function readCommonLine(line: string): LoggedRequest | undefined {
  const [, time = "", method = "", target = "", status] = LINE.exec(line) ?? [];
  const ms = commonTime(time);
  return ms === undefined ? undefined : { method, ...splitTarget(target), status: statusOf(status), ms };
}
