/** The largest page that the target returns. */

import { greatestPage, USUAL_PAGE } from "../lib/edfi/page-size.ts";
import { after, type MaybePromise } from "../lib/maybe-promise.ts";
import { exchange, type Session } from "./exchange.ts";
import { reportAnswer } from "./report.ts";
import { queryCall } from "./resource-calls.ts";

/** Asks the target, in the `setup()` of a smoke run. */
export function pageSizeAt(session: Session, dataUrl: string): MaybePromise<number> {
  const call = { ...queryCall(dataUrl, "schoolYearTypes", { limit: USUAL_PAGE }), expect: [200, 400, 403] };
  return after(exchange(session, call), (reply) => {
    reportAnswer(call, reply);
    return smallerPage(reply) ?? USUAL_PAGE;
  });
}

/** The allowed size named in a response that rejects a larger one; undefined for any other response. */
export function smallerPage(reply: { readonly status: number; readonly body: string }): number | undefined {
  return reply.status === 400 ? greatestPage(reply.body) : undefined;
}
