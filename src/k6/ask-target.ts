/** Sends the queries that a plan needs, in `setup()`. */

import { all, drive, type MaybePromise } from "../lib/maybe-promise.ts";
import type { Asking } from "../lib/plan/asking.ts";
import { exchange, type Session } from "./exchange.ts";
import { queryCall } from "./resource-calls.ts";

/** Statuses that a plan can handle: they do not count as failed requests. */
const EXPECTED = [200, 400, 403, 404];

export function askTarget<Result>(session: Session, dataUrl: string, asking: Asking<Result>): MaybePromise<Result> {
  return drive(asking, (queries) => {
    const calls = queries.map(({ endpoint, filters }) => queryCall(dataUrl, endpoint, filters));
    return all(calls.map((call) => exchange(session, { ...call, expect: EXPECTED })));
  });
}
