/** Ends the run early, and keeps the reason for the summary of a direct `k6 run`. */

import { check } from "k6";
import exec from "k6/execution";

/** Name of the check, before the reason: a check is what k6 carries from a VU to the summary. */
export const END_CHECK = "ended: ";

export function endRun(reason: string): never {
  if (!FOR_RUNNER) check(null, { [END_CHECK + reason]: () => false });
  return exec.test.abort(reason) as never;
}

/**
 * What an iteration throws ends the run: there is no token, as a rule. A load would lose an item with each iteration,
 * and every other run would ask for a token with each.
 */
export function endRunFor(error: unknown): never {
  const place = error instanceof Error ? /[^/\s()]+:\d+:\d+/.exec(error.stack ?? "")?.[0] : undefined;
  return endRun(place === undefined ? String(error) : `${error} (${place})`);
}
