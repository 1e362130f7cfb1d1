/** Ends the run early, and keeps the reason for the summary of a direct `k6 run`. */

import { check } from "k6";
import exec from "k6/execution";

/** Prefix of a check whose name holds the reason: the names of checks are all that a VU can pass to the summary. */
export const END_CHECK = "ended: ";

export function endRun(reason: string): never {
  if (!FOR_RUNNER) check(null, { [END_CHECK + reason]: () => false });
  return exec.test.abort(reason) as never;
}

/**
 * Ends the run for an exception in an iteration, usually because there is no token. If the run continued, a load would
 * lose one item per iteration, and other runs would request a token in each.
 */
export function endRunOnError(error: unknown): never {
  const place = error instanceof Error ? /[^/\s()]+:\d+:\d+/.exec(error.stack ?? "")?.[0] : undefined;
  return endRun(place === undefined ? String(error) : `${error} (${place})`);
}
