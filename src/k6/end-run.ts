/**
 * What an iteration throws is that there is no token. It ends the run: a load would lose an item with each iteration,
 * and every other run would ask for a token with each.
 */

import exec from "k6/execution";

export function endRun(error: unknown): void {
  exec.test.abort(String(error));
}
